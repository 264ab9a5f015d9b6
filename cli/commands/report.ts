import { parseArgs } from 'node:util';
import type { Command, ExitCode, Terminal } from '../command.ts';
import { command as check, options as checkOptions } from './check.ts';

const DEFAULT_INPUT = 'cdktf.out';
const DEFAULT_OUTPUT = 'domicile-report.html';

/** `domicile report`: `domicile check` with one page for people. */
export const command: Command = {
  summary: 'Judge, and write one page for people: verdict, places, findings, waivers, controls',
  usage: `Usage: domicile report [INPUT…] [--output FILE] [OPTION…]

INPUT is what domicile check takes; default ${DEFAULT_INPUT}. The page holds all it needs: no script, no network.

  --output FILE           default ${DEFAULT_OUTPUT}
  --pack, --boundary, --site, --waivers, --at: as domicile check takes them

Exit code: that of domicile check. The page is written for every verdict; not when nothing could be judged.
`,
  run,
};

const { format: _, ...options } = checkOptions;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const output = values.output ?? DEFAULT_OUTPUT;
  const inputs = positionals.length === 0 ? [DEFAULT_INPUT] : [];
  const code = await check.run(['--format', 'html', '--output', output, ...args, ...inputs], terminal);
  terminal.stderr.write(`domicile report: ${verdicts[code]}; the report is ${output}\n`);
  return code;
}

const verdicts: Readonly<Record<ExitCode, string>> = {
  0: 'all pass',
  1: 'something fails',
  2: 'something is undecided',
  3: 'nothing was judged',
};
