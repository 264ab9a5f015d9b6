import { readFileSync, statSync } from 'node:fs';
import { DomicileError, type Problem } from '../errors.ts';
import type { Position } from './position.ts';

/** Our files are written by people: the largest that works is a few kilobytes. */
const largest = 1024 * 1024;

/** Reads a text file that a person wrote. Throws a {@link DomicileError} that says why it cannot. */
export function readText(file: string): string {
  const size = sizeOf(file);
  if (size > largest) {
    const seen = `${(size / largest).toFixed(1)} MiB`;
    throw unreadable(file, 'the file is too large', seen, 'at most 1 MiB', 'name the right file');
  }
  return decode(file, readFileSync(file));
}

function sizeOf(file: string): number {
  try {
    const status = statSync(file);
    if (status.isFile()) return status.size;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const what = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
    throw unreadable(file, what, file, 'a readable file', 'name an existing file, or run the command in the project');
  }
  throw unreadable(file, 'this is not a file', file, 'a YAML file', 'name the file itself');
}

function decode(file: string, bytes: Uint8Array): string {
  const at = (offset: number) => positionIn(file, Buffer.from(bytes.subarray(0, offset)).toString('utf8'));
  const encoded = 'save the file as UTF-8';
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw unreadable(file, 'the file is not UTF-8', 'a UTF-16 byte order mark', 'UTF-8', encoded, at(0));
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    throw unreadable(file, 'the file is binary', 'a zero byte', 'UTF-8 text', 'name the right file', at(zero));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const before = Buffer.from(bytes).toString('utf8').split('\uFFFD', 1)[0] ?? '';
    throw unreadable(
      file,
      'the file is not UTF-8',
      'a byte sequence of another encoding',
      'UTF-8',
      encoded,
      positionIn(file, before),
    );
  }
}

/** The position right after a text. */
function positionIn(file: string, before: string): Position {
  const lines = before.replace(/^\uFEFF/u, '').split('\n');
  return { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function unreadable(
  file: string,
  message: string,
  seen: string,
  allowed: string,
  mend: string,
  position: Position = { file, line: 1, column: 1 },
): DomicileError {
  const problem: Problem = { code: 'file-unreadable', message, seen, allowed, mend, position };
  return new DomicileError(problem);
}
