import type { Fields } from '../../engine/types.ts';
import { fieldsAt, isFields, isList, stringAt } from '../fields.ts';

const REFERENCE = /\$(\$?)\(([A-Za-z_.-][\w.-]*)\)/g;

/** The variables that a program is started with. */
export interface Variables {
  /** By name; undefined for a value that stands elsewhere, where it is judged or owed. */
  readonly values: ReadonlyMap<string, string | undefined>;
  /** Whether variables come from a whole object that is not here: any name may be one. */
  readonly isOpen: boolean;
}

const NO_VARIABLES: Variables = { values: new Map(), isOpen: false };
const started = new WeakMap<Fields, Variables>();

/** A container of which somebody who sees more than the container knows what it is started with. */
export function startedWith(container: Fields, variables: Variables): Fields {
  started.set(container, variables);
  return container;
}

/** The environment variables of a container, over those that it borrows; `lookup` is asked for a key of a ConfigMap. */
export function variablesOf(
  container: Fields,
  borrowed: Variables = { ...NO_VARIABLES, isOpen: isList(container.envFrom) && container.envFrom.length > 0 },
  lookup: (reference: Fields) => string | undefined = () => undefined,
): Variables {
  const known = started.get(container);
  if (known !== undefined) return known;
  const values = new Map(borrowed.values);
  for (const variable of isList(container.env) ? container.env : []) {
    const name = isFields(variable) ? stringAt(variable, 'name') : undefined;
    if (!isFields(variable) || name === undefined) continue;
    const reference = fieldsAt(fieldsAt(variable, 'valueFrom'), 'configMapKeyRef');
    const value = stringAt(variable, 'value') ?? ownFact(variable) ?? (reference && lookup(reference));
    values.set(name, value === undefined ? undefined : expanded(value, values));
  }
  return { values, isOpen: borrowed.isOpen };
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
export function expandedByShell(text: string, literals: Variables['values']): string {
  return text.replace(VARIABLE, (whole, braced?: string, bare?: string) => literals.get(braced ?? bare ?? '') ?? whole);
}

/** Expand `$(NAME)` as the kubelet does: `$$(NAME)` is a literal, an unknown name stays as it is written. */
export function expanded(text: string, literals: Variables['values']): string {
  if (!text.includes('$(')) return text;
  return text.replace(REFERENCE, (whole, dollar: string, name: string) =>
    dollar === '$' ? whole.slice(1) : (literals.get(name) ?? whole),
  );
}
