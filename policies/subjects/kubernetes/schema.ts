import table from './types.json' with { type: 'json' };

/**
 * The type of one field: `string`, `integer`, `number`, `boolean`, `quantity`, `intOrString`, `bytes`, `time`, `any`,
 * `server` (written by the cluster), the name of an object type, `[]T` for a list of T, `{}T` for a map to T.
 */
export type FieldType = string;

/** The fields of one object type, in Kubernetes' spelling. */
export type ObjectType = Readonly<Record<string, FieldType>>;

const TYPES: ReadonlyMap<string, ObjectType> = new Map(Object.entries(table.types));
const KINDS = new Map<string, Map<string, string>>();
for (const [key, type] of Object.entries(table.kinds)) {
  const at = key.lastIndexOf('/');
  const inGroup = KINDS.get(key.slice(0, at)) ?? new Map<string, string>();
  KINDS.set(key.slice(0, at), inGroup.set(key.slice(at + 1), type));
}

/** The object type of a built-in kind (`apps/v1`, `Deployment`), or undefined for a kind that Kubernetes does not define. */
export function typeOfKind(apiVersion: string, kind: string): string | undefined {
  return KINDS.get(apiVersion)?.get(kind);
}

/** The fields of an object type, or undefined when the name is a scalar. */
export function fieldsOfType(name: FieldType): ObjectType | undefined {
  return TYPES.get(name);
}

/** Every built-in kind as `[apiVersion, kind]`. */
export const builtInKinds: readonly (readonly [apiVersion: string, kind: string])[] = [...KINDS].flatMap(
  ([apiVersion, kinds]) => [...kinds.keys()].map((kind) => [apiVersion, kind] as const),
);

/** Every object type with its fields. */
export const objectTypes: ReadonlyMap<string, ObjectType> = TYPES;

/** The element type of a list type, else undefined. */
export const elementOf = (type: FieldType) => (type.startsWith('[]') ? type.slice(2) : undefined);

/** The value type of a map type, else undefined. */
export const mapValueOf = (type: FieldType) => (type.startsWith('{}') ? type.slice(2) : undefined);
