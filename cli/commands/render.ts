import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readOutput } from '../../engines/output.ts';
import { manifestFiles, renderLayers } from '../../engines/render.ts';
import type { Command, ExitCode, Terminal } from '../command.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { refusal } from '../deploy/judged.ts';
import { replaceManifests } from '../deploy/manifests.ts';
import { openProject, projectOptions } from '../deploy/project.ts';

/** `domicile render`: the judged output as plain Kubernetes manifests. */
export const command: Command = {
  summary: 'Write the judged output as plain Kubernetes manifests, for GitOps or kubectl',
  usage: `Usage: domicile render [--site FILE] [--output DIR]

Synthesizes and judges the site, and writes one folder per layer with one file per object, in the order in which they can
be applied. The same input gives the same bytes. Secrets are not among them: domicile secrets creates those.

  --output DIR   default manifests; - writes one YAML stream to standard output
  --site FILE    as in: domicile up

Exit code: 0 written, 1 refused by a rule, 2 undecided, 3 usage.
`,
  run: (args, terminal) => supervised('render', terminal, (work) => run(args, terminal, work)),
};

async function run(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const options = { site: projectOptions.site, output: { type: 'string', default: 'manifests' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const project = openProject(terminal, values);
  const refused = await refusal(project, terminal, work, 'Nothing was written.');
  if (refused !== undefined) return refused;
  const files = manifestFiles(renderLayers(readOutput(project.output)));
  if (values.output === '-') terminal.stdout.write([...files.values()].join('---\n'));
  else {
    replaceManifests(resolve(terminal.cwd, values.output), files);
    terminal.stdout.write(`${files.size} manifests in ${values.output}\n`);
  }
  return 0;
}
