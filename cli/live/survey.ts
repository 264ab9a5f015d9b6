import { resolve } from 'node:path';
import { DeployError } from '../../engines/errors.ts';
import { differencesOf, isWanted, type Wanted } from '../../engines/live/drift.ts';
import { earlierRevisions } from '../../engines/live/history.ts';
import { markedIn, originsIn, writersOf } from '../../engines/live/origin.ts';
import { type ClusterReading, readCluster } from '../../engines/live/read.ts';
import { readOutput } from '../../engines/output.ts';
import { renderLayers } from '../../engines/render.ts';
import { readRequirements } from '../../engines/secrets/requirement.ts';
import { readRecord } from '../../gate/record.ts';
import type { ClusterSummary } from '../../policies/engine/cluster.ts';
import type { Fields, Subject } from '../../policies/engine/types.ts';
import { CLUSTER_SCHEMA, type ClusterRecord, clusterSubjects, liveSubject } from '../../policies/subjects/index.ts';
import { type Terminal, UsageError } from '../command.ts';
import type { Work } from '../deploy/failure.ts';
import { synthesize } from '../deploy/synth.ts';
import type { LiveChoice } from './options.ts';
import { type LiveTarget, requireIdentity } from './target.ts';

/** A cluster as it was read, ready to be judged. */
export interface LiveSurvey {
  readonly reading: ClusterReading;
  readonly subjects: readonly Subject[];
  readonly summary: ClusterSummary;
  /** The judged output that the cluster was compared with; undefined when it was not. */
  readonly output: string | undefined;
}

/** The site cannot be what a cluster is compared with: the judge refuses it. */
export class SiteRefused extends Error {
  override readonly name = 'SiteRefused';
}

/** Reads the cluster, compares it with the site where asked, and turns all of it into subjects. */
export async function surveyCluster(
  target: LiveTarget,
  choice: LiveChoice,
  terminal: Terminal,
  work: Work,
): Promise<LiveSurvey> {
  const output = await outputFor(target, choice, terminal, work);
  const wanted = output === undefined ? undefined : wantedIn(output);
  work.progress.step('reading the cluster');
  const reading = await readCluster(target.api, { secrets: choice.secrets !== 'none' });
  requireIdentity(target.site, reading.identity);
  work.progress.clear();
  const record: ClusterRecord = {
    schema: CLUSTER_SCHEMA,
    context: reading.context,
    unlisted: reading.unlisted,
    ...(wanted === undefined ? {} : { differences: differencesOf(wanted, reading) }),
  };
  const earlier = earlierRevisions(reading.objects);
  const subjects = [
    // JSON as the API server gave it, and records of plain data.
    ...clusterSubjects(record as unknown as Fields),
    ...reading.objects
      .filter((object) => !earlier.has(object))
      .map((object) => liveSubject(object as Fields, reading.context)),
  ];
  return {
    reading,
    subjects,
    summary: summaryOf(reading, wanted ?? known(target), wanted !== undefined, earlier.size),
    output,
  };
}

/** The judged output of the site; made anew unless the caller names one. */
async function outputFor(
  { project }: LiveTarget,
  { diff, against }: LiveChoice,
  terminal: Terminal,
  work: Work,
): Promise<string | undefined> {
  if (against !== undefined) return resolve(terminal.cwd, against);
  if (diff !== true) return undefined;
  if (project === undefined)
    throw new UsageError('--diff needs a project with a site; elsewhere give a judged output: --against cdktf.out');
  work.progress.step('synthesizing and judging the site');
  const synthesis = await synthesize(project, work.signal);
  work.progress.clear();
  if (!synthesis.passed) throw new SiteRefused(synthesis.message);
  return project.output;
}

function wantedIn(output: string): Wanted {
  return { layers: renderLayers(readOutput(output)), secrets: readRequirements(output) };
}

/** What the site's last judged output says, so that its objects are known also where nobody asked to compare. */
function known({ project }: LiveTarget): Wanted | undefined {
  if (project === undefined || readRecord(project.output)?.site.name !== project.site.name) return undefined;
  try {
    return wantedIn(project.output);
  } catch (error) {
    if (error instanceof DeployError) return undefined; // damaged, or changed since; the labels are left
    throw error;
  }
}

function summaryOf(
  reading: ClusterReading,
  wanted: Wanted | undefined,
  compared: boolean,
  earlierRevisions: number,
): ClusterSummary {
  const originOf = originsIn(reading.objects, wanted === undefined ? markedIn(reading.objects) : isWanted(wanted));
  const others = reading.objects.filter((object) => originOf(object) === 'others');
  return {
    context: reading.context,
    identity: reading.identity ?? null,
    version: reading.version,
    kinds: reading.kinds.length,
    objects: reading.objects.length,
    earlierRevisions,
    unlisted: reading.unlisted,
    compared,
    others: others.map((object) => ({
      kind: object.kind,
      namespace: object.metadata.namespace ?? null,
      name: object.metadata.name,
      by: writersOf(object),
    })),
  };
}
