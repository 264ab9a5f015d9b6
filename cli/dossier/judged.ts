import { join, resolve } from 'node:path';
import { readOutput } from '../../engines/output.ts';
import { renderLayers } from '../../engines/render.ts';
import { boundaryOfSite } from '../../gate/boundary.ts';
import { readRecord } from '../../gate/record.ts';
import type { ReviewedWaiver } from '../../policies/engine/waiver.ts';
import { judge, packOf, prepareInputs } from '../../policies/judge.ts';
import { reviewsOf } from '../../policies/report/html/state.ts';
import type { ReportOptions } from '../../policies/report/index.ts';
import { answersOf } from '../answers.ts';
import { type Terminal, UsageError } from '../command.ts';
import type { Project } from '../deploy/project.ts';
import { copiesOf } from '../images/mirror-script.ts';
import { gather } from '../inputs.ts';
import { loadSubjects } from '../reach/load.ts';
import type { Facts } from './facts.ts';

/** What is judged for a dossier. */
export interface OutputToJudge {
  readonly project: Project;
  /** The folder that holds the output as `cdktf.out`; its own name stands in no document. */
  readonly scratch: string;
  /** YYYY-MM-DD */
  readonly at: string;
  /** A file of waivers, from the working folder of the terminal. */
  readonly waivers: string | undefined;
  readonly terminal: Terminal;
}

/** Judges a synthesized output again, with the site file beside it, for what the gate's own judgement does not tell. */
export async function judgeOutput({ project, scratch, at, waivers, terminal }: OutputToJudge): Promise<{
  readonly facts: Facts;
  readonly report: ReportOptions;
}> {
  const { site } = project;
  const boundary = boundaryOfSite(site);
  const pack = packOf('all');
  const answer = await answersOf({ waivers }, at, terminal);
  const { files } = await gather(['cdktf.out'], { ...terminal, cwd: scratch });
  const stacks = files.filter(({ name }) => name.endsWith('cdk.tf.json'));
  const siteBytes = new TextEncoder().encode(site.source.text);
  const judged = judge(await prepareInputs([{ name: project.siteFile, bytes: siteBytes }, ...stacks]), boundary, pack);
  if (judged.problems.length > 0) throw new UsageError(judged.problems.map(({ message }) => message).join('\n'));
  const { judgement, about } = await answer(judged, { args: [], files: [], judgeAgain: async () => judged.judgement });
  const survey = judged.survey();
  const reviews = reviewsOf(judgement, pack.rules, survey);
  const output = join(scratch, 'cdktf.out');
  const reviewed: readonly ReviewedWaiver[] = about.waivers ?? [];
  const facts: Facts = {
    ...{ site, siteFile: project.siteFile, at, boundary: boundary.name, judgement, reviews, survey },
    obligations: about.obligations?.() ?? [],
    waivers: reviewed,
    flows: readRecord(output)?.flows ?? [],
    objects: renderLayers(readOutput(output)).flatMap((layer) => layer.objects),
    copies: copiesOf(resolve(project.root, site.registry.lock)),
    reach: loadSubjects(judged.subjects, { boundary, podNetworks: undefined }, 'the output'),
  };
  const report = { colour: false, boundary: boundary.name, rules: pack.rules, at, survey: judged.survey, ...about };
  return { facts, report };
}
