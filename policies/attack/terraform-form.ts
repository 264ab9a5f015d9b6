import { isDeepStrictEqual } from 'node:util';
import type { Fields, Value } from '../engine/types.ts';
import { isFields, isList, setField } from '../subjects/fields.ts';
import { toKubernetes } from '../subjects/index.ts';
import { elementOf, type FieldType, fieldsOfType, mapValueOf, typeOfKind } from '../subjects/kubernetes/schema.ts';

/** Lists of blocks that the provider calls by Kubernetes' plural; every other one has the singular. */
const PLURAL_BLOCKS = new Set([
  ...[
    'hostAliases',
    'imagePullSecrets',
    'matchExpressions',
    'allowedTopologies',
    'matchLabelExpressions',
    'to',
    'from',
  ],
  ...['egress', 'ingress', 'env', 'envFrom', 'items', 'sources'],
]);

/**
 * The arguments of a `kubernetes_*` resource that makes exactly this object; undefined when there is no such resource,
 * or when reading the arguments again would not give the same object.
 */
export function argumentsOf(resourceType: string, object: Fields): Fields | undefined {
  const { apiVersion, kind, ...rest } = object;
  const type = typeof apiVersion === 'string' && typeof kind === 'string' ? typeOfKind(apiVersion, kind) : undefined;
  if (type === undefined) return undefined;
  const written = blockOf(rest, type);
  const again = toKubernetes(resourceType, written);
  return isDeepStrictEqual(again, { apiVersion, kind, ...rest }) ? written : undefined;
}

/** `NetworkPolicy` → `kubernetes_network_policy_v1`. */
export function resourceTypeOf(kind: string): string {
  return `kubernetes_${snake(kind)}_v1`;
}

function blockOf(fields: Fields, type: string): Fields {
  const known = fieldsOfType(type) ?? {};
  const block: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fields)) {
    const fieldType = Object.hasOwn(known, name) ? known[name] : undefined;
    if (fieldType === undefined) setField(block, snake(name), value);
    else setField(block, attributeOf(type, name, fieldType), argumentOf(value, fieldType));
  }
  return block;
}

function argumentOf(value: Value, type: FieldType): Value {
  const element = elementOf(type);
  if (element !== undefined) return isList(value) ? value.map((item) => argumentOf(item, element)) : value;
  if (mapValueOf(type) !== undefined || fieldsOfType(type) === undefined) return value;
  return isFields(value) ? blockOf(value, type) : value;
}

/** Secret data is plain in Terraform: `string_data` has no argument of its own. */
function attributeOf(type: string, name: string, fieldType: FieldType): string {
  if (type === 'Secret' && name === 'stringData') return 'data';
  if (type === 'Secret' && name === 'data') return 'binary_data';
  if (type === 'StorageClass' && name === 'provisioner') return 'storage_provisioner';
  const element = elementOf(fieldType);
  const isBlocks = element !== undefined && fieldsOfType(element) !== undefined && !PLURAL_BLOCKS.has(name);
  const keepsPlural = type.startsWith('NetworkPolicy') && name === 'ports';
  return snake(isBlocks && !keepsPlural ? singular(name) : name);
}

const singular = (name: string) =>
  name
    .replace(/ies$/, 'y')
    .replace(/sses$/, 'ss')
    .replace(/([^s])s$/, '$1');

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
