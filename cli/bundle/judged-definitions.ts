import type { Site } from '../../constructs/core/site/site.ts';
import { boundaryOfSite } from '../../gate/boundary.ts';
import { judge, packOf, prepareInputs } from '../../policies/judge.ts';
import { render } from '../../policies/report/index.ts';
import { type ExitCode, UsageError } from '../command.ts';
import { dayOf } from '../day.ts';
import type { InputFile } from '../inputs.ts';

/** Why definitions may not come with a bundle: a webhook that converts abroad, or a default that leads there. */
export async function refusalOf(
  files: readonly InputFile[],
  site: Site,
): Promise<{ readonly text: string; readonly exitCode: ExitCode } | undefined> {
  if (files.length === 0) return undefined;
  const boundary = boundaryOfSite(site);
  const pack = packOf('all');
  const { judgement, problems } = judge(await prepareInputs(files), boundary, pack);
  const unread = problems.map(
    ({ message, position: { file, line, column } }) => `${file}:${line}:${column}: ${message}`,
  );
  if (unread.length > 0) throw new UsageError(unread.join('\n'));
  if (judgement.verdict === 'pass') return undefined;
  const about = { colour: false, boundary: boundary.name, rules: pack.rules, at: dayOf(undefined) };
  return { text: render('text', judgement, about), exitCode: judgement.verdict === 'fail' ? 1 : 2 };
}
