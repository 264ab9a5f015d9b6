import type { Fields, Path, SourcePosition, Subject, Value } from '../engine/types.ts';
import { isFields, isList, stringAt } from './fields.ts';
import { kubernetesSubject } from './kubernetes/objects.ts';

/** What a reader of a running cluster says about its own reading, besides the objects. */
export interface ClusterRecord {
  readonly schema: typeof CLUSTER_SCHEMA;
  /** The kubeconfig context, or `in-cluster`. */
  readonly context: string;
  /** Kinds that could not be listed. */
  readonly unlisted: readonly Unlisted[];
  /** How the cluster differs from the site; absent when nobody compared them. */
  readonly differences?: readonly Difference[];
}

/** A kind of which the cluster has objects, maybe, that nobody could see. */
export interface Unlisted {
  /** `secrets`, `deployments.apps`, or a whole API group version. */
  readonly what: string;
  /** What the API server said. */
  readonly reason: string;
}

/** One way in which an object of the cluster is not what the site says. */
export interface Difference {
  /** `unclear`: the cluster holds no record of who wrote what, so that additions cannot be told from defaults. */
  readonly change: 'added' | 'changed' | 'missing' | 'unclear';
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  /** Path in the object; empty for the object as a whole. */
  readonly path: Path;
  readonly found: string;
  readonly expected: string;
  /** Who wrote it and when, as the API server recorded it; null when it did not. */
  readonly by: string | null;
}

/** The `schema` of a {@link ClusterRecord}. */
export const CLUSTER_SCHEMA = 'domicile/cluster/v1';

/** Whether a document is what a reader of a cluster says about its reading. */
export function isClusterRecord(value: Value): value is Fields {
  return isFields(value) && value.schema === CLUSTER_SCHEMA;
}

/** The subjects of a record: the reading itself, and every difference. */
export function clusterSubjects(record: Fields): readonly Subject[] {
  const context = stringAt(record, 'context') ?? '';
  const { differences, ...reading } = record;
  const cluster: Subject = {
    kind: 'domicile/cluster',
    type: CLUSTER_SCHEMA,
    name: context,
    namespace: undefined,
    address: `cluster/${context}`,
    body: { ...reading, compared: differences !== undefined },
    constructPath: undefined,
    locate: () => ({ file: `cluster ${context}`, line: 1, column: 1, pointer: '' }),
    live: true,
  };
  const found = isList(differences) ? differences.filter(isFields) : [];
  return [cluster, ...found.map((difference) => differenceSubject(difference, context))];
}

function differenceSubject(body: Fields, context: string): Subject {
  const name = stringAt(body, 'name') ?? '';
  const namespace = stringAt(body, 'namespace');
  const kind = stringAt(body, 'kind') ?? '';
  return {
    kind: 'domicile/difference',
    type: CLUSTER_SCHEMA,
    name,
    namespace,
    address: [kind, namespace, name].filter((part) => part !== undefined).join('/'),
    body,
    constructPath: undefined,
    locate: (path) => positionInCluster(context, { kind, namespace, name }, path),
    live: true,
  };
}

/** The subject of an object as the API server gave it. */
export function liveSubject(object: Fields, context: string): Subject {
  const subject = kubernetesSubject(withoutBookkeeping(object), (path) => positionInCluster(context, subject, path));
  return Object.assign(subject, { live: true as const });
}

/** kubectl's own copy of what it once applied, kept for its next merge. Nothing acts on it; the object itself is judged. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** `managedFields` repeats the names of fields, and no value. Every other part of the object is judged. */
function withoutBookkeeping(object: Fields): Fields {
  const { metadata } = object;
  if (!isFields(metadata)) return object;
  const { managedFields: _, annotations, ...rest } = metadata;
  if (!isFields(annotations))
    return { ...object, metadata: annotations === undefined ? rest : { ...rest, annotations } };
  const { [LAST_APPLIED]: __, ...others } = annotations;
  return { ...object, metadata: { ...rest, annotations: others } };
}

function positionInCluster(
  context: string,
  { kind, namespace, name }: Pick<Subject, 'kind' | 'namespace' | 'name'>,
  path: Path,
): SourcePosition {
  const address = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
  return { file: `cluster ${context}: ${address}`, line: 1, column: 1, pointer: pointerOf(path) };
}

/** RFC 6901. */
function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
