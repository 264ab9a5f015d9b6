import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import { dayOf } from '../day.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { openProject, projectOptions } from '../deploy/project.ts';
import { row } from '../deploy/row.ts';
import { synthesize } from '../deploy/synth.ts';
import { privateKey } from '../live/keys.ts';
import { documentsOf } from './documents.ts';
import { judgeOutput } from './judged.ts';
import { DOSSIER_SIGNATURE } from './layout.ts';
import { refuseFull, writeDossier } from './make.ts';

const makeOptions = {
  site: projectOptions.site,
  output: { type: 'string' },
  key: { type: 'string' },
  waivers: { type: 'string' },
  at: { type: 'string' },
} as const;

/** Synthesizes and judges a site, and writes its dossier. */
export function make(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  return supervised('dossier', terminal, (work) => dossier(args, terminal, work));
}

async function dossier(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: makeOptions });
  if (values.output === undefined) throw new UsageError('say where the dossier goes: --output DIR');
  const key = values.key === undefined ? undefined : privateKey(values.key, terminal.cwd);
  const at = dayOf(values.at);
  const folder = resolve(terminal.cwd, values.output);
  refuseFull(folder);
  const project = openProject(terminal, values);
  const scratch = mkdtempSync(join(tmpdir(), 'domicile-dossier-'));
  try {
    work.progress.step('synthesizing and judging');
    // Elsewhere than the project's own output, which may be what is deployed.
    const synthesis = await synthesize({ ...project, output: join(scratch, 'cdktf.out') }, work.signal);
    if (!synthesis.passed) return refused(synthesis.message, synthesis.exitCode, terminal, work);
    const judged = await judgeOutput({ project, scratch, at, waivers: values.waivers, terminal });
    const { verdict } = judged.facts.judgement;
    if (verdict !== 'pass')
      return refused(`the output is judged ${verdict}`, verdict === 'fail' ? 1 : 2, terminal, work);
    work.progress.step('writing the dossier');
    const files = await documentsOf(judged.facts, judged.report);
    writeDossier(folder, files, key);
    work.progress.clear();
    const lines = [
      row('Site', `${project.site.name} (${project.siteFile})`),
      row('Dossier', `${values.output}: ${files.size} files; begin with README.md`),
      row('Signature', key === undefined ? 'none: give --key to say who made it' : DOSSIER_SIGNATURE.file),
    ];
    terminal.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function refused(message: string, code: ExitCode, { stderr }: Terminal, { progress }: Work): ExitCode {
  progress.clear();
  stderr.write(`${message}\n\nNothing was written.\n`);
  return code;
}
