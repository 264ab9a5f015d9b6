import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Terminal, UsageError } from './command.ts';

/** A file to judge: its name as messages show it, and its bytes. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** True when the caller named it; a file found in a folder may turn out to be something else, this one may not. */
  readonly named: boolean;
}

/** What the arguments stand for. */
export interface Inputs {
  readonly files: readonly InputFile[];
  /** What lies in the folders and was not read, each with its reason. */
  readonly ignored: readonly string[];
}

/** Files in a folder that can hold infrastructure: what Terraform, OpenTofu, kubectl or kustomize would read there. */
const readable = /\.(?:ya?ml|json|tf|tofu|tfstate|hcl)$|^kustomization$/i;

/** Whether a file of this name, found in a folder, is read. */
export function isReadable(name: string): boolean {
  return readable.test(name);
}

/** Folders that hold other people's code or a tool's own state. */
const skipped = new Set(['.git', 'node_modules', '.terraform']);
/** A larger plan would not fit into memory beside what is derived from it. */
const largest = { json: 256 * 2 ** 20, other: 32 * 2 ** 20 };

/**
 * Reads what the arguments name: files, folders (recursively) and `-` for standard input.
 * @throws UsageError when something is missing, unreadable or too large.
 */
export async function gather(args: readonly string[], terminal: Terminal): Promise<Inputs> {
  const files: InputFile[] = [];
  const ignored: string[] = [];
  for (const arg of args) {
    if (arg === '-') files.push({ name: '(stdin)', bytes: await readStdin(terminal), named: true });
    else if (statOf(arg, terminal.cwd).isDirectory()) walk(arg, terminal.cwd, files, ignored, new Set());
    else files.push(readInput(arg, terminal.cwd, true));
  }
  return { files, ignored };
}

function statOf(name: string, cwd: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(resolve(cwd, name));
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${reasonOf(error)}; give a file, a folder, or - for standard input`);
  }
}

function walk(folder: string, cwd: string, files: InputFile[], ignored: string[], seen: Set<string>): void {
  const real = realpathSync(resolve(cwd, folder));
  if (seen.has(real)) return;
  seen.add(real);
  for (const entry of entriesOf(folder, cwd)) {
    const name = join(folder, entry.name);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && statOf(name, cwd).isDirectory());
    if (isFolder && skipped.has(entry.name)) ignored.push(`${name}/ (not the platform's own)`);
    else if (isFolder) walk(name, cwd, files, ignored, seen);
    else if (isReadable(entry.name)) files.push(readInput(name, cwd, false));
    else ignored.push(name);
  }
}

/** In one order on every machine. */
function entriesOf(folder: string, cwd: string): readonly Dirent[] {
  try {
    const entries = readdirSync(resolve(cwd, folder), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new UsageError(`cannot read the folder ${folder}: ${reasonOf(error)}`);
  }
}

function readInput(name: string, cwd: string, named: boolean): InputFile {
  const { size } = regularStatOf(name, cwd, named);
  const limit = /\.(json|tfstate)$/.test(name) || named === false ? largest.json : largest.other;
  if (Number(size) > limit) {
    const seen = Math.round(Number(size) / 2 ** 20);
    throw new UsageError(
      `${name} has ${seen} MB; the limit is ${limit / 2 ** 20} MB. Split it, and check the parts together`,
    );
  }
  try {
    return { name: shownAs(name, cwd), bytes: readFileSync(resolve(cwd, name)), named };
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${reasonOf(error)}`);
  }
}

/** A pipe may be named, as `<(helm template …)` is; in a folder it would be waited for without end, as a device would. */
function regularStatOf(name: string, cwd: string, named: boolean): ReturnType<typeof statOf> {
  const stat = statOf(name, cwd);
  if (stat.isFile() || (named && stat.isFIFO())) return stat;
  throw new UsageError(
    `cannot read ${name}: it is a pipe, a socket or a device and no file; remove it, or give a file`,
  );
}

/** Relative to the working folder when it lies below it, so that a report reads the same on every machine. */
function shownAs(name: string, cwd: string): string {
  const path = relative(cwd, resolve(cwd, name));
  return path === '' || path.startsWith('..') ? name : path;
}

async function readStdin(terminal: Terminal): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of terminal.stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largest.json) throw new UsageError(`standard input is larger than ${largest.json / 2 ** 20} MB`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Readonly<Record<string, string>> = { ENOENT: 'it does not exist', EACCES: 'permission denied' };
  return words[code] ?? (error instanceof Error ? error.message : String(error));
}
