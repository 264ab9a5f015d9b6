import { randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { selectedSiteFile } from '../../constructs/core/site/select.ts';
import { type AttackResult, type Escape, startAttack } from '../../policies/attack/attack.ts';
import { NotCompliantError } from '../../policies/attack/siege.ts';
import type { Aim } from '../../policies/attack/types.ts';
import { type Input, packOf, prepareInputs } from '../../policies/judge.ts';
import { readInputs } from '../../policies/subjects/read.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { progressLine } from '../deploy/progress.ts';
import { gather, type InputFile } from '../inputs.ts';
import { boundaryFrom } from './check.ts';

const DEFAULT_INPUT = 'cdktf.out';
/** Which attacks a pack has to withstand: the residency pack says nothing about hardening. */
const aimsOfPack: Readonly<Record<string, readonly Aim[]>> = {
  all: ['residency', 'operators', 'hardening'],
  'eea-residency': ['residency'],
};

/** `domicile attack`: mutates a compliant configuration and reports every mutant that the judge lets through. */
export const command: Command = {
  summary: 'Mutate your own compliant configuration, and show which mutants the judge would let through',
  usage: `Usage: domicile attack [INPUT…] [OPTION…]

INPUT is what domicile check takes. Without one: ${DEFAULT_INPUT} and the selected site. The configuration must pass by itself.

  --site FILE             boundary and claims of a site file, which is judged with the rest
  --count N               how many mutants; default 1000
  --seed N                the same seed gives the same mutants; default: chosen, and printed
  --pack all|eea-residency  default all
  --format text|json      default text

Exit code: 0 no mutant survives, 1 some does, 3 usage, unreadable input, or a configuration that is no pass itself.
`,
  run,
};

const options = {
  site: { type: 'string' },
  count: { type: 'string', default: '1000' },
  seed: { type: 'string' },
  pack: { type: 'string', default: 'all' },
  format: { type: 'string', default: 'text' },
} as const;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { pack, format } = values;
  const aims = Object.hasOwn(aimsOfPack, pack) ? aimsOfPack[pack] : undefined;
  if (aims === undefined)
    throw new UsageError(`--pack ${pack} cannot be attacked; ${Object.keys(aimsOfPack).join(' or ')}`);
  if (format !== 'text' && format !== 'json') throw new UsageError(`there is no format "${format}"; text or json`);
  const count = wholeNumber('count', values.count, 1);
  const seed = values.seed === undefined ? randomInt(2 ** 31) : wholeNumber('seed', values.seed, 0);
  const site = values.site ?? (positionals.length === 0 ? selectedSiteFile(terminal.env) : undefined);
  const boundary = await boundaryFrom({ site }, terminal);
  const inputs = await inputsOf(positionals.length === 0 ? [DEFAULT_INPUT] : positionals, site, terminal);
  const { rules } = packOf(pack);
  const result = await watched(() => startAttack(inputs, { boundary, rules, count, seed, aims }), count, terminal);
  terminal.stdout.write(format === 'json' ? json(result, pack, boundary.name) : text(result, pack, boundary.name));
  return result.escapes.some(({ outcome }) => outcome === 'survived') ? 1 : 0;
}

function wholeNumber(name: string, given: string, least: number): number {
  const value = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= least && value < 2 ** 32) return value;
  throw new UsageError(`--${name} ${given} is no whole number from ${least} to ${2 ** 32 - 1}`);
}

/** What a folder holds besides infrastructure is left out, as domicile check does. */
async function inputsOf(
  args: readonly string[],
  site: string | undefined,
  terminal: Terminal,
): Promise<readonly Input[]> {
  const { files } = await gather(args, terminal);
  const more: readonly InputFile[] = site === undefined ? [] : (await gather([site], terminal)).files;
  const inputs = await prepareInputs([
    ...files,
    ...more.filter(({ name }) => files.every((file) => file.name !== name)),
  ]);
  const found = new Set(files.filter(({ named }) => !named).map(({ name }) => name));
  const { problems } = readInputs(inputs);
  const others = new Set(
    problems
      .filter(({ code, position }) => code === 'unknown-format' && found.has(position.file))
      .map(({ position }) => position.file),
  );
  return inputs.filter(({ name }) => !others.has(name));
}

async function watched(
  start: () => ReturnType<typeof startAttack>,
  count: number,
  terminal: Terminal,
): Promise<AttackResult> {
  const line = progressLine(terminal);
  try {
    line.step('attacking');
    await setImmediate();
    const { advance, result } = start();
    for (let done = 1; advance(); done++) {
      if (done % 50 !== 0) continue;
      line.report(`${done} of ${count} mutants`);
      await setImmediate();
    }
    return result();
  } catch (error) {
    throw error instanceof NotCompliantError ? new UsageError(error.message) : error;
  } finally {
    line.clear();
  }
}

function json({ escapes, ...rest }: AttackResult, pack: string, boundary: string): string {
  const survivors = escapes.filter(({ outcome }) => outcome === 'survived');
  const elsewhere = escapes.filter(({ outcome }) => outcome === 'elsewhere');
  return `${JSON.stringify({ schema: 'domicile/attack/v1', pack, boundary, ...rest, survivors, elsewhere }, null, 2)}\n`;
}

function text({ seed, subjects, mutants, classes, escapes }: AttackResult, pack: string, boundary: string): string {
  const survivors = escapes.filter(({ outcome }) => outcome === 'survived');
  const elsewhere = escapes.filter(({ outcome }) => outcome === 'elsewhere');
  const width = Math.max(...classes.map(({ title }) => title.length));
  const rows = classes
    .filter((one) => one.mutants > 0)
    .map((one) => `  ${one.title.padEnd(width)}  ${String(one.mutants).padStart(6)} ${marked(one.survived)}`);
  return [
    `${mutants} mutants of ${subjects} objects; pack ${pack}, boundary ${boundary}, --seed ${seed}`,
    '',
    ...rows,
    '',
    ...section('survived', 'the judge would let through', survivors),
    ...section('elsewhere', 'refused, but by no finding that names what was planted', elsewhere),
    survivors.length === 0 ? 'no mutant survived' : `${survivors.length} of ${mutants} mutants survived`,
    '',
  ].join('\n');
}

const marked = (survived: number) => (survived === 0 ? '' : ` ${survived} survived`);

function section(name: string, title: string, escapes: readonly Escape[]): readonly string[] {
  if (escapes.length === 0) return [];
  return [`${name}: ${title}`, ...escapes.flatMap(block), ''];
}

function block({ index, class: id, what, form, subject, path, value, because }: Escape): readonly string[] {
  return [
    `  #${index} ${id}: ${what}`,
    `      value  ${JSON.stringify(value)}`,
    `      where  ${subject}${path === '' ? '' : ` ${path}`}, as ${form}`,
    `      why    ${because}`,
  ];
}
