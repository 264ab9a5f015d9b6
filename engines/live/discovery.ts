import type { Unlisted } from '../../policies/subjects/index.ts';
import { typeOfKind } from '../../policies/subjects/kubernetes/schema.ts';
import type { JsonObject } from '../output.ts';
import { type ClusterApi, ClusterApiError, refusalOf } from './api.ts';
import { pooled } from './pooled.ts';

/** A kind whose objects the API server can list. */
export interface ListableKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Plural, as in a path and in a role: `deployments`. */
  readonly resource: string;
  readonly namespaced: boolean;
}

/** What an API server offers. */
export interface Offer {
  readonly kinds: readonly ListableKind[];
  /** What it offers and cannot list. */
  readonly unlisted: readonly Unlisted[];
}

interface Version {
  readonly apiVersion: string;
  readonly path: string;
}

interface ApiGroup {
  readonly name: string;
  /** The preferred one first. */
  readonly versions: readonly Version[];
}

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/**
 * Asks the API server for every kind that it offers, of every group, custom resources and aggregated APIs included. Each
 * kind comes once, in the version whose fields the judge knows, else in the one that the server prefers.
 */
export async function discover(api: ClusterApi): Promise<Offer> {
  const groups = await groupsOf(api);
  const offers = await pooled(groups, (group) => offerOf(api, group));
  return {
    kinds: offers.flatMap(({ kinds }) => kinds).sort(inOrder),
    unlisted: offers.flatMap(({ unlisted }) => unlisted),
  };
}

async function groupsOf(api: ClusterApi): Promise<readonly ApiGroup[]> {
  const core = { name: '', versions: [{ apiVersion: 'v1', path: '/api/v1' }] };
  const answer = await api.get('/apis');
  if (answer.status !== 200)
    throw new ClusterApiError(`the API server does not say what it offers: ${refusalOf(answer)}`);
  return [core, ...recordsIn(answer.body.groups).map(groupIn)];
}

function groupIn(group: JsonObject): ApiGroup {
  const preferred = recordsIn([group.preferredVersion ?? null])[0]?.groupVersion;
  const all = recordsIn(group.versions).map(({ groupVersion }) => String(groupVersion));
  const ordered = [...all.filter((one) => one === preferred), ...all.filter((one) => one !== preferred)];
  return {
    name: String(group.name),
    versions: ordered.map((apiVersion) => ({ apiVersion, path: `/apis/${apiVersion}` })),
  };
}

async function offerOf(api: ClusterApi, { name, versions }: ApiGroup): Promise<Offer> {
  const kinds = new Map<string, ListableKind>();
  const unlisted: Unlisted[] = [];
  for (const { apiVersion, path } of versions) {
    const answer = await api.get(path);
    if (answer.status !== 200) {
      unlisted.push({ what: apiVersion, reason: `its API does not answer: ${refusalOf(answer)}` });
      continue;
    }
    for (const resource of recordsIn(answer.body.resources).map(resourceIn)) {
      // A part of another resource (pods/log, deployments/scale): the object itself is listed.
      if (resource.name.includes('/')) continue;
      const listable = {
        group: name,
        apiVersion,
        kind: resource.kind,
        resource: resource.name,
        namespaced: resource.namespaced,
      };
      if (resource.verbs.includes('list')) keepBetter(kinds, listable);
      // What can be read one by one is kept; what can only be created is a question that is answered and forgotten.
      else if (resource.verbs.includes('get')) {
        const reason = 'the API server reads these one by one and lists none';
        unlisted.push({ what: `${nameOf(listable)} (${apiVersion})`, reason });
      }
    }
  }
  return { kinds: [...kinds.values()], unlisted };
}

function keepBetter(kinds: Map<string, ListableKind>, found: ListableKind): void {
  const known = kinds.get(found.resource);
  const isKnown = ({ apiVersion, kind }: ListableKind) => typeOfKind(apiVersion, kind) !== undefined;
  if (known === undefined || (!isKnown(known) && isKnown(found))) kinds.set(found.resource, found);
}

/** `secrets`, `deployments.apps`: as kubectl takes it. */
export function nameOf({ group, resource }: Pick<ListableKind, 'group' | 'resource'>): string {
  return group === '' ? resource : `${resource}.${group}`;
}

/** The path that lists every object of a kind. */
export function pathOf({ apiVersion, resource }: ListableKind): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}/${resource}` : `/api/${apiVersion}/${resource}`;
}

function resourceIn({ name, kind, namespaced, verbs }: JsonObject): ApiResource {
  return {
    name: String(name),
    kind: String(kind),
    namespaced: namespaced === true,
    verbs: Array.isArray(verbs) ? verbs.map(String) : [],
  };
}

function recordsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function inOrder(a: ListableKind, b: ListableKind): number {
  const [one, other] = [nameOf(a), nameOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
