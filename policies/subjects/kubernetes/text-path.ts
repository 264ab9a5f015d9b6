import type { Fields, Path, Value } from '../../engine/types.ts';
import { isFields, isList } from '../fields.ts';
import { attributesOf } from './names.ts';
import { builtInKind, manifestPath } from './normalise.ts';
import { elementOf, type FieldType, fieldsOfType, mapValueOf } from './schema.ts';

/** Field types that a text goes into as it is, whatever it says. */
const TAKES_TEXT = new Set(['string', 'quantity', 'time', 'any']);

/**
 * Where a text of a `kubernetes_*` resource's attributes lands in the normalised object. `nowhere`: it is left out, because
 * it only steers Terraform. Undefined where what it says decides what becomes of it, or of something beside it.
 */
export function textPath(resourceType: string, attributes: Fields, path: Path): Path | 'nowhere' | undefined {
  if (resourceType === 'kubernetes_manifest') return insideManifest(attributes, path);
  const kind = builtInKind(resourceType, attributes);
  return kind && inObject(attributes, kind.type, path, 0, []);
}

function insideManifest(attributes: Fields, path: Path): Path | 'nowhere' {
  const manifest = manifestPath(attributes);
  return manifest.every((step, i) => path[i] === step) ? path.slice(manifest.length) : 'nowhere';
}

function inObject(fields: Fields, type: string, path: Path, at: number, way: Path): Path | 'nowhere' | undefined {
  const step = path[at];
  if (typeof step !== 'string' || 'dynamic' in fields || type === 'IngressBackend') return undefined;
  const attributeAt = attributesOf(type);
  const attribute = attributeAt(step);
  if (attribute === 'terraform-only') return 'nowhere';
  if (attribute === 'inline' || Object.keys(fields).some((name) => attributeAt(name) === 'inline')) return undefined;
  const { name, type: own } = attribute;
  const rivals = Object.keys(fields).filter((key) => {
    const other = attributeAt(key);
    return typeof other === 'object' && other.name === name;
  });
  return rivals.length === 1 ? inValue(fields[step] ?? null, own, path, at + 1, [...way, name]) : undefined;
}

function inValue(value: Value, type: FieldType, path: Path, at: number, way: Path): Path | 'nowhere' | undefined {
  if (typeof value === 'string') return TAKES_TEXT.has(elementOf(type) ?? type) ? way : undefined;
  const element = elementOf(type);
  const mapped = mapValueOf(type);
  const step = path[at];
  if (element !== undefined) {
    if (!isList(value) || typeof step !== 'number') return undefined;
    return inValue(value[step] ?? null, element, path, at + 1, [...way, step]);
  }
  if (mapped !== undefined) {
    if (!isFields(value) || typeof step !== 'string') return undefined;
    return typeof value[step] === 'string' && mapped === 'string' ? [...way, step] : undefined;
  }
  if (fieldsOfType(type) === undefined) return [...way, ...path.slice(at)];
  if (isFields(value)) return inObject(value, type, path, at, way);
  const only = isList(value) && value.length === 1 ? (value[0] ?? null) : null;
  return isFields(only) ? inObject(only, type, path, at + 1, way) : undefined;
}
