import { parseArgs } from 'node:util';
import { readOutput } from '../../engines/output.ts';
import { renderLayers } from '../../engines/render.ts';
import { readRecord } from '../../gate/record.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { dayOf } from '../day.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { refusal } from '../deploy/judged.ts';
import { openProject, projectOptions } from '../deploy/project.ts';
import { endpointsOf } from '../endpoints/endpoint.ts';
import { formats } from '../endpoints/format.ts';

/** `domicile endpoints`: what the firewall must let through. */
export const command: Command = {
  summary: 'List every endpoint, port and authority that crosses the border of the cluster',
  usage: `Usage: domicile endpoints [--site FILE] [--format ${Object.keys(formats).join('|')}] [--at YYYY-MM-DD]

Synthesizes and judges the site, and lists what its firewall must let through: what pods may open, what nodes and those who
deploy need, and where the cluster can be entered. Sorted, with the day in the heading only: compare two lists with diff.

Exit code: 0 listed, 1 refused by a rule, 2 undecided, 3 usage.
`,
  run: (args, terminal) => supervised('endpoints', terminal, (work) => run(args, terminal, work)),
};

const options = {
  site: projectOptions.site,
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
  const project = openProject(terminal, values);
  const refused = await refusal(project, terminal, work);
  if (refused !== undefined) return refused;
  const { site, output } = project;
  const flows = readRecord(output)?.flows ?? [];
  const objects = renderLayers(readOutput(output)).flatMap((layer) => layer.objects);
  terminal.stdout.write(format(endpointsOf({ site, flows, objects }), { site: site.name, at }));
  return 0;
}
