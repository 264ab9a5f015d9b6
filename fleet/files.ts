import { stringify } from 'yaml';
import type { JsonObject } from '../engines/output.ts';
import { accountObjects } from './account.ts';
import {
  accountOf,
  type FleetSite,
  layerObjects,
  namespaceObjects,
  type Predecessor,
  sourceObject,
} from './objects.ts';
import type { FleetDocument } from './schema.ts';

/** The objects of one site as YAML streams, by path from the folder of the fleet. */
export function fluxFiles(
  fleet: FleetDocument,
  site: FleetSite,
  predecessors: readonly Predecessor[],
): ReadonlyMap<string, string> {
  const account = [...namespaceObjects(fleet), ...accountObjects(accountOf(fleet), site.layers)];
  const rollout = [...namespaceObjects(fleet), sourceObject(fleet, site), ...layerObjects(fleet, site, predecessors)];
  return new Map([
    [`flux/${site.name}/account.yaml`, stream(account)],
    [`flux/${site.name}/rollout.yaml`, stream(rollout)],
  ]);
}

/** The sites of the wave before; with a Flux in each cluster none can see another, and a person goes on instead. */
export function predecessorsIn(fleet: FleetDocument, waveBefore: readonly FleetSite[]): readonly Predecessor[] {
  if (fleet.reach.kind === 'own-cluster') return [];
  return waveBefore.map(({ name, digest, layers }) => ({ name, digest, layers: layers.map((layer) => layer.name) }));
}

/** Objects as YAML, one document each. */
export function stream(objects: readonly JsonObject[]): string {
  return objects.map((object) => stringify(object, { aliasDuplicateObjects: false, lineWidth: 0 })).join('---\n');
}
