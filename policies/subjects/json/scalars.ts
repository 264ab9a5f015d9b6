import type { Path } from '../../engine/types.ts';
import { skipSpace, stringEnd } from './offsets.ts';
import { BYTE } from './scanner.ts';

/** The places of all scalars in a valid JSON text, in its order. */
export function scalarsIn(bytes: Buffer, start: number, end: number): { starts: Int32Array; ends: Int32Array } {
  const [starts, ends]: [number[], number[]] = [[], []];
  walk(bytes, start, end, {
    scalar: (from, to) => {
      starts.push(from);
      ends.push(to);
    },
  });
  return { starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** The paths of all scalars in a valid JSON text, in its order. */
export function scalarPaths(bytes: Buffer, start: number, end: number): readonly Path[] {
  const paths: Path[] = [];
  const way: (string | number)[] = [];
  walk(bytes, start, end, {
    open: (isList) => way.push(isList ? 0 : ''),
    close: () => way.pop(),
    key: (from, to) => {
      way[way.length - 1] = JSON.parse(bytes.toString('utf8', from, to)) as string;
    },
    comma: () => {
      const last = way.at(-1);
      if (typeof last === 'number') way[way.length - 1] = last + 1;
    },
    scalar: () => paths.push([...way]),
  });
  return paths;
}

interface Visitor {
  readonly scalar: (start: number, end: number) => void;
  readonly key?: (start: number, end: number) => void;
  readonly open?: (isList: boolean) => void;
  readonly close?: () => void;
  readonly comma?: () => void;
}

function walk(bytes: Buffer, start: number, end: number, visitor: Visitor): void {
  for (let at = start; at < end; ) {
    const byte = bytes[at] as number;
    if (byte <= 32 || byte === BYTE.colon) at++;
    else if (byte === BYTE.comma) {
      visitor.comma?.();
      at++;
    } else if (byte === BYTE.openObject || byte === BYTE.openList) {
      visitor.open?.(byte === BYTE.openList);
      at++;
    } else if (byte === BYTE.closeObject || byte === BYTE.closeList) {
      visitor.close?.();
      at++;
    } else at = token(bytes, at, end, visitor);
  }
}

/** A string before a colon is a key; no value is. */
function token(bytes: Buffer, at: number, end: number, { scalar, key }: Visitor): number {
  if (bytes[at] === BYTE.quote) {
    const after = stringEnd(bytes, at);
    if (bytes[skipSpace(bytes, after)] === BYTE.colon) key?.(at, after);
    else scalar(at, after);
    return after;
  }
  let after = at + 1;
  while (after < end && !endsWord(bytes[after] as number)) after++;
  scalar(at, after);
  return after;
}

function endsWord(byte: number): boolean {
  return byte <= 32 || byte === BYTE.comma || byte === BYTE.closeObject || byte === BYTE.closeList;
}
