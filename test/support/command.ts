import { Readable } from 'node:stream';
import type { ExitCode } from '../../cli/command.ts';
import { main } from '../../cli/main.ts';
import { temporaryFolder, writeFiles } from './folder.ts';

/** What a run of the command came to. */
export interface Ended {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run finds: text on its standard input, and whether it writes to a person's terminal. */
export interface Surroundings {
  readonly stdin?: string;
  readonly isTTY?: boolean;
}

/** Runs one command line of `domicile` in this process, in a folder, with an empty environment. */
export async function runIn(cwd: string, args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const { stdin = '', isTTY = false } = surroundings;
  const written = { stdout: [] as string[], stderr: [] as string[] };
  const code = await main(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: { write: (text) => written.stdout.push(String(text)), isTTY },
    stderr: { write: (text) => written.stderr.push(String(text)) },
    env: {},
    cwd,
  });
  return { code, stdout: written.stdout.join(''), stderr: written.stderr.join('') };
}

/** A folder with these files that goes when the test is over. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const cwd = temporaryFolder();
  writeFiles(cwd, files);
  return cwd;
}

/** What a run came to, with what it printed as JSON in place of the text. */
// biome-ignore lint/suspicious/noExplicitAny: tests read single fields of the report, whose shape its schema checks
export async function asJson(ended: Promise<Ended>): Promise<any> {
  const { code, stdout } = await ended;
  return { code, ...JSON.parse(stdout) };
}
