import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { main } from '../../cli/main.ts';

const repository = join(import.meta.dirname, '..', '..');

/** What one run of the command gave. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of a test's own: the real app and the real site files, in a folder that may be changed. */
export interface TestProject {
  readonly root: string;
  readonly run: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<CommandResult>;
  readonly edit: (file: string, from: string, to: string) => void;
  /** A hash of every file under a folder, Terraform's own working folders aside. */
  readonly fingerprint: (folder: string) => ReadonlyMap<string, string>;
  readonly remove: () => Promise<void>;
}

/** Site of what is about the command and not about the platform: a rollout takes seconds. */
export const SMALL_SITE = 'sites/clinic.yaml';

/** Makes the project, for the default site or another. Its `remove` also takes down what was deployed from it. */
export function createProject(site?: string): TestProject {
  const root = mkdtempSync(join(tmpdir(), 'domicile-project-'));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  cpSync(join(repository, 'sites'), join(root, 'sites'), { recursive: true });
  const settings = JSON.parse(readFileSync(join(repository, 'cdktf.json'), 'utf8')) as object;
  const app = `node --import tsx ${join(repository, 'main.ts')}`;
  writeFileSync(join(root, 'cdktf.json'), JSON.stringify({ ...settings, app }));
  const ofSite = site === undefined ? {} : { DOMICILE_SITE: site };
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
    runCommand(root, args, { ...env, ...ofSite });
  return {
    root,
    run,
    edit: (file, from, to) => edit(join(root, file), from, to),
    fingerprint: (folder) => fingerprint(join(root, folder)),
    remove: async () => {
      await run(['down', '--all']);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function runCommand(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandResult> {
  const said = { stdout: '', stderr: '' };
  const collect = (name: keyof typeof said) => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  const terminal = { stdin: process.stdin, stdout: collect('stdout'), stderr: collect('stderr'), env, cwd };
  return { code: await main(args, terminal), ...said };
}

function edit(file: string, from: string, to: string): void {
  const before = readFileSync(file, 'utf8');
  if (!before.includes(from)) throw new Error(`${file} does not contain ${from}`);
  writeFileSync(file, before.replace(from, to));
}

function fingerprint(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.terraform'))
    .map((entry) => join(entry.parentPath, entry.name));
  const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  return new Map(files.sort().map((file) => [relative(folder, file), hash(file)]));
}
