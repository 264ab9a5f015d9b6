import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { groupBy } from '../../policies/engine/group.ts';
import {
  type Boundary,
  boundaryOf,
  type InputProblem,
  type Judgement,
  judge,
  type Pack,
  packOf,
  packs,
  prepareInputs,
} from '../../policies/judge.ts';
import { encode, formats } from '../../policies/report/encode.ts';
import type { ReportOptions } from '../../policies/report/index.ts';
import { answersOf } from '../answers.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { dayOf } from '../day.ts';
import { gather, type InputFile } from '../inputs.ts';
import { liveOptions, liveUsage, refuseLiveOptions } from '../live/options.ts';

/** `domicile check`: judges files and says so by its exit code. */
export const command: Command = {
  summary: 'Judge plans, manifests and synthesized output: what leaves the boundary is refused',
  usage: `Usage: domicile check INPUT… [OPTION…]
       domicile check --live [OPTION…]

INPUT is a file (cdk.tf.json, plan or state JSON, *.tf, Kubernetes YAML or JSON), a folder such as cdktf.out, or - for
standard input. Everything given is judged together.

  --format ${formats.join('|')}      default text
  --output FILE           write the report there, not to standard output
  --pack NAME             default all; one of: ${packs.map((pack) => pack.name).join(', ')}
                          or several, with commas between them; see docs/packs.md
  --boundary EEA|EU|DE,FR default EEA
  --operators EEA|EU|…    whose law may reach those who run a place, or any; default: not asked
  --site FILE             boundary and claims of a site file; --boundary and --operators beside it change that alone
  --waivers FILE          reviewed acceptances; see docs/waivers.md
  --baseline FILE         findings that were there before, and block no more; see docs/baselines.md
  --write-baseline FILE   record the findings of this run as such
  --changed REF           only what is new, or stands in lines that changed, since git's REF blocks
  --obligations FILE      answer what an earlier report (--format json) owes; see docs/obligations.md
  --at YYYY-MM-DD         the day of the run, for waivers and reports; default today (UTC)

${liveUsage}

Exit code: 0 all pass, 1 something fails, 2 nothing fails but something is undecided, 3 usage, unreadable input or
nothing to judge.
`,
  run: (args, terminal) => runCheck(args, terminal),
};

/** What `domicile check` takes besides its inputs. */
export const options = {
  format: { type: 'string', default: 'text' },
  output: { type: 'string' },
  pack: { type: 'string', default: 'all' },
  boundary: { type: 'string' },
  site: { type: 'string' },
  operators: { type: 'string' },
  waivers: { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  changed: { type: 'string' },
  obligations: { type: 'string' },
  ...liveOptions,
  at: { type: 'string' },
} as const;

/** Runs a check; `tell` hears what the report was made of. */
export async function runCheck(
  args: readonly string[],
  terminal: Terminal,
  tell: (told: ReportOptions) => void = () => undefined,
): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.live) return checkLive(values, positionals, terminal);
  refuseLiveOptions(values);
  if (positionals.length === 0) throw new UsageError('give a file, a folder, or - for standard input; see --help');
  if (!formats.includes(values.format)) throw new UsageError(`there is no format "${values.format}"; ${formatList}`);
  const pack = orUsageError(() => packOf(values.pack));
  const boundary = await boundaryFrom(values, terminal);
  const at = dayOf(values.at);
  const answer = await answersOf(values, at, terminal);
  const { files, ignored } = await gather(positionals, terminal);
  const judged = judge(await prepareInputs(files), boundary, pack);
  const { unreadable, passedOver } = sortProblems(judged.problems, files);
  mention([...ignored, ...passedOver], terminal);
  if (unreadable.length > 0) throw new UsageError(unreadable.map(describe).join('\n'));
  refuseNothing(judged.judgement, pack, files);
  if (values.site === undefined) mentionClaims(files, terminal);
  const judgeAgain = async (before: readonly InputFile[]) =>
    judge(await prepareInputs(before), boundary, pack).judgement;
  const { judgement, about } = await answer(judged, { args: positionals, files, judgeAgain });
  const colour = values.output === undefined && terminal.stdout.isTTY === true && !terminal.env.NO_COLOR;
  const { survey } = judged;
  const told = { colour, boundary: boundary.name, rules: pack.rules, at, survey, ...about };
  const report = await encode(values.format, judgement, told);
  if (values.output === undefined) terminal.stdout.write(report);
  else save(values.output, report, terminal);
  tell(told);
  return ({ pass: 0, fail: 1, indeterminate: 2 } as const)[judgement.verdict];
}

/** Loaded only when asked for: it talks to a cluster. */
async function checkLive(...about: Parameters<CheckLive>): Promise<ExitCode> {
  const { checkLive } = await import('../live/check.ts');
  return checkLive(...about);
}

type CheckLive = typeof import('../live/check.ts').checkLive;

/** What draws the boundary of a run. */
export interface BoundaryOptions {
  readonly boundary?: string | undefined;
  readonly operators?: string | undefined;
  readonly site?: string | undefined;
}

/** The site's, with its claims; `--boundary` and `--operators` change one thing each, never what the site claims. */
export async function boundaryFrom(options: BoundaryOptions, terminal: Terminal): Promise<Boundary> {
  const { boundary: name, operators, site } = options;
  const drawn = site === undefined ? undefined : await boundaryOfFile(site, terminal);
  return orUsageError(() => {
    const accepted = operators === undefined ? drawn?.operatorJurisdictions : operatorsOf(operators);
    const named = name === undefined && drawn !== undefined ? drawn : boundaryOf(name ?? 'EEA', drawn?.claims);
    return { ...named, operatorJurisdictions: accepted };
  });
}

/** Loaded only when asked for: a check without a site must not pay for the site's schema. */
async function boundaryOfFile(site: string, terminal: Terminal): Promise<Boundary> {
  const [{ loadSite }, { boundaryOfSite }] = await Promise.all([
    import('../../constructs/core/site/load.ts'),
    import('../../gate/boundary.ts'),
  ]);
  return orUsageError(() => boundaryOfSite(loadSite(resolve(terminal.cwd, site))));
}

function operatorsOf(name: string): ReadonlySet<string> | undefined {
  return name.toLowerCase() === 'any' ? undefined : boundaryOf(name).countries;
}

const formatList = `there are: ${formats.join(', ')}`;

function orUsageError<T>(attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A file that was found in a folder may be something else than infrastructure; one that was named may not. */
function sortProblems(problems: readonly InputProblem[], files: readonly InputFile[]) {
  const named = new Set(files.filter((file) => file.named).map((file) => file.name));
  const other = (problem: InputProblem) => problem.code === 'unknown-format' && !named.has(problem.position.file);
  return {
    unreadable: problems.filter((problem) => !other(problem)),
    passedOver: problems.filter(other).map((problem) => problem.position.file),
  };
}

function describe({ message, position }: InputProblem): string {
  return `${position.file}:${position.line}:${position.column}: ${message}`;
}

/** On standard error, so that a report stays a report. */
function mention(ignored: readonly string[], terminal: Terminal): void {
  if (ignored.length === 0) return;
  const count = ignored.length === 1 ? '1 file' : `${ignored.length} files`;
  const names = passedOverNames(ignored).join(', ');
  terminal.stderr.write(`domicile check: not judged, as no infrastructure: ${count}: ${names}\n`);
}

/** Each path, but for those that a tool leaves in every folder alike: their name, how many they are, and the first. */
function passedOverNames(paths: readonly string[]): readonly string[] {
  const alike = groupBy(paths, (path) => /[^/]+\/?(?: \(.*\))?$/.exec(path)?.[0] ?? path);
  return [...alike].flatMap(([name, group]) =>
    group.length < 3 ? group : [`${name} in ${group.length} folders, first ${group[0]}`],
  );
}

/** A site file that is only judged draws no boundary: what it claims of its own hosts counts when the caller says so. */
function mentionClaims(files: readonly InputFile[], terminal: Terminal): void {
  const site = files.find(({ bytes }) => Buffer.from(bytes.subarray(0, 4096)).includes('domicile/site/v1'));
  if (site === undefined) return;
  terminal.stderr.write(
    `domicile check: the claims and the boundary of ${site.name} are not used; for that, add --site ${site.name}\n`,
  );
}

/** Nothing judged is no pass. */
function refuseNothing(judgement: Judgement, pack: Pack, files: readonly InputFile[]): void {
  if (judgement.counts.rules === 0) throw new UsageError(`the pack ${pack.name} holds no rule: nothing was judged`);
  if (judgement.counts.subjects > 0) return;
  const read = files.length === 1 ? '1 file was' : `${files.length} files were`;
  throw new UsageError(`${read} read and held no resource: nothing was judged, and that is no pass`);
}

function save(file: string, report: string | Uint8Array, terminal: Terminal): void {
  try {
    writeFileSync(resolve(terminal.cwd, file), report);
  } catch (error) {
    throw new UsageError(`cannot write the report: ${error instanceof Error ? error.message : String(error)}`);
  }
}
