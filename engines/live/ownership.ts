import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../kubectl.ts';
import type { Json, JsonObject } from '../output.ts';

/** One writer's part of an object, as `metadata.managedFields` records it, seen from one place inside of the object. */
export interface Owner {
  /** `kubectl-edit, 2026-11-22T10:00:00Z` */
  readonly by: string;
  /** The toolkit's own hand, through server-side apply: it owns exactly what it stated, and no default. */
  readonly states: boolean;
  /** The toolkit's hand, through Terraform: it also owns the defaults that the server filled in for it. */
  readonly deploys: boolean;
  /** The fields below this place (FieldsV1), or `all` of them. */
  readonly fields: JsonObject | 'all';
  /** True inside of what is owned as a whole, where the server's defaults cannot be told from what was written. */
  readonly whole: boolean;
}

/** How the two engines sign what they write. The provider's name is that of its user agent; its manifests say Terraform. */
const TERRAFORM = new Set(['HashiCorp', 'Terraform', 'terraform-provider-kubernetes']);

/** Who has written what of an object, its status apart. */
export function ownersOf({ metadata }: KubernetesObject): readonly Owner[] {
  const entries = Array.isArray(metadata.managedFields) ? (metadata.managedFields as readonly JsonObject[]) : [];
  return entries
    .filter(({ subresource }) => subresource !== 'status')
    .flatMap(({ manager, operation, time, subresource, fieldsV1 }) => {
      if (typeof fieldsV1 !== 'object' || fieldsV1 === null) return [];
      const states = manager === 'domicile' && operation === 'Apply';
      const through = typeof subresource === 'string' ? ` (${subresource})` : '';
      const by = `${String(manager)}${through}${typeof time === 'string' ? `, ${time}` : ''}`;
      const deploys = states || TERRAFORM.has(String(manager));
      return [{ by, states, deploys, fields: fieldsV1 as JsonObject, whole: false }];
    });
}

/** The owners of a field of an object. */
export function ownersAt(owners: readonly Owner[], key: string): readonly Owner[] {
  return below(owners, (fields) => fields[`f:${key}`]);
}

/** The owners of an item of a list that is merged by key or by value; of the whole list for any other. */
export function ownersOfItem(owners: readonly Owner[], item: Json): readonly Owner[] {
  return below(owners, (fields) => {
    const found = Object.keys(fields).find((name) => isAbout(name, item));
    return found === undefined ? undefined : fields[found];
  });
}

/** The fields by which the items of a list are told apart; undefined when it is replaced as a whole. */
export function mergeKeysOf(owners: readonly Owner[]): readonly string[] | 'value' | undefined {
  for (const { fields } of owners) {
    if (fields === 'all') continue;
    for (const name of Object.keys(fields)) {
      if (name.startsWith('v:')) return 'value';
      if (name.startsWith('k:')) return Object.keys(JSON.parse(name.slice(2)) as JsonObject);
    }
  }
  return undefined;
}

function below(owners: readonly Owner[], step: (fields: JsonObject) => Json | undefined): readonly Owner[] {
  return owners.flatMap((owner): readonly Owner[] => {
    if (owner.fields === 'all') return [{ ...owner, whole: true }];
    const inner = step(owner.fields);
    if (typeof inner !== 'object' || inner === null) return [];
    const names = Object.keys(inner);
    // `{}` is a field as a whole; `{".": {}}` alone owns that a map is there, and nothing in it.
    if (names.length === 0) return [{ ...owner, fields: 'all' as const }];
    return names.every((name) => name === '.') ? [] : [{ ...owner, fields: inner as JsonObject }];
  });
}

function isAbout(name: string, item: Json): boolean {
  if (name.startsWith('v:')) return isDeepStrictEqual(JSON.parse(name.slice(2)), item);
  if (!name.startsWith('k:') || typeof item !== 'object' || item === null || Array.isArray(item)) return false;
  const keys = JSON.parse(name.slice(2)) as JsonObject;
  return Object.entries(keys).every(([key, value]) => isDeepStrictEqual((item as JsonObject)[key], value));
}
