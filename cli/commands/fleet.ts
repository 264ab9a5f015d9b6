import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DomicileError } from '../../constructs/core/errors.ts';
import { type Fleet, loadFleet } from '../../fleet/load.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { replaceManifests } from '../deploy/manifests.ts';
import { renderFleet } from '../fleet/render.ts';

/** `domicile fleet`: many sites, in waves, through Flux. */
export const command: Command = {
  summary: 'Write what Flux needs to roll out many sites in waves',
  usage: `Usage: domicile fleet render FLEET [--output DIR]

Synthesizes and judges every site of the fleet file; when one is refused, nothing is written. Packs each site of the
promoted waves as a signed artefact is packed, and writes Flux's objects, pinned by digest, and the script that pushes
and signs. Sites of later waves keep what they have in DIR. No artefact holds a Secret: domicile secrets, or the store
of the site, creates those. The same input gives the same bytes.

  FLEET          fleet file, such as fleets/my-fleet.yaml; paths in it are from the project folder
  --output DIR   default fleet-output; replaced as a whole

Exit code: 0 written, 1 refused by a rule, 2 undecided, 3 usage, or a file that cannot work.
`,
  run: (args, terminal) => supervised('fleet', terminal, (work) => run(args, terminal, work)),
};

async function run(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const options = { output: { type: 'string', default: 'fleet-output' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [action, file, ...rest] = positionals;
  if (action !== 'render' || file === undefined || rest.length > 0) {
    throw new UsageError('say: domicile fleet render FLEET [--output DIR]');
  }
  const fleet = readFleet(file, terminal);
  const folder = resolve(terminal.cwd, values.output);
  const rendered = await renderFleet(fleet, folder, terminal, work);
  if ('refused' in rendered) {
    terminal.stderr.write(`${rendered.refused.map(({ message }) => message).join('\n\n')}\n\nNothing was written.\n`);
    return worst(rendered.refused.map(({ code }) => code));
  }
  replaceManifests(folder, rendered.files, new Set(['push.sh']));
  for (const { name, digest } of rendered.moving) terminal.stdout.write(`${name}  ${digest}\n`);
  for (const name of rendered.held) terminal.stdout.write(`${name}  keeps what it had: its wave is not promoted\n`);
  terminal.stdout.write(`begin with ${values.output}/README.md\n`);
  return 0;
}

/** A refusal outweighs what is undecided, and both a file that cannot work. */
function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.includes(1) ? 1 : codes.includes(2) ? 2 : 3;
}

function readFleet(file: string, { cwd }: Terminal): Fleet {
  try {
    return loadFleet(resolve(cwd, file) === resolve(file) ? file : resolve(cwd, file));
  } catch (error) {
    if (error instanceof DomicileError) throw new UsageError(error.message);
    throw error;
  }
}
