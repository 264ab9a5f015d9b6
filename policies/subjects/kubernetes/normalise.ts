import { type Fields, type Path, Unresolved, type Value } from '../../engine/types.ts';
import { blocks, fieldsAt, isFields, isList, setField } from '../fields.ts';
import { attributeOf, attributesOf, type BuiltInKind, type Field, kindOf } from './names.ts';
import { scalarFor } from './scalars.ts';
import { elementOf, type FieldType, fieldsOfType, mapValueOf } from './schema.ts';

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
  return new Normaliser().toKubernetes(resourceType, attributes);
}

/**
 * Where a path of the normalised object stands among the resource's own attributes, as far as it can be followed:
 * the path of the nearest enclosing attribute otherwise.
 */
export function toTerraformPath(resourceType: string, attributes: Fields, path: Path): Path {
  if (resourceType === 'kubernetes_manifest') return [...manifestPath(attributes), ...path];
  const kind = builtInKind(resourceType, attributes);
  if (kind === undefined) return path;
  const way: (string | number)[] = [];
  follow(way, attributes, kind.type, path, 0);
  return way;
}

/** A state file wraps a value of any type together with its type. */
export function manifestPath(attributes: Fields): readonly string[] {
  const manifest = fieldsAt(attributes, 'manifest');
  return manifest?.kind === undefined && isFields(manifest?.value) ? ['manifest', 'value'] : ['manifest'];
}

function manifestOf(attributes: Fields): Fields | undefined {
  const manifest = manifestPath(attributes).reduce<Fields | undefined>(fieldsAt, attributes);
  return typeof manifest?.kind === 'string' && typeof manifest.apiVersion === 'string' ? manifest : undefined;
}

/** The unversioned autoscaler speaks autoscaling/v2 as soon as it uses what v1 does not have. */
export function builtInKind(resourceType: string, attributes: Fields): BuiltInKind | undefined {
  const isNewer =
    resourceType === 'kubernetes_horizontal_pod_autoscaler' &&
    blocks(attributes.spec).some((spec) => blocks(spec.metric).length + blocks(spec.behavior).length > 0);
  return kindOf(isNewer ? `${resourceType}_v2` : resourceType);
}

/** Normalises the resources of one run: identical subtrees are one object in a plan, and normalised once. */
export class Normaliser {
  private readonly objects = new Map<string, Map<Fields, Fields>>();

  /** See {@link toKubernetes}. */
  toKubernetes(resourceType: string, attributes: Fields): Fields | undefined {
    if (resourceType === 'kubernetes_manifest') return manifestOf(attributes);
    const kind = builtInKind(resourceType, attributes);
    return kind && { apiVersion: kind.apiVersion, kind: kind.kind, ...this.objectOf(attributes, kind.type) };
  }

  private objectOf(fields: Fields, type: string): Fields {
    let known = this.objects.get(type);
    if (known === undefined) {
      known = new Map();
      this.objects.set(type, known);
    }
    let object = known.get(fields);
    if (object === undefined) {
      object = this.readObject(fields, type);
      known.set(fields, object);
    }
    return object;
  }

  private readObject(fields: Fields, type: string): Fields {
    const object: Record<string, Value> = {};
    const attributeAt = attributesOf(type);
    for (const name of Object.keys(fields)) {
      const value = fields[name];
      // The provider takes an empty string for an argument that is not set, and never sends it.
      if (value === undefined || value === null || value === '') continue;
      if (isList(value) && value.length === 0) {
        addEmpty(object, name, value, type);
        continue;
      }
      const attribute = attributeAt(name);
      if (attribute === 'terraform-only') continue;
      if (name === 'dynamic') addDynamic(object, value, type);
      else if (attribute === 'inline') this.addInline(object, name, value, type);
      else this.addField(object, attribute, value);
    }
    return object;
  }

  private addInline(object: Record<string, Value>, name: string, value: Value, type: string): void {
    for (const block of blocks(value)) Object.assign(object, this.objectOf(block, type));
    if (value instanceof Unresolved) setField(object, name, value);
  }

  private addField(object: Record<string, Value>, { name, type }: Field, value: Value): void {
    const read = withService(type, this.normalised(value, type));
    if (read === undefined) return;
    // `data` and `data_wo` land in one map, as `binary_data` and `binary_data_wo` do.
    const before = object[name];
    setField(object, name, isFields(before) && isFields(read) ? { ...before, ...read } : read);
  }

  private normalised(value: Value, type: FieldType): Value | undefined {
    if (typeof value !== 'object' || value === null) return scalarFor(value, elementOf(type) ?? type);
    if (value instanceof Unresolved) return value;
    const element = elementOf(type);
    if (element !== undefined) return this.listOf(value, element);
    const mapped = mapValueOf(type);
    if (mapped !== undefined) return isFields(value) ? mapOf(value, mapped) : value;
    return fieldsOfType(type) === undefined ? value : this.singleOf(value, type);
  }

  private listOf(value: Value, element: FieldType): Value {
    if (!isList(value)) return [this.normalised(value, element) ?? {}];
    const empty = fieldsOfType(element) === undefined ? null : {};
    return value.map((item) => (item === null ? empty : (this.normalised(item, element) ?? empty)));
  }

  /** A block of which there is at most one: an object, a list of one, or an empty block that Terraform writes as `[null]`. */
  private singleOf(value: Value, type: string): Value | undefined {
    if (isFields(value)) return this.objectOf(value, type);
    if (!isList(value)) return value;
    if (value.length > 1) return value.map((item) => this.normalised(item, type) ?? {});
    const first = value[0];
    return first === undefined || first === null ? {} : (this.normalised(first, type) ?? {});
  }
}

/** An empty list of blocks is no block; an empty list of words is one. */
function addEmpty(object: Record<string, Value>, name: string, value: Value, type: string): void {
  const attribute = attributeOf(type, name);
  if (typeof attribute === 'string') return;
  const element = elementOf(attribute.type);
  if (element !== undefined && fieldsOfType(element) === undefined) setField(object, attribute.name, value);
}

/** `dynamic` blocks make blocks that only Terraform can count: the field is there, its value is not known. */
function addDynamic(object: Record<string, Value>, value: Value, type: string): void {
  for (const block of blocks(value))
    for (const name of Object.keys(block)) {
      const attribute = attributeOf(type, name);
      const unresolved = new Unresolved(
        'a dynamic block, whose content only Terraform can work out',
        `dynamic.${name}`,
      );
      setField(object, typeof attribute === 'string' ? name : attribute.name, unresolved);
    }
}

function mapOf(value: Fields, type: FieldType): Fields {
  const map: Record<string, Value> = {};
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item !== undefined && item !== null) setField(map, key, type === 'bytes' ? item : scalarFor(item, type));
  }
  return map;
}

/** The old Ingress names its backend in two flat fields. */
function withService(type: FieldType, value: Value | undefined): Value | undefined {
  if (type !== 'IngressBackend' || !isFields(value) || value.serviceName === undefined) return value;
  const { serviceName, servicePort, ...rest } = value;
  const port = scalarFor(servicePort ?? null, 'intOrString');
  const service = { name: serviceName, port: { [typeof port === 'number' ? 'number' : 'name']: port } };
  return { ...rest, service };
}

/** Appends to `way` the attributes that lead to `path`, from its step `at` on, as far as they can be followed. */
function follow(way: (string | number)[], fields: Fields, type: string, path: Path, at: number): void {
  const step = path[at];
  if (step === undefined) return;
  const attributeAt = attributesOf(type);
  for (const name of Object.keys(fields)) {
    const attribute = attributeAt(name);
    if (attribute === 'inline') {
      const before = way.push(name);
      followInto(way, fields[name] ?? null, type, path, at);
      if (way.length > before + 1) return;
      way.length = before - 1;
    } else if (attribute !== 'terraform-only' && attribute.name === step) {
      way.push(name);
      followValue(way, fields[name] ?? null, attribute.type, path, at + 1);
      return;
    }
  }
}

function followInto(way: (string | number)[], value: Value, type: string, path: Path, at: number): void {
  const inner = isList(value) ? value[0] : value;
  if (isList(value)) way.push(0);
  if (isFields(inner)) follow(way, inner, type, path, at);
}

function followValue(way: (string | number)[], value: Value, type: FieldType, path: Path, at: number): void {
  const element = elementOf(type);
  if (element !== undefined) {
    const index = path[at];
    if (typeof index !== 'number') return;
    if (isList(value)) way.push(index);
    followValue(way, (isList(value) ? value[index] : value) ?? null, element, path, at + 1);
  } else if (fieldsOfType(type) !== undefined) followInto(way, value, type, path, at);
  else for (let i = at; i < path.length; i++) way.push(path[i] as string | number);
}
