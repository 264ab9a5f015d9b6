import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Waiver } from '../policies/engine/waiver.ts';
import { rules } from '../policies/rules/index.ts';
import { readWaivers } from '../policies/waivers/read.ts';
import { UsageError } from './command.ts';

/**
 * The waivers of a file.
 * @throws UsageError when it cannot be read, or with every mistake in it at its line and column: a file of which a part
 * was not understood has not been reviewed.
 */
export function loadWaivers(file: string, cwd: string): readonly Waiver[] {
  const { waivers, problems } = readWaivers({ name: file, bytes: bytesOf(file, cwd) }, rules);
  if (problems.length === 0) return waivers;
  const lines = problems.map(({ message, position: { line, column } }) => `${file}:${line}:${column}: ${message}`);
  throw new UsageError(lines.join('\n'));
}

function bytesOf(file: string, cwd: string): Uint8Array {
  try {
    return readFileSync(resolve(cwd, file));
  } catch (error) {
    throw new UsageError(`cannot read the waivers: ${error instanceof Error ? error.message : String(error)}`);
  }
}
