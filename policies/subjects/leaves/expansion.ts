import type { Fields } from '../../engine/types.ts';
import { fieldsAt, isFields, isList, stringAt } from '../fields.ts';

const REFERENCE = /\$(\$?)\(([A-Za-z_.-][\w.-]*)\)/g;

/** The environment variables of a container whose value stands in the container itself. */
export function literalsOf(container: Fields): ReadonlyMap<string, string> {
  const literals = new Map<string, string>();
  for (const variable of isList(container.env) ? container.env : []) {
    const name = isFields(variable) ? stringAt(variable, 'name') : undefined;
    const value = isFields(variable) ? (stringAt(variable, 'value') ?? ownFact(variable)) : undefined;
    if (name !== undefined && value !== undefined) literals.set(name, expanded(value, literals));
  }
  return literals;
}

/** What the downward API fills in, under the name that the place oracle knows it by: whatever the variable is called. */
const OWN_FACTS: Readonly<Record<string, string>> = {
  'status.podIP': '$(POD_IP)',
  'status.podIPs': '$(POD_IPS)',
  'status.hostIP': '$(HOST_IP)',
  'status.hostIPs': '$(HOST_IPS)',
  'spec.nodeName': '$(NODE_NAME)',
  'spec.serviceAccountName': '$(SERVICE_ACCOUNT_NAME)',
  'metadata.name': '$(POD_NAME)',
  'metadata.namespace': '$(POD_NAMESPACE)',
  'metadata.uid': '$(POD_UID)',
};

function ownFact(variable: Fields): string | undefined {
  const path = stringAt(fieldsAt(fieldsAt(variable, 'valueFrom'), 'fieldRef'), 'fieldPath') ?? '';
  return Object.hasOwn(OWN_FACTS, path) ? OWN_FACTS[path] : undefined;
}

const SHELL = /(?:^|\/)(?:ba|da|a|z|k)?sh$/;
const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** Whether a container's command is a shell, which expands `$NAME` and `${NAME}` in what it runs. */
export function runsShell({ command, args }: Fields): boolean {
  const [first] = isList(command) && command.length > 0 ? command : isList(args) ? args : [];
  return typeof first === 'string' && SHELL.test(first);
}

/** Expand `$NAME` and `${NAME}` as a shell does; an unknown name stays as it is written. */
export function expandedByShell(text: string, literals: ReadonlyMap<string, string>): string {
  return text.replace(VARIABLE, (whole, braced?: string, bare?: string) => literals.get(braced ?? bare ?? '') ?? whole);
}

/** Expand `$(NAME)` as the kubelet does: `$$(NAME)` is a literal, an unknown name stays as it is written. */
export function expanded(text: string, literals: ReadonlyMap<string, string>): string {
  if (!text.includes('$(')) return text;
  return text.replace(REFERENCE, (whole, dollar: string, name: string) =>
    dollar === '$' ? whole.slice(1) : (literals.get(name) ?? whole),
  );
}
