import type { Fields } from '../../engine/types.ts';
import { isFields, isList, stringAt } from '../fields.ts';

const REFERENCE = /\$(\$?)\(([A-Za-z_.-][\w.-]*)\)/g;

/** The environment variables of a container whose value stands in the container itself. */
export function literalsOf(container: Fields): ReadonlyMap<string, string> {
  const literals = new Map<string, string>();
  for (const variable of isList(container.env) ? container.env : []) {
    const name = isFields(variable) ? stringAt(variable, 'name') : undefined;
    const value = isFields(variable) ? stringAt(variable, 'value') : undefined;
    if (name !== undefined && value !== undefined) literals.set(name, expanded(value, literals));
  }
  return literals;
}

/** Expand `$(NAME)` as the kubelet does: `$$(NAME)` is a literal, an unknown name stays as it is written. */
export function expanded(text: string, literals: ReadonlyMap<string, string>): string {
  if (!text.includes('$(')) return text;
  return text.replace(REFERENCE, (whole, dollar: string, name: string) =>
    dollar === '$' ? whole.slice(1) : (literals.get(name) ?? whole),
  );
}
