import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { discover } from '../../engines/live/discovery.ts';
import { readerRole } from '../../engines/live/role.ts';
import { judgeRead, type Pack, packOf } from '../../policies/judge.ts';
import { encode, formats } from '../../policies/report/encode.ts';
import { rules } from '../../policies/rules/index.ts';
import { type AnswerOptions, answersOf } from '../answers.ts';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import { type BoundaryOptions, boundaryFrom } from '../commands/check.ts';
import { dayOf } from '../day.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import type { LiveChoice } from './options.ts';
import { SiteRefused, surveyCluster } from './survey.ts';
import { openTarget } from './target.ts';

/** What the caller chose among the options of `domicile check`. */
export interface LiveCheck extends LiveChoice, BoundaryOptions, AnswerOptions {
  readonly format: string;
  readonly output?: string | undefined;
  readonly pack: string;
  readonly at?: string | undefined;
}

/** `domicile check --live`: judges a running cluster by the same rules. */
export async function checkLive(
  values: LiveCheck,
  positionals: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  if (positionals.length > 0) throw new UsageError(`--live judges a cluster, not files; leave ${positionals[0]} away`);
  if (values.changed !== undefined) throw new UsageError('--changed compares files; for a cluster there is --diff');
  if (!formats.includes(values.format))
    throw new UsageError(`there is no format "${values.format}"; there are: ${formats.join(', ')}`);
  const pack = livePack(orUsageError(() => packOf(values.pack)));
  const run = values['print-role'] === true ? printRole : judgeCluster;
  // A cluster that cannot be read, or is another one than was meant, is an input that could not be read.
  return supervised('check', terminal, (work) => run(values, pack, terminal, work), 3);
}

/** What could not be read, and what is not as the site says, is asked with every pack: no pack may leave it out. */
export function livePack(pack: Pack): Pack {
  const own = rules.filter(({ id }) => id.startsWith('LIV-') && !pack.rules.some((rule) => rule.id === id));
  return { ...pack, rules: [...pack.rules, ...own] };
}

async function printRole(values: LiveCheck, _: Pack, terminal: Terminal, work: Work): Promise<ExitCode> {
  const { api } = await openTarget(values, terminal, work);
  try {
    const { kinds } = await discover(api);
    write(values.output, readerRole(kinds, { secrets: values.secrets !== 'none' }), terminal);
    return 0;
  } finally {
    await api.close();
  }
}

async function judgeCluster(values: LiveCheck, pack: Pack, terminal: Terminal, work: Work): Promise<ExitCode> {
  const at = dayOf(values.at);
  const answer = await answersOf(values, at, terminal);
  const target = await openTarget(values, terminal, work);
  try {
    const boundary = await boundaryFrom({ ...values, site: target.siteFile }, terminal);
    const { subjects, summary } = await surveyCluster(target, values, terminal, work);
    const judged = judgeRead(subjects, boundary, pack);
    const again = { args: [], files: [], judgeAgain: async () => judged.judgement };
    const { judgement, about } = await answer(judged, again);
    const colour = values.output === undefined && terminal.stdout.isTTY === true && !terminal.env.NO_COLOR;
    const { survey } = judged;
    const told = { colour, boundary: boundary.name, rules: pack.rules, at, survey, cluster: summary, ...about };
    write(values.output, await encode(values.format, judgement, told), terminal);
    return ({ pass: 0, fail: 1, indeterminate: 2 } as const)[judgement.verdict];
  } catch (error) {
    if (!(error instanceof SiteRefused)) throw error;
    terminal.stderr.write(`${error.message}\n\nThe cluster was not compared with a site that is refused.\n`);
    return 1;
  } finally {
    await target.api.close();
  }
}

function write(file: string | undefined, text: string | Uint8Array, terminal: Terminal): void {
  if (file === undefined) terminal.stdout.write(text);
  else orUsageError(() => writeFileSync(resolve(terminal.cwd, file), text));
}

function orUsageError<T>(attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
