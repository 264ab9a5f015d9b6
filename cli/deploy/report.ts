import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { writePrivate } from '../../controlplane/launcher/files.ts';
import { DeployError } from '../../engines/errors.ts';
import type { StackOutput } from '../../engines/output.ts';
import { boundaryOfSite } from '../../gate/boundary.ts';
import { type Judgement, judge, packOf } from '../../policies/judge.ts';
import { render } from '../../policies/report/index.ts';
import type { Project } from './project.ts';

/** Where the report lies, from the project folder: the page for people, and the same for programs. */
export const REPORT_FILE = join('.domicile', 'report.html');
const RECORD_FILE = join('.domicile', 'report.json');

/**
 * Judges the files that are about to be deployed, as they lie on the disk, and keeps the whole report.
 * @param at the day of the run, YYYY-MM-DD
 * @throws {@link DeployError} when they do not pass, although the gate has passed them
 */
export function writeReport(project: Project, stacks: readonly StackOutput[], at: string): Judgement {
  const { site, root } = project;
  const files = stacks.map(({ folder }) => join(folder, 'cdk.tf.json'));
  const inputs = [
    { name: site.source.file, bytes: new TextEncoder().encode(site.source.text) },
    ...files.map((file) => ({ name: relative(root, file), bytes: readFileSync(file) })),
  ];
  const pack = packOf('all');
  const boundary = boundaryOfSite(site);
  const { judgement, problems, survey, obligations, sovereignty } = judge(inputs, boundary, pack);
  const options = { colour: false, boundary: boundary.name, rules: pack.rules, at, survey, obligations, sovereignty };
  writePrivate(join(root, RECORD_FILE), render('json', judgement, options));
  writePrivate(join(root, REPORT_FILE), render('html', judgement, options));
  if (judgement.verdict === 'pass' && problems.length === 0) return judgement;
  throw new DeployError(
    `the gate passed the output, but on the disk it is judged ${judgement.verdict} (${problems.length} files unreadable). ` +
      `Nothing was deployed. See ${REPORT_FILE}, and make the output again with: npx cdktf synth`,
  );
}
