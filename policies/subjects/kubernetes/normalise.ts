import { type Fields, type Path, Unresolved, type Value } from '../../engine/types.ts';
import { blocks, fieldsAt, isFields, isList, setField } from '../fields.ts';
import { camelCase, type Field, fieldFor, isTerraformOnly, kindOf } from './names.ts';
import { scalarFor } from './scalars.ts';
import { elementOf, type FieldType, fieldsOfType, mapValueOf, typeOfKind } from './schema.ts';

/**
 * The Kubernetes object that a `kubernetes_*` Terraform resource makes, in Kubernetes' own spelling, ready for
 * server-side apply: snake case to camel case, single blocks unwrapped, block names to list names, numbers, ports and
 * file modes as the API wants them, plain Secret data as `stringData`. What only steers Terraform is left out.
 *
 * @param resourceType `kubernetes_deployment_v1`, `kubernetes_manifest`, …
 * @param attributes the resource's arguments, as `cdk.tf.json`, a plan or a state has them
 * @returns undefined when the resource makes no object of a kind that is known or stated
 */
export function toKubernetes(resourceType: string, attributes: Fields): Fields | undefined {
  if (resourceType === 'kubernetes_manifest') return manifestOf(attributes);
  const kind = kindOf(resourceType);
  const type = kind && typeOfKind(kind.apiVersion, kind.kind);
  if (kind === undefined || type === undefined) return undefined;
  const apiVersion = usesNewerAutoscaling(resourceType, attributes) ? 'autoscaling/v2' : kind.apiVersion;
  const object = objectOf(attributes, typeOfKind(apiVersion, kind.kind) ?? type);
  return { apiVersion, kind: kind.kind, ...object };
}

/**
 * Where a path of the normalised object stands among the resource's own attributes, as far as it can be followed:
 * the path of the nearest enclosing attribute otherwise.
 */
export function toTerraformPath(resourceType: string, attributes: Fields, path: Path): Path {
  if (resourceType === 'kubernetes_manifest') return ['manifest', ...path];
  const kind = kindOf(resourceType);
  const type = kind && typeOfKind(kind.apiVersion, kind.kind);
  return type === undefined ? path : followed(attributes, type, path);
}

function manifestOf(attributes: Fields): Fields | undefined {
  const manifest = fieldsAt(attributes, 'manifest');
  return typeof manifest?.kind === 'string' && typeof manifest.apiVersion === 'string' ? manifest : undefined;
}

/** The unversioned resource speaks autoscaling/v2 as soon as it uses what v1 does not have. */
function usesNewerAutoscaling(resourceType: string, attributes: Fields): boolean {
  if (resourceType !== 'kubernetes_horizontal_pod_autoscaler') return false;
  return blocks(attributes.spec).some((spec) => blocks(spec.metric).length + blocks(spec.behavior).length > 0);
}

const objects = new Map<string, WeakMap<Fields, Fields>>();

/** Identical subtrees are one object in a plan, so each is normalised once. */
function objectOf(fields: Fields, type: string): Fields {
  const known = objects.get(type) ?? new WeakMap<Fields, Fields>();
  objects.set(type, known);
  const object = known.get(fields) ?? readObject(fields, type);
  known.set(fields, object);
  return object;
}

function readObject(fields: Fields, type: string): Fields {
  const object: Record<string, Value> = {};
  for (const attribute of Object.keys(fields)) {
    const value = fields[attribute];
    if (value === undefined || value === null || isTerraformOnly(type, attribute)) continue;
    if (attribute === 'dynamic') addDynamic(object, value, type);
    else addField(object, attribute, value, type);
  }
  return object;
}

function addField(object: Record<string, Value>, attribute: string, value: Value, type: string): void {
  const field = fieldFor(type, attribute) ?? { name: camelCase(attribute), type: 'any' };
  if (field.name === '@inline') {
    for (const block of blocks(value)) Object.assign(object, objectOf(block, type));
    if (value instanceof Unresolved) setField(object, camelCase(attribute), value);
    return;
  }
  const read = adjusted(field, normalised(value, field.type));
  if (read !== undefined) setField(object, field.name, merged(object[field.name], read));
}

/** `dynamic` blocks make blocks that only Terraform can count: the field is there, its value is not known. */
function addDynamic(object: Record<string, Value>, value: Value, type: string): void {
  for (const block of blocks(value))
    for (const name of Object.keys(block)) {
      const field = fieldFor(type, name);
      const unresolved = new Unresolved(
        'a dynamic block, whose content only Terraform can work out',
        `dynamic.${name}`,
      );
      setField(object, field?.name ?? camelCase(name), unresolved);
    }
}

/** `data` and `data_wo` land in one map, as `binary_data` and `binary_data_wo` do. */
function merged(before: Value | undefined, value: Value): Value {
  return isFields(before) && isFields(value) ? { ...before, ...value } : value;
}

function normalised(value: Value, type: FieldType): Value | undefined {
  if (value instanceof Unresolved) return value;
  const element = elementOf(type);
  if (element !== undefined) return listOf(value, element);
  const mapped = mapValueOf(type);
  if (mapped !== undefined) return isFields(value) ? mapOf(value, mapped) : emptied(value);
  if (fieldsOfType(type) !== undefined) return singleOf(value, type);
  return scalarFor(value, type);
}

function listOf(value: Value, element: FieldType): Value | undefined {
  if (isFields(value)) return [normalised(value, element) ?? {}];
  if (!isList(value)) return scalarFor(value, element);
  if (value.length === 0 && fieldsOfType(element) !== undefined) return undefined;
  return value.map((item) => (item === null ? emptyOf(element) : (normalised(item, element) ?? emptyOf(element))));
}

function emptyOf(type: FieldType): Value {
  return fieldsOfType(type) === undefined ? null : {};
}

function mapOf(value: Fields, type: FieldType): Fields {
  const map: Record<string, Value> = {};
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item !== undefined && item !== null) setField(map, key, scalarFor(item, type) ?? item);
  }
  return map;
}

/** A block of which there is at most one: an object, a list of one, or an empty block that Terraform writes as `[null]`. */
function singleOf(value: Value, type: string): Value | undefined {
  if (isFields(value)) return objectOf(value, type);
  if (!isList(value)) return value;
  const first = value[0];
  if (first === undefined) return undefined;
  if (value.length > 1) return value.map((item) => normalised(item, type) ?? {});
  return first === null ? {} : (normalised(first, type) ?? {});
}

function emptied(value: Value): Value | undefined {
  return isList(value) && value.length === 0 ? undefined : value;
}

/** The old Ingress names its backend in two flat fields. */
function adjusted(field: Field, value: Value | undefined): Value | undefined {
  if (field.type !== 'IngressBackend' || !isFields(value) || value.serviceName === undefined) return value;
  const { serviceName, servicePort, ...rest } = value;
  const port = typeof servicePort === 'number' || /^\d+$/.test(String(servicePort)) ? 'number' : 'name';
  const service = {
    name: serviceName,
    port: { [port]: port === 'number' ? Number(servicePort) : (servicePort ?? null) },
  };
  return { ...rest, service };
}

function followed(fields: Fields, type: string, path: Path): Path {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  for (const attribute of Object.keys(fields)) {
    if (isTerraformOnly(type, attribute)) continue;
    const field = fieldFor(type, attribute) ?? { name: camelCase(attribute), type: 'any' };
    const value = fields[attribute] ?? null;
    if (field.name === '@inline') {
      const index = isList(value) ? [0] : [];
      const inner = blocks(value)[0];
      const found = inner ? followed(inner, type, path) : [];
      if (found.length > 0) return [attribute, ...index, ...found];
    } else if (field.name === step) return [attribute, ...followedValue(value, field.type, rest)];
  }
  return [];
}

function followedValue(value: Value, type: FieldType, path: Path): Path {
  const element = elementOf(type);
  if (element !== undefined) {
    const [index, ...rest] = path;
    if (typeof index !== 'number') return [];
    const item = isList(value) ? value[index] : value;
    return [...(isList(value) ? [index] : []), ...followedValue(item ?? null, element, rest)];
  }
  if (fieldsOfType(type) === undefined) return path;
  const inner = isList(value) ? value[0] : value;
  const prefix = isList(value) ? [0] : [];
  return [...prefix, ...(isFields(inner) ? followed(inner, type, path) : [])];
}
