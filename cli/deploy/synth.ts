import { run } from '../../engines/run.ts';
import { removeAdoptions } from '../../engines/terraform/adoption.ts';
import type { ExitCode } from '../command.ts';
import type { Project } from './project.ts';
import { lockProviders } from './provider-lock.ts';

const LIMIT_SECONDS = 180;

/** What a synth said. On a refusal `message` is what the gate printed, and the output folder is as it was. */
export type Synthesis =
  | { readonly passed: true }
  | { readonly passed: false; readonly exitCode: ExitCode; readonly message: string };

/** Runs the app as cdktf would, in a process of its own: the gate inside it judges and writes, or refuses. */
export async function synthesize(project: Project, signal: AbortSignal): Promise<Synthesis> {
  removeAdoptions(project.output);
  const { code, stdout, stderr } = await run('/bin/sh', ['-c', project.app], {
    cwd: project.root,
    env: { ...project.environment, DOMICILE_SITE: project.siteFile, CDKTF_OUTDIR: project.output },
    limitSeconds: LIMIT_SECONDS,
    signal,
  });
  if (code === 0) {
    lockProviders(project);
    return { passed: true };
  }
  const said = stderr.trim() === '' ? stdout : stderr;
  const message = said.trim() === '' ? `${project.app} ended with exit code ${code} and said nothing` : said.trimEnd();
  return { passed: false, exitCode: code === 1 || code === 2 ? code : 3, message };
}
