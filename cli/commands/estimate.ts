import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readOutput } from '../../engines/output.ts';
import { renderLayers } from '../../engines/render.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { dayOf } from '../day.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { refusal } from '../deploy/judged.ts';
import { openProject, projectOptions } from '../deploy/project.ts';
import { billOf } from '../estimate/bill.ts';
import { demandOf } from '../estimate/demand.ts';
import { type Estimate, formats } from '../estimate/format.ts';
import { pricesVersion, readPrices } from '../estimate/prices.ts';

/** `domicile estimate`: what a site asks of a cluster, and what that costs. */
export const command: Command = {
  summary: 'Say how many cores, how much memory and storage a site takes, and what that costs',
  usage: `Usage: domicile estimate [--site FILE] [--prices FILE] [--format ${Object.keys(formats).join('|')}] [--at YYYY-MM-DD]

Synthesizes and judges the site, and adds up what its pods and volumes ask for, layer by layer. With --prices it says what
that costs a month; the prices are the site's own:

  schema: ${pricesVersion}
  source: framework contract 7/2026
  asOf: "2026-11-01"
  core: 9.5                  # euros a month
  memory: 1.8                # for a GiB
  storage: { encrypted-block: 0.12 }
  accelerators: { nvidia.com/gpu: 640 }
  spare: 0.5                 # bought besides, so that a machine can fail
  other:                     # what no object of the cluster shows
    - { name: object storage 20 TB, euros: 210 }

Exit code: 0 estimated, 1 refused by a rule, 2 undecided, 3 usage, or something has no price.
`,
  run: (args, terminal) => supervised('estimate', terminal, (work) => run(args, terminal, work)),
};

const options = {
  site: projectOptions.site,
  prices: { type: 'string' },
  format: { type: 'string', default: 'text' },
  at: { type: 'string' },
} as const;

async function run(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options });
  const format = Object.hasOwn(formats, values.format) ? formats[values.format] : undefined;
  if (format === undefined) {
    throw new UsageError(`there is no format "${values.format}"; write one of: ${Object.keys(formats).join(', ')}`);
  }
  const at = dayOf(values.at);
  const prices = values.prices === undefined ? undefined : readPrices(resolve(terminal.cwd, values.prices));
  const project = openProject(terminal, values);
  const refused = await refusal(project, terminal, work);
  if (refused !== undefined) return refused;
  const demand = demandOf(renderLayers(readOutput(project.output)));
  const estimate = { site: project.site.name, at, demand };
  terminal.stdout.write(format({ ...estimate, ...priced(demand, prices, values.prices ?? '') }));
  return 0;
}

function priced(
  demand: Estimate['demand'],
  prices: ReturnType<typeof readPrices> | undefined,
  file: string,
): Pick<Estimate, 'priced'> {
  if (prices === undefined) return {};
  const bill = billOf(demand, prices);
  if (!bill.complete) {
    throw new UsageError(`${file} has no price for what the site takes; add ${bill.unpriced.join(', ')}`);
  }
  return { priced: { prices, bill } };
}
