import { isDeepStrictEqual } from 'node:util';
import type { Path } from '../../policies/engine/types.ts';
import type { Difference } from '../../policies/subjects/index.ts';
import {
  elementOf,
  type FieldType,
  fieldsOfType,
  mapValueOf,
  typeOfKind,
} from '../../policies/subjects/kubernetes/schema.ts';
import type { KubernetesObject } from '../kubectl.ts';
import type { Json, JsonObject } from '../output.ts';
import type { RenderedObject } from '../render.ts';
import { isWrittenByControllers } from './controllers.ts';
import { isEmpty, isSameScalar } from './equal.ts';
import { mergeKeysOf, type Owner, ownersAt, ownersOf, ownersOfItem } from './ownership.ts';
import { shown } from './shown.ts';

type Found = Pick<Difference, 'change' | 'path' | 'found' | 'expected' | 'by'>;

/** One place in the stated and in the live object. */
interface Place {
  readonly path: Path;
  readonly type: FieldType | undefined;
  readonly owners: readonly Owner[];
  /** True for an entry of a map, which has no defaults. */
  readonly isEntry: boolean;
}

/**
 * How an object of the cluster differs from what the site states. What the site does not state is a default of the server
 * when nobody is recorded as its writer, and an addition when somebody is.
 */
export function compare(stated: RenderedObject, live: KubernetesObject): readonly Found[] {
  const recorded = ownersOf(live);
  const hidesNothing = recorded.length === 0 && WITHOUT_DEFAULTS.has(stated.kind);
  const owners = hidesNothing ? [NOBODY] : recorded;
  const type = typeOfKind(stated.body.apiVersion, stated.kind);
  const place = { path: [], type, owners, isEntry: false };
  const found = fields(stated.body as JsonObject, live as JsonObject, place);
  return hidesNothing || owners.some(({ deploys }) => deploys) ? found : [...found, withoutRecord(live)];
}

/**
 * Kinds in which the server fills in nothing, so that every field that the site does not state is somebody's. The account
 * that each namespace is given has no record from the start.
 */
const WITHOUT_DEFAULTS = new Set(['ServiceAccount', 'ConfigMap']);
const NOBODY: Owner = { by: 'nobody on record', states: false, deploys: false, fields: 'all', whole: false };

function withoutRecord({ metadata }: KubernetesObject): Found {
  const expected = 'a record of the fields that the toolkit wrote';
  const found = shown(metadata.managedFields as Json);
  return { change: 'unclear', path: ['metadata', 'managedFields'], found, expected, by: null };
}

function fields(stated: JsonObject, live: JsonObject, place: Place): readonly Found[] {
  const known = place.type === undefined ? undefined : fieldsOfType(place.type);
  const mapped = place.type === undefined ? undefined : mapValueOf(place.type);
  const keys = new Set([...Object.keys(stated), ...Object.keys(live)]);
  return [...keys].flatMap((key) => {
    const path = [...place.path, key];
    if (isWrittenByControllers(path)) return [];
    const inner = {
      path,
      type: mapped ?? known?.[key],
      owners: ownersAt(place.owners, key),
      isEntry: mapped !== undefined,
    };
    return value(stated[key], live[key], inner);
  });
}

function value(stated: Json | undefined, live: Json | undefined, place: Place): readonly Found[] {
  // A map that only one side has is read entry by entry: some entries may not be the site's to state.
  const isMap = place.type !== undefined && mapValueOf(place.type) !== undefined;
  if (live === undefined) {
    if (isMap && isObject(stated)) return fields(stated, {}, place);
    return isEmpty(stated) ? [] : [changed(stated, live, place)];
  }
  if (stated === undefined || stated === null)
    return isMap && isObject(live) ? fields({}, live, place) : added(live, place);
  if (isObject(stated) && isObject(live)) return fields(stated, live, place);
  if (Array.isArray(stated) && Array.isArray(live)) return lists(stated, live, place);
  if (isEmpty(stated) && isEmpty(live)) return [];
  return isSameScalar(stated, live, place.type) ? [] : [changed(stated, live, place)];
}

function added(live: Json, { path, owners, isEntry }: Place): readonly Found[] {
  // What the toolkit has stated once is no default either: the site no longer states it.
  const writer =
    owners.find(({ deploys }) => !deploys) ?? owners.find(({ states, whole }) => states && (!whole || isEntry));
  if (writer === undefined || isEmpty(live)) return [];
  return [{ change: 'added', path, found: shown(live, path), expected: '(nothing)', by: writer.by }];
}

function changed(stated: Json | undefined, live: Json | undefined, { path, owners }: Place): Found {
  const by = owners.find(({ deploys }) => !deploys)?.by ?? null;
  return { change: 'changed', path, found: shown(live, path), expected: shown(stated, path), by };
}

function lists(stated: readonly Json[], live: readonly Json[], place: Place): readonly Found[] {
  const keys = mergeKeysOf(place.owners);
  if (keys === undefined) return inOrder(stated, live, place);
  const isSame = (a: Json, b: Json) => (keys === 'value' ? isDeepStrictEqual(a, b) : hasSameKeys(a, b, keys));
  const type = place.type === undefined ? undefined : elementOf(place.type);
  const there = live.flatMap((item, index) => {
    const inner = { path: [...place.path, index], type, owners: ownersOfItem(place.owners, item), isEntry: false };
    return value(
      stated.find((candidate) => isSame(candidate, item)),
      item,
      inner,
    );
  });
  const gone = stated.filter((item) => !live.some((candidate) => isSame(item, candidate)));
  return [...there, ...gone.map((item) => changed(item, undefined, place))];
}

/** A list that is replaced as a whole: the server fills in defaults in its items, and nothing else. */
function inOrder(stated: readonly Json[], live: readonly Json[], place: Place): readonly Found[] {
  if (stated.length !== live.length) return [changed([...stated], [...live], place)];
  const type = place.type === undefined ? undefined : elementOf(place.type);
  return live.flatMap((item, index) =>
    value(stated[index], item, { ...place, path: [...place.path, index], type, isEntry: false }),
  );
}

/** A key that the site leaves out has its default: a port without a protocol is TCP. */
function hasSameKeys(stated: Json, live: Json, keys: readonly string[]): boolean {
  if (!isObject(stated) || !isObject(live)) return false;
  return keys.every((key) => stated[key] === undefined || isDeepStrictEqual(stated[key], live[key]));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
