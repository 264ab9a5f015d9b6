import type { Fields, Path, Subject, Value } from '../../engine/types.ts';
import { fieldsAt, isFields, isList, stringAt } from '../fields.ts';
import type { Document } from '../input.ts';

/** The construct path that the toolkit writes on every object it makes. */
const CONSTRUCT_PATH = 'domicile.internal/construct-path';

/** Whether a document is a Kubernetes object or a list of them. */
export function isKubernetes(value: Value): value is Fields {
  return isFields(value) && typeof value.kind === 'string' && typeof value.apiVersion === 'string';
}

/** The subjects of a Kubernetes document: the object itself, or the items of a `List`, of any depth. */
export function kubernetesSubjects(document: Document, path: Path = []): readonly Subject[] {
  return objectsIn(document.value, path).map(([object, at]) =>
    kubernetesSubject(object, (inner) => document.locate([...at, ...inner])),
  );
}

function objectsIn(value: Value, path: Path): readonly (readonly [Fields, Path])[] {
  if (!isFields(value)) return [];
  const { items } = value;
  const kind = stringAt(value, 'kind') ?? '';
  if (!kind.endsWith('List') || !isList(items)) return [[value, path]];
  const itemKind = kind.slice(0, -'List'.length);
  return items.flatMap((item, i) => objectsIn(withKind(item, value.apiVersion, itemKind), [...path, 'items', i]));
}

/** The items of a typed list (`ConfigMapList`) need not repeat their kind. */
function withKind(item: Value, apiVersion: Value | undefined, kind: string): Value {
  if (!isFields(item) || kind === '' || item.kind !== undefined || apiVersion === undefined) return item;
  return { apiVersion, kind, ...item };
}

/** A subject for one Kubernetes object, wherever it came from. */
export function kubernetesSubject(object: Fields, locate: Subject['locate'], origin?: SubjectOrigin): Subject {
  const metadata = fieldsAt(object, 'metadata');
  const kind = stringAt(object, 'kind') ?? 'unknown';
  const name = stringAt(metadata, 'name') ?? stringAt(metadata, 'generateName') ?? '';
  const namespace = stringAt(metadata, 'namespace');
  return {
    kind,
    type: stringAt(object, 'apiVersion') ?? '',
    name,
    namespace,
    address: origin?.address ?? [kind, namespace, name].filter((part) => part !== undefined).join('/'),
    body: object,
    constructPath: origin?.constructPath ?? stringAt(fieldsAt(metadata, 'annotations'), CONSTRUCT_PATH),
    locate,
  };
}

/** What Terraform says about a Kubernetes object besides the object. */
export interface SubjectOrigin {
  readonly address: string;
  readonly constructPath: string | undefined;
}
