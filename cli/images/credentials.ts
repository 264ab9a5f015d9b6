import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Terminal, UsageError } from '../command.ts';

/**
 * What container tools have stored for a registry: `REGISTRY_AUTH_FILE`, `DOCKER_CONFIG`, or `~/.docker/config.json`.
 * @throws {@link UsageError} when the file is there and is not JSON
 */
export function storedCredentials(mirror: string, env: Terminal['env']): string | undefined {
  const folder = env.DOCKER_CONFIG ?? join(env.HOME ?? homedir(), '.docker');
  const file = env.REGISTRY_AUTH_FILE ?? join(folder, 'config.json');
  if (!existsSync(file)) return undefined;
  const host = mirror.split('/')[0] ?? '';
  const stored = read(file).auths?.[host]?.auth;
  return stored === undefined ? undefined : Buffer.from(stored, 'base64').toString('utf8');
}

interface Stored {
  readonly auths?: Readonly<Record<string, { readonly auth?: string } | undefined>>;
}

function read(file: string): Stored {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Stored;
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
