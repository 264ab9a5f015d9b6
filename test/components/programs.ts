import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { createAuthority, issueLeaf } from '../../controlplane/certificates.ts';
import { isFree } from '../../controlplane/launcher/ports.ts';
import { type Installed, install, isExecutable, onPath } from './programs/install.ts';
import { type Installable, recipes } from './programs/recipes.ts';

/** Programs that no package registry offers to an ordinary user, and how to come by them; printed with every skipped test. */
const byHand = {
  postgres: 'apt-get install postgresql',
  rclone: 'apt-get install rclone',
  java: 'install a Java runtime, 17 or later',
  mvn: 'apt-get install maven',
  Orthanc: 'apt-get install orthanc orthanc-dicomweb',
  storescu: 'apt-get install dcmtk',
  echoscu: 'apt-get install dcmtk',
  findscu: 'apt-get install dcmtk',
  dump2dcm: 'apt-get install dcmtk',
  python3: 'apt-get install python3',
} as const;

type Program = keyof typeof byHand | Installable;

/** Where a program is, and otherwise why it is nowhere: `DOMICILE_TEST_ENVOY` and so on, PATH, or installed for these tests. */
function search(program: Program): Installed {
  const named = process.env[`DOMICILE_TEST_${program.toUpperCase()}`] ?? onPath(program) ?? packaged(program);
  if (named !== undefined) return { path: named };
  return program in recipes
    ? install(program, recipes[program as Installable])
    : { reason: byHand[program as keyof typeof byHand] };
}

/** As {@link search}, once for each program. */
function found(program: Program): Installed {
  const before = known.get(program);
  if (before !== undefined) return before;
  const now = search(program);
  known.set(program, now);
  return now;
}

const known = new Map<Program, Installed>();

// Debian keeps the servers of each version beside PATH.
function packaged(program: Program): string | undefined {
  const debian = '/usr/lib/postgresql';
  if (program !== 'postgres' || !existsSync(debian)) return undefined;
  const versions = readdirSync(debian).sort().reverse();
  return versions.map((version) => join(debian, version, 'bin', program)).find(isExecutable);
}

/** Runs the tests when all programs are there; otherwise skips them under a name that says what is missing, and why. */
export function describeWith(programs: readonly Program[], title: string, tests: () => void): void {
  const missing = programs.flatMap((program) => {
    const result = found(program);
    return 'reason' in result ? [`SKIPPED: no ${program} (${result.reason})`] : [];
  });
  describe.skipIf(missing.length > 0)([title, ...missing].join(' — '), tests);
}

/** The program's path; throws when it is missing, which {@link describeWith} has prevented. */
export function pathOf(program: Program): string {
  const result = found(program);
  if ('path' in result) return result.path;
  throw new Error(`no ${program}: ${result.reason}`);
}

/** A folder with `tls.crt`, `tls.key` and `ca.crt` for the names, as a pod would have it. */
export async function certificateFolder(dnsNames: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-tls-'));
  const authority = await createAuthority('test authority');
  const leaf = await issueLeaf(authority, { commonName: dnsNames[0] ?? 'test', dnsNames, addresses: ['127.0.0.1'] });
  writeFileSync(join(folder, 'ca.crt'), authority.certificate);
  writeFileSync(join(folder, 'tls.crt'), leaf.certificate);
  writeFileSync(join(folder, 'tls.key'), leaf.key, { mode: 0o600 });
  return folder;
}

const given = new Set<number>();

/**
 * A port of loopback that nothing holds, and that nobody else is given. It must still be free when a program takes it, and
 * when that program is started once more: so it is below those of outgoing connections, which Linux begins at 32768 and few
 * machines below 16000; and it is hardly one that a configuration names.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 15_000);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

/** A port that a configuration names, and the one that stands for it here. */
export type PortPair = readonly [configured: number, here: number];

/**
 * The text with each configured port replaced by the one that stands for it here: in one pass and as a whole number, because a
 * free port can contain a configured one (43175 has 4317 in it), or be one.
 */
export function withPorts(text: string, pairs: readonly PortPair[]): string {
  const here = new Map(pairs.map(([from, to]) => [`${from}`, `${to}`]));
  return text.replaceAll(/\b\d+\b/g, (number) => here.get(number) ?? number);
}

/** Starts a program whose output is kept for the message of a failure; stop it with {@link stop}. */
export function start(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess & { readonly log: string[] } {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const log: string[] = [];
  child.stdout.on('data', (text) => log.push(String(text)));
  child.stderr.on('data', (text) => log.push(String(text)));
  return Object.assign(child, { log });
}

/** Ends a program that {@link start} started, and waits until it is gone. */
export async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(killer);
}

/** Asks until the answer is as wanted; throws with the last answer after `seconds`: time for a slow machine to start a program. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, seconds = 120): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  let last: unknown = 'nothing';
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (wanted(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`not within ${seconds} s; the last answer was ${String(last)}`);
}

/** The numeric ids of an operating-system user, for programs that refuse to run as root. */
export function idsOf(user: string): { readonly uid: number; readonly gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
