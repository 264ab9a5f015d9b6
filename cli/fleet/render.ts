import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { manifestFiles } from '../../engines/render.ts';
import { type Artefact, packArtefact } from '../../fleet/artefact.ts';
import { fluxFiles, predecessorsIn } from '../../fleet/files.ts';
import { pinnedIn, releasedFromWaves } from '../../fleet/held.ts';
import type { Fleet } from '../../fleet/load.ts';
import type { FleetSite } from '../../fleet/objects.ts';
import { pushScript } from '../../fleet/push-script.ts';
import { fleetReadme } from '../../fleet/readme.ts';
import type { Terminal } from '../command.ts';
import type { Work } from '../deploy/failure.ts';
import { refusalOf } from './judge.ts';
import { type Refused, type RenderedSite, renderSite } from './sites.ts';

/** The folder of a fleet, or everything that speaks against it. */
export type RenderedFleet =
  | {
      readonly files: ReadonlyMap<string, string | Uint8Array>;
      readonly moving: readonly FleetSite[];
      readonly held: readonly string[];
    }
  | { readonly refused: readonly Refused[] };

/** Judges every site and packs those of the promoted waves; the others keep what stands of them in `folder`. */
export async function renderFleet(
  fleet: Fleet,
  folder: string,
  terminal: Terminal,
  work: Work,
): Promise<RenderedFleet> {
  const rendered = await everySite(fleet, terminal, work);
  const sites = rendered.filter((one) => 'site' in one);
  const refused = [...rendered.filter((one) => 'code' in one), ...sameName(sites)];
  if (refused.length > 0) return { refused };
  const packed = sites.filter(({ wave }) => wave < fleet.promoted).map(pack);
  const written = packed.map((one) => ({ ...one, files: filesOf(fleet, one, packed) }));
  const held = sites
    .filter(({ wave }) => wave >= fleet.promoted)
    .map((one) => ({ ...one, files: heldFiles(folder, one.site.name) }));
  const against = [...written, ...held].flatMap(({ site, files }) => refusalOf(fleet, site, texts(files)) ?? []);
  if (against.length > 0) return { refused: against };
  const moving = packed.map(({ part }) => part);
  const waiting = held.map(({ site }) => site.name);
  const pushed = [...moving, ...held.flatMap(({ site, files }) => pinnedOf(site.name, files))];
  return {
    moving,
    held: waiting,
    files: new Map<string, string | Uint8Array>([
      ['README.md', fleetReadme(fleet, moving, waiting)],
      ['push.sh', pushScript(fleet, pushed)],
      ...[...written, ...held].flatMap(({ files }) => [...files]),
    ]),
  };
}

/** A few at a time: each is a process of its own. */
async function everySite(fleet: Fleet, terminal: Terminal, work: Work): Promise<readonly (RenderedSite | Refused)[]> {
  const tasks = fleet.waves.flatMap(({ sites }, wave) => sites.map((_, index) => [wave, index] as const));
  const results: (RenderedSite | Refused)[] = [];
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const at = next++;
      const [wave, index] = tasks[at] ?? [0, 0];
      work.progress.step(`synthesizing and judging site ${at + 1} of ${tasks.length}`);
      results[at] = await renderSite(fleet, wave, index, terminal, work);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
  work.progress.clear();
  return results;
}

function sameName(sites: readonly RenderedSite[]): readonly Refused[] {
  const names = sites.map(({ site }) => site.name);
  return sites
    .filter(({ site }, index) => names.indexOf(site.name) !== index)
    .map(({ site }) => ({
      code: 3,
      message: `${site.source.file}: another site of the fleet is called ${site.name} too\n  mend:    give each site a name of its own`,
    }));
}

interface Packed extends RenderedSite {
  readonly part: FleetSite;
  readonly artefact: Artefact;
}

function pack(one: RenderedSite): Packed {
  const { site, layers } = one;
  const manifests = manifestFiles(layers);
  // The tag is for people, who see it in the registry; what counts is the digest.
  const { digest } = packArtefact(manifests, '');
  const artefact = packArtefact(manifests, digest.slice('sha256:'.length).slice(0, 12));
  return { ...one, artefact, part: { name: site.name, digest, layers } };
}

function filesOf(
  fleet: Fleet,
  { part, artefact, wave }: Packed,
  all: readonly Packed[],
): ReadonlyMap<string, string | Uint8Array> {
  const before = all.filter((other) => other.wave === wave - 1).map((other) => other.part);
  return new Map<string, string | Uint8Array>([
    ...fluxFiles(fleet, part, predecessorsIn(fleet, before)),
    ...[...artefact.files].map(([path, bytes]) => [`artefacts/${part.name}/${path}`, bytes] as const),
  ]);
}

/** What an earlier rendering left of a site; nothing for one that has never had a wave. */
function heldFiles(folder: string, site: string): ReadonlyMap<string, string | Uint8Array> {
  const under = (part: string) => {
    const root = join(folder, part);
    if (!existsSync(root)) return [];
    const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return found.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
  };
  const flux = under(`flux/${site}`).map(
    (path) => [path, releasedFromWaves(readFileSync(join(folder, path), 'utf8'))] as const,
  );
  const blobs = under(`artefacts/${site}`).map((path) => [path, readFileSync(join(folder, path))] as const);
  return new Map<string, string | Uint8Array>([...flux, ...blobs]);
}

function pinnedOf(name: string, files: ReadonlyMap<string, string | Uint8Array>) {
  const text = files.get(`flux/${name}/rollout.yaml`);
  const digest = typeof text === 'string' ? pinnedIn(text) : undefined;
  return digest === undefined ? [] : [{ name, digest }];
}

function texts(files: ReadonlyMap<string, string | Uint8Array>): ReadonlyMap<string, string> {
  return new Map(
    [...files].flatMap(([path, content]) => (typeof content === 'string' ? [[path, content] as const] : [])),
  );
}
