import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DeployError } from '../../engines/errors.ts';
import type { StackOutput } from '../../engines/output.ts';
import type { Terminal } from '../command.ts';
import { command as check } from '../commands/check.ts';
import type { Project } from './project.ts';

/** The head of a report of `domicile check --format json`. */
export interface Report {
  readonly verdict: string;
  readonly counts: { readonly subjects: number; readonly rules: number; readonly waived: number };
  readonly coverage: {
    readonly values: number;
    readonly placed: number;
    readonly inert: number;
    readonly undecided: number;
  };
}

/** Where the report lies, from the project folder. */
export const REPORT_FILE = join('.domicile', 'report.json');

/** Judges the output once more, as a reviewer would from outside the gate, and keeps the whole report. */
export async function writeReport(
  project: Project,
  stacks: readonly StackOutput[],
  terminal: Terminal,
): Promise<Report> {
  mkdirSync(join(project.root, '.domicile'), { recursive: true, mode: 0o700 });
  const said: string[] = [];
  const collect = { write: (text: string) => said.push(text) };
  const inputs = stacks.map(({ folder }) => relative(project.root, join(folder, 'cdk.tf.json')));
  const args = [...inputs, '--site', project.siteFile, '--format', 'json', '--output', REPORT_FILE];
  const code = await check.run(args, { ...terminal, cwd: project.root, stdout: collect, stderr: collect });
  const report = JSON.parse(readFileSync(join(project.root, REPORT_FILE), 'utf8')) as Report;
  if (code === 0) return report;
  throw new DeployError(
    `the gate passed the output, but domicile check says ${report.verdict}: the two must agree. ` +
      `Nothing was deployed. See ${REPORT_FILE}. ${said.join('')}`,
  );
}
