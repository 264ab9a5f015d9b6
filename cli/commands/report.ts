import { parseArgs } from 'node:util';
import type { SovereigntyReview } from '../../policies/engine/sovereignty.ts';
import type { Command, ExitCode, Terminal } from '../command.ts';
import { options as checkOptions, runCheck } from './check.ts';

const DEFAULT_INPUT = 'cdktf.out';
const DEFAULT_OUTPUT = 'domicile-report.html';

/** `domicile report`: `domicile check` with one page for people. */
export const command: Command = {
  summary: 'Judge, and write one page for people: verdict, places, findings, waivers, controls',
  usage: `Usage: domicile report [INPUT…] [--output FILE] [OPTION…]

INPUT is what domicile check takes; default ${DEFAULT_INPUT}. The page holds all it needs: no script, no network.

  --output FILE           default ${DEFAULT_OUTPUT}
  every other option of domicile check but --format: --pack, --boundary, --operators, --site, --waivers, --baseline,
  --changed, --obligations, --at, …

Prints what the configuration shows of the EU Cloud Sovereignty Framework's objectives, as ranges: docs/sovereignty.md.

Exit code: that of domicile check. The page is written for every verdict; not when nothing could be judged.
`,
  run,
};

const { format: _, ...options } = checkOptions;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const output = values.output ?? DEFAULT_OUTPUT;
  const inputs = positionals.length === 0 && !values.live ? [DEFAULT_INPUT] : [];
  let shown: SovereigntyReview | undefined;
  const code = await runCheck(['--format', 'html', '--output', output, ...args, ...inputs], terminal, (told) => {
    shown = told.sovereignty?.();
  });
  const summary = shown === undefined ? '' : sovereignty(shown);
  terminal.stderr.write(`domicile report: ${verdicts[code]}; the report is ${output}\n${summary}`);
  return code;
}

/** A line for each objective: what is shown, what is still possible, and so what is open. Never one number. */
function sovereignty({ framework, objectives, score, seal, governedBy }: SovereigntyReview): string {
  const governs = governedBy.length === 0 ? '' : `, held there by ${governedBy.join(', ')}`;
  const lines = objectives.map(({ id, name, weight, score: own, seal: level, factors }) => {
    const open = factors.filter(({ state }) => state === 'open').length;
    const range = `${own.lowest} to ${own.highest} %`.padEnd(14);
    return `  ${id}  ${range}  SEAL-${level.lowest} to SEAL-${level.highest}  ${open} of ${factors.length} factors open  ${name}, weight ${weight} %`;
  });
  return `${[
    `sovereignty (${framework.name}): ${score.lowest} to ${score.highest} %, SEAL-${seal.lowest} to SEAL-${seal.highest}${governs}`,
    ...lines,
  ].join('\n')}\n`;
}

const verdicts: Readonly<Record<ExitCode, string>> = {
  0: 'all pass',
  1: 'something fails',
  2: 'something is undecided',
  3: 'nothing was judged',
};
