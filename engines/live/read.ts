import type { Unlisted } from '../../policies/subjects/index.ts';
import type { KubernetesObject } from '../kubectl.ts';
import type { JsonObject } from '../output.ts';
import { type Answer, type ClusterApi, ClusterApiError, refusalOf } from './api.ts';
import { discover, type ListableKind, nameOf, pathOf } from './discovery.ts';
import { pooled } from './pooled.ts';

/** Everything that could be read of a cluster. */
export interface ClusterReading {
  readonly context: string;
  /** UID of the kube-system namespace; undefined when it may not be read. */
  readonly identity: string | undefined;
  /** `v1.36.3` */
  readonly version: string;
  /** Of every kind, by kind, then namespace and name. The same object under two API groups comes once. */
  readonly objects: readonly KubernetesObject[];
  readonly kinds: readonly ListableKind[];
  readonly unlisted: readonly Unlisted[];
}

/** What is left out of a reading at the caller's own wish. */
export interface ReadingChoice {
  /** False: Secrets are not asked for, and the reading says so. */
  readonly secrets: boolean;
}

const PAGE = 500;
const RESTARTS = 3;

/**
 * Reads every object of every kind that a cluster offers. What may not be listed, or does not answer, is named in
 * `unlisted` and never passed over in silence.
 * @throws {@link ClusterApiError} when the API server does not answer at all
 */
export async function readCluster(api: ClusterApi, { secrets }: ReadingChoice): Promise<ClusterReading> {
  const { kinds, unlisted } = await discover(api);
  const wanted = kinds.filter((kind) => secrets || nameOf(kind) !== 'secrets');
  const lists = await pooled(wanted, (kind) => listOf(api, kind));
  const objects = onceEach(lists.flatMap(({ objects }) => objects)).sort(inOrder);
  const left = secrets ? [] : [{ what: 'secrets', reason: 'they were left out, as asked (--secrets none)' }];
  return {
    context: api.context,
    identity: objects.find(isSystemNamespace)?.metadata.uid,
    version: await versionOf(api),
    objects,
    kinds,
    unlisted: [...unlisted, ...left, ...lists.flatMap(({ unlisted }) => unlisted)],
  };
}

interface Listing {
  readonly objects: readonly KubernetesObject[];
  readonly unlisted: readonly Unlisted[];
}

async function listOf(api: ClusterApi, kind: ListableKind): Promise<Listing> {
  for (let start = 1; ; start++) {
    const { objects, refused } = await pagesOf(api, kind);
    if (refused === undefined) return { objects, unlisted: [] };
    // 410: the rest of a long list is no longer kept; only a fresh one is whole.
    if (refused.status === 410 && start < RESTARTS) continue;
    return { objects, unlisted: [{ what: nameOf(kind), reason: refusalOf(refused) }] };
  }
}

async function pagesOf(api: ClusterApi, kind: ListableKind) {
  const objects: KubernetesObject[] = [];
  for (let rest = ''; ; ) {
    const answer: Answer = await api.get(`${pathOf(kind)}?limit=${PAGE}${rest}`);
    if (answer.status !== 200) return { objects, refused: answer };
    const items = answer.body.items;
    if (!Array.isArray(items) && items !== null) throw new ClusterApiError(`the list of ${nameOf(kind)} has no items`);
    for (const item of items ?? []) objects.push(objectIn(item, kind));
    const next = (answer.body.metadata as JsonObject | undefined)?.continue;
    if (typeof next !== 'string' || next === '') return { objects, refused: undefined };
    rest = `&continue=${encodeURIComponent(next)}`;
  }
}

/** Items of a list do not say their kind. */
function objectIn(item: unknown, { apiVersion, kind }: ListableKind): KubernetesObject {
  return { ...(item as KubernetesObject), apiVersion, kind };
}

/** Events are offered by two groups; an object is itself by its UID. */
function onceEach(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const seen = new Set<string>();
  return objects.filter(({ metadata: { uid } }) => {
    if (uid === undefined) return true;
    if (seen.has(uid)) return false;
    seen.add(uid);
    return true;
  });
}

async function versionOf(api: ClusterApi): Promise<string> {
  const { body } = await api.get('/version');
  return typeof body.gitVersion === 'string' ? body.gitVersion : 'unknown';
}

function isSystemNamespace({ kind, metadata }: KubernetesObject): boolean {
  return kind === 'Namespace' && metadata.name === 'kube-system';
}

function inOrder(a: KubernetesObject, b: KubernetesObject): number {
  const key = ({ apiVersion, kind, metadata }: KubernetesObject) =>
    [kind, apiVersion, metadata.namespace ?? '', metadata.name].join('\n');
  const [one, other] = [key(a), key(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
