import { normalize } from 'node:path';
import type { Finding, Judgement } from '../policies/engine/types.ts';
import { gitIn } from './git.ts';
import { type InputFile, isReadable } from './inputs.ts';

/** How the same files are judged as they were. */
export type JudgeAgain = (files: readonly InputFile[]) => Promise<Judgement>;

/**
 * Why a finding was there before the work since a commit began: the same fingerprint was found there, and its line did not
 * change. Undefined for what is new, stands in a changed line, or in a file that git does not have there.
 * @throws UsageError when git cannot answer.
 */
export async function unchangedSince(
  name: string,
  {
    args,
    files,
    cwd,
    judgeAgain,
  }: { args: readonly string[]; files: readonly InputFile[]; cwd: string; judgeAgain: JudgeAgain },
): Promise<(finding: Finding) => string | undefined> {
  const git = gitIn(cwd);
  const commit = git.baseOf(name);
  const then = new Set(git.filesAt(commit));
  const here = new Set(files.map((file) => file.name));
  const judged = [...then].filter((file) => here.has(file) || isGoneFrom(file, args));
  const before = git
    .contentAt(commit, judged)
    .map((bytes, index) => ({ name: judged[index] ?? '', bytes, named: false }));
  const found = new Set(before.length === 0 ? [] : (await judgeAgain(before)).findings.map((one) => one.fingerprint));
  const lines = git.changedLines(commit, judged);
  const reason = `unchanged since ${name} (${commit.slice(0, 12)})`;
  return ({ fingerprint, location }) => {
    if (!found.has(fingerprint)) return undefined;
    if (location === null) return reason;
    if (!then.has(location.file)) return undefined;
    const ranges = lines.get(location.file) ?? [];
    return ranges.some(([first, last]) => location.line >= first && location.line <= last) ? undefined : reason;
  };
}

/** A file that was among the inputs and is no more. */
function isGoneFrom(file: string, args: readonly string[]): boolean {
  return args.some((arg) => {
    const folder = normalize(arg).replace(/\/$/, '');
    return isReadable(file) && (folder === '.' || file === folder || file.startsWith(`${folder}/`));
  });
}
