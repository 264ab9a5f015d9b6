import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readBaseline } from '../policies/baseline/read.ts';
import { writeBaseline } from '../policies/baseline/write.ts';
import type { Baseline } from '../policies/engine/baseline.ts';
import type { Finding } from '../policies/engine/types.ts';
import { rules } from '../policies/rules/index.ts';
import { type Terminal, UsageError } from './command.ts';

/**
 * The baseline of a file.
 * @throws UsageError when it cannot be read, or with every mistake in it at its line and column.
 */
export function loadBaseline(file: string, cwd: string): Baseline {
  const read = readBaseline({ name: file, bytes: bytesOf(file, cwd) }, ruleIds());
  if ('baseline' in read) return read.baseline;
  const lines = read.problems.map(({ message, position: { line, column } }) => `${file}:${line}:${column}: ${message}`);
  throw new UsageError(lines.join('\n'));
}

/** Writes the findings of a run as a baseline, and says how many it could not take. */
export function saveBaseline(file: string, findings: readonly Finding[], at: string, terminal: Terminal): void {
  const { text, recorded, hard } = writeBaseline(findings, rules, at);
  try {
    writeFileSync(resolve(terminal.cwd, file), text);
  } catch (error) {
    throw new UsageError(`cannot write the baseline: ${error instanceof Error ? error.message : String(error)}`);
  }
  const left = hard === 0 ? '' : `; ${hard} of hard rules are not: they block until they are mended`;
  terminal.stderr.write(`domicile check: ${recorded} findings are recorded in ${file}${left}\n`);
}

function ruleIds(): readonly string[] {
  return rules.map(({ id }) => id);
}

function bytesOf(file: string, cwd: string): Uint8Array {
  try {
    return readFileSync(resolve(cwd, file));
  } catch (error) {
    throw new UsageError(`cannot read the baseline: ${error instanceof Error ? error.message : String(error)}`);
  }
}
