import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployersOf } from '../../constructs/core/site/deployers.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { readOutput } from '../../engines/output.ts';
import { type RenderedLayer, renderLayers } from '../../engines/render.ts';
import { userOf } from '../../fleet/account.ts';
import { withPruning } from '../../fleet/keep.ts';
import type { Fleet } from '../../fleet/load.ts';
import { accountOf } from '../../fleet/objects.ts';
import type { ExitCode, Terminal } from '../command.ts';
import type { Work } from '../deploy/failure.ts';
import { openProject } from '../deploy/project.ts';
import { synthesize } from '../deploy/synth.ts';

/** A site of the fleet as it was judged and rendered. */
export interface RenderedSite {
  readonly site: Site;
  /** Index of its wave, from 0. */
  readonly wave: number;
  readonly layers: readonly RenderedLayer[];
}

/** Why a site, and with it the fleet, is not rendered. */
export interface Refused {
  readonly code: Exclude<ExitCode, 0>;
  readonly message: string;
}

/** Synthesizes and judges one site of the fleet, in a process and a folder of its own; the project's output stays as it was. */
export async function renderSite(
  fleet: Fleet,
  wave: number,
  index: number,
  terminal: Terminal,
  { signal }: Work,
): Promise<RenderedSite | Refused> {
  const file = fleet.waves[wave]?.sites[index] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'domicile-fleet-'));
  try {
    const project = { ...openProject(terminal, { site: file }), output: join(folder, 'cdktf.out') };
    const synthesis = await synthesize(project, signal);
    if (!synthesis.passed)
      return { code: synthesis.exitCode === 0 ? 3 : synthesis.exitCode, message: synthesis.message };
    const shut = shutOut(fleet, project.site);
    if (shut !== undefined) return shut;
    const layers = renderLayers(readOutput(project.output));
    return {
      site: project.site,
      wave,
      layers: layers.map((layer) => ({ ...layer, objects: layer.objects.map(withPruning) })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The site's own admission policies refuse changes by anybody but its deployers, the account of the rollout included. */
function shutOut(fleet: Fleet, site: Site): Refused | undefined {
  const deployers = deployersOf(site);
  const user = userOf(accountOf(fleet));
  if (deployers === undefined || deployers.users.includes(user)) return undefined;
  const { line, column } = site.source.positionOf(['modules', 'admission', 'deployers']);
  const message = [
    `${site.source.file}:${line}:${column}: the site's admission policies would refuse the fleet's own account`,
    `  seen:    ${[...deployers.users, ...deployers.groups].join(', ')}`,
    `  mend:    add ${user} to modules.admission.deployers.users`,
  ];
  return { code: 3, message: message.join('\n') };
}
