import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { onPath } from '../components/programs/install.ts';

/**
 * The folder of a Go module's sources, as Go's own client brings them: of that one version, and only with that checksum.
 * @throws Error when the checksum is another
 */
export function goModule(module: string, version: string, sum: string): string {
  const args = ['mod', 'download', '-json', `${module}@${version}`];
  const text = execFileSync('go', args, { cwd: tmpdir(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const found = JSON.parse(text) as { readonly Dir: string; readonly Sum: string };
  if (found.Sum !== sum) throw new Error(`${module}@${version} has the checksum ${found.Sum}, and not ${sum}`);
  return found.Dir;
}

/** Why no Go module can be had here; undefined when it can. */
export function withoutGo(): string | undefined {
  return onPath('go') === undefined ? 'no go on PATH' : undefined;
}
