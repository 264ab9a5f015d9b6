import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { layout } from '../bundle/layout.ts';
import { makeBundle } from '../bundle/make.ts';
import { sha256Of } from '../bundle/tree.ts';
import { verifyBundle } from '../bundle/verify.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { openProject } from '../deploy/project.ts';
import { row } from '../deploy/summary.ts';
import { synthesize } from '../deploy/synth.ts';

/** `domicile bundle`: one folder that deploys a site where there is no network. */
export const command: Command = {
  summary: 'Make one folder that deploys a site where there is no network, and examine it there',
  usage: `Usage: domicile bundle [SITE] --out DIR
       domicile bundle verify DIR

Synthesizes and judges the site, and writes a folder for the other side: the toolkit with its packages, as the lock file of
the project has them; the site and its program; the rendered manifests; the list of images by digest, with a script and a
Hauler manifest that fill a mirror; and checksums of all. The same input gives the same bytes. What is not in it: the bytes of
images, Node.js, kubectl and Terraform.

  SITE          default: as in domicile up
  --out DIR     a new or an empty folder; it appears whole or not at all

verify needs no network: every file is listed and as listed, none is a link or can be run that could not, and every image
of the manifests is in the list.

Exit code: 0 done, or as bundled; 1 refused by a rule, or not as bundled; 2 undecided; 3 usage, or no bundle.
`,
  run: (args, terminal) => {
    const [first, ...rest] = args;
    if (first === 'verify') return verify(rest, terminal);
    return supervised('bundle', terminal, (work) => make(args, terminal, work));
  },
};

async function make(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const options = { out: { type: 'string' }, site: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [site = values.site, ...others] = positionals;
  if (values.out === undefined) throw new UsageError('say where the bundle goes: --out DIR');
  if (others.length > 0) throw new UsageError(`a bundle is of one site; ${others.join(' ')} is one too many`);
  const project = openProject(terminal, { site });
  const folder = resolve(terminal.cwd, values.out);
  const scratch = mkdtempSync(join(tmpdir(), 'domicile-synth-'));
  try {
    work.progress.step('synthesizing and judging');
    const output = join(scratch, 'cdktf.out');
    const synthesis = await synthesize({ ...project, output }, work.signal);
    if (!synthesis.passed) {
      work.progress.clear();
      terminal.stderr.write(`${synthesis.message}\n\nNothing was written.\n`);
      return synthesis.exitCode;
    }
    const record = await makeBundle({ project, output, folder, terminal, work });
    work.progress.clear();
    const lines = [
      row('Site', `${record.site.name} (${project.siteFile})`),
      row('Bundle', values.out),
      row(
        'Holds',
        `${record.manifests} manifests, ${record.images} images by digest, the toolkit ${record.tool.version}`,
      ),
      row(
        'Fingerprint',
        `sha256:${sha256Of(join(folder, layout.sums))} (of ${layout.sums}; tell it the other side by another way)`,
      ),
    ];
    terminal.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function verify(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0)
    throw new UsageError('name the one folder: domicile bundle verify DIR');
  const verified = verifyBundle(resolve(terminal.cwd, folder));
  if (!verified.whole) {
    const shown = verified.flaws.map(({ file, reason }) => `domicile bundle verify: ${file}: ${reason}\n`);
    terminal.stderr.write(
      `${shown.join('')}${folder} is not what was bundled; use nothing of it, and fetch it again.\n`,
    );
    return 1;
  }
  terminal.stdout.write(`${row('Bundle', `whole: ${verified.files} files, as they were bundled`)}\n`);
  return 0;
}
