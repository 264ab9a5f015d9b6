import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CommandResult } from '../e2e/project.ts';

/** What a program in the room is given. */
export interface Inside {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** One of the room's hosts; otherwise the node itself. */
  readonly host?: Host;
}

/** A host beside the node: `inside` has an address that the site declares, `outside` one of nobody. */
export type Host = 'inside' | 'outside';

/**
 * A room of this machine's: a network, processes and mounts of its own, with two hosts on two wires and no way out. It ends,
 * and everything in it, with {@link Room.close} or with the process that opened it.
 */
export interface Room {
  /** The folder that only the room sees into, as the room calls it. */
  readonly folder: string;
  /** The control group, from the root of each hierarchy, for what runs in the room. */
  readonly controlGroup: string;
  /** Where a file of the room's is found from outside. */
  readonly fromOutside: (file: string) => string;
  /** Starts a program in the room. */
  readonly start: (command: readonly string[], inside?: Inside) => ChildProcess;
  /** Runs a program in the room to its end. */
  readonly run: (command: readonly string[], inside?: Inside) => Promise<CommandResult>;
  /** Resolves when all of it is gone. */
  readonly close: () => Promise<void>;
}

/** Opens a room; `network` is that of the host inside, as `10.30.0`. A machine where that cannot be says why. */
export async function openRoom(network: string): Promise<Room | { readonly reason: string }> {
  if (process.platform !== 'linux')
    return { reason: `network namespaces are Linux's, and this is ${process.platform}` };
  if (process.getuid?.() !== 0) return { reason: `it wants root, and this is user ${process.getuid?.()}` };
  const [door, script] = ['door.sh', 'room.sh'].map((name) => join(import.meta.dirname, name)) as [string, string];
  // A group of its own: an interrupt from the terminal must not keep it from tidying up.
  const child = spawn('sh', [door, script, network], { detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'close');
  let [name, folder] = ['', ''];
  for await (const line of createInterface(child.stdout)) {
    const [first, second = '', third = ''] = line.split(' ');
    if (first === 'room') [name, folder] = [second, third];
    else if (first === 'ready') return roomOf({ pid: Number(second), name, folder }, child, gone);
    else {
      child.stdin.end();
      await gone;
      return { reason: line };
    }
  }
  return { reason: 'the room said nothing' };
}

interface Opened {
  readonly pid: number;
  readonly name: string;
  readonly folder: string;
}

function roomOf({ pid, name, folder }: Opened, door: ChildProcess, gone: Promise<unknown>): Room {
  const start = (command: readonly string[], { cwd, env = process.env, host }: Inside = {}) => {
    const into = ['--target', `${pid}`, '--mount', '--pid', '--net'];
    const at = host === undefined ? [] : ['ip', 'netns', 'exec', host];
    // Only inside is a path what the room takes it for.
    const args = [...into, ...at, 'sh', '-c', 'cd "$0" && exec "$@"', cwd ?? folder, ...command];
    return spawn('nsenter', args, { env: { ...env, TMPDIR: folder }, stdio: 'pipe' });
  };
  return {
    folder,
    controlGroup: `/${name}`,
    fromOutside: (file) => join('/proc', `${pid}`, 'root', file),
    start,
    run: (command, inside) => ended(start(command, inside), inside?.input),
    close: async () => {
      door.stdin?.end();
      await gone;
    },
  };
}

async function ended(child: ChildProcess, input = ''): Promise<CommandResult> {
  const said = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  child.stdin?.on('error', () => undefined); // it need not read what it was given
  child.stdin?.end(input);
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : 128, ...said };
}
