import { spawnSync } from 'node:child_process';
import { UsageError } from './command.ts';

/** A repository's answers for one folder of it. Every path is relative to that folder. */
export interface Git {
  /** The commit where the work branched off: the merge base of HEAD and a name; the name's own commit without one. */
  readonly baseOf: (name: string) => string;
  /** Every file below the folder that a commit holds. */
  readonly filesAt: (commit: string) => readonly string[];
  /** The content of files at a commit, in their order. */
  readonly contentAt: (commit: string, files: readonly string[]) => readonly Uint8Array[];
  /** For each file that changed since a commit, the first and last lines, counted from 1, of what is new in it. */
  readonly changedLines: (commit: string, files: readonly string[]) => ReadonlyMap<string, readonly LineRange[]>;
}

/** First and last line. */
export type LineRange = readonly [first: number, last: number];

const LARGEST = 1024 * 2 ** 20;

/**
 * Asks the git of the machine about the working folder.
 * @throws UsageError when there is no git, when the folder belongs to no repository, or when git knows no such commit.
 */
export function gitIn(cwd: string): Git {
  const run = (args: readonly string[], input?: string): Buffer => {
    const { status, stdout, stderr, error } = spawnSync('git', args, { cwd, input, maxBuffer: LARGEST });
    if (error !== undefined) throw new UsageError(`--changed needs git: ${error.message}`);
    if (status !== 0) throw new UsageError(`--changed: git ${args[0]}: ${stderr.toString().trim().split('\n')[0]}`);
    return stdout;
  };
  const listed = (args: readonly string[]) => run(args).toString().split('\0').filter(Boolean);
  return {
    baseOf: (name) => {
      run(['rev-parse', '--git-dir']);
      const named = spawnSync('git', ['rev-parse', '--verify', '--end-of-options', `${name}^{commit}`], { cwd });
      if (named.status !== 0)
        throw new UsageError(`--changed ${name}: git knows no such commit; name a branch, a tag or a commit`);
      const commit = named.stdout.toString().trim();
      const { status, stdout } = spawnSync('git', ['merge-base', 'HEAD', commit], { cwd });
      return status === 0 ? stdout.toString().trim() : commit;
    },
    filesAt: (commit) => listed(['ls-tree', '-r', '-z', '--name-only', commit]),
    contentAt: (commit, files) => {
      const names = files.map((file) => `${commit}:./${file}\n`).join('');
      return blobsOf(run(['cat-file', '--batch'], names), files);
    },
    changedLines: (commit, files) => {
      const changed = new Set(
        listed(['diff', '--name-only', '-z', '--relative', '--no-renames', '--no-ext-diff', commit]),
      );
      const diff = (file: string) =>
        run(['diff', '--unified=0', '--no-color', '--no-ext-diff', '--no-renames', commit, '--', file]);
      return new Map(files.filter((file) => changed.has(file)).map((file) => [file, rangesOf(diff(file).toString())]));
    },
  };
}

/** `git cat-file --batch` answers each name with a line that ends in the size, and then so many bytes and a newline. */
function blobsOf(output: Buffer, files: readonly string[]): readonly Uint8Array[] {
  let at = 0;
  return files.map((file) => {
    const end = output.indexOf('\n', at);
    const size = Number(/ blob (\d+)$/.exec(output.toString('utf8', at, end))?.[1]);
    if (!Number.isInteger(size)) throw new UsageError(`--changed: git cannot read ${file} at that commit`);
    at = end + 1 + size + 1;
    return output.subarray(end + 1, end + 1 + size);
  });
}

/** `@@ -3,2 +4,5 @@`: five new lines from 4 on. Where lines were only removed, the ones beside the gap count as changed. */
function rangesOf(diff: string): readonly LineRange[] {
  return [...diff.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)].map(([, start, count]) => {
    const [first, lines] = [Number(start), count === undefined ? 1 : Number(count)];
    return lines === 0 ? [first, first + 1] : [first, first + lines - 1];
  });
}
