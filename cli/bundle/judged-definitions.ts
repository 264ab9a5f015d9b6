import type { Site } from '../../constructs/core/site/site.ts';
import { prepareInputs } from '../../policies/judge.ts';
import { UsageError } from '../command.ts';
import type { InputFile } from '../inputs.ts';
import { judgeForSite, type Refusal } from '../judged-for-site.ts';

/**
 * Why definitions may not come with a bundle: a webhook that converts abroad, or a default that leads there.
 * @throws UsageError for what cannot be read
 */
export async function refusalOf(files: readonly InputFile[], site: Site): Promise<Refusal | undefined> {
  if (files.length === 0) return undefined;
  const { problems, refusal } = judgeForSite(site, await prepareInputs(files));
  const unread = problems.map(
    ({ message, position: { file, line, column } }) => `${file}:${line}:${column}: ${message}`,
  );
  if (unread.length > 0) throw new UsageError(unread.join('\n'));
  return refusal;
}
