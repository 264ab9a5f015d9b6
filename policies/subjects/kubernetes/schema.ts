import table from './types.json' with { type: 'json' };

/**
 * The type of one field: `string`, `integer`, `number`, `boolean`, `quantity`, `intOrString`, `bytes`, `time`, `any`,
 * `server` (written by the cluster), the name of an object type, `[]T` for a list of T, `{}T` for a map to T.
 */
export type FieldType = string;

/** The fields of one object type, in Kubernetes' spelling. */
export type ObjectType = Readonly<Record<string, FieldType>>;

const KINDS: Readonly<Record<string, string>> = table.kinds;
const TYPES: Readonly<Record<string, ObjectType>> = table.types;

/** The object type of a built-in kind (`apps/v1`, `Deployment`), or undefined for a kind that Kubernetes does not define. */
export function typeOfKind(apiVersion: string, kind: string): string | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
}

/** The fields of an object type, or undefined when the name is a scalar. */
export function fieldsOfType(name: FieldType): ObjectType | undefined {
  return Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
}

/** Every built-in kind as `[apiVersion, kind]`. */
export const builtInKinds: readonly (readonly [apiVersion: string, kind: string])[] = Object.keys(KINDS).map((key) => {
  const at = key.lastIndexOf('/');
  return [key.slice(0, at), key.slice(at + 1)];
});

/** Every object type with its fields. */
export const objectTypes: Readonly<Record<string, ObjectType>> = TYPES;

/** The element type of a list type, else undefined. */
export const elementOf = (type: FieldType) => (type.startsWith('[]') ? type.slice(2) : undefined);

/** The value type of a map type, else undefined. */
export const mapValueOf = (type: FieldType) => (type.startsWith('{}') ? type.slice(2) : undefined);
