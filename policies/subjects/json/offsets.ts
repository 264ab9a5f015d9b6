import type { Path } from '../../engine/types.ts';
import { BYTE } from './scanner.ts';

/** The offset of the second key of that name in the object that opens at `start`. The text up to there is valid JSON. */
export function secondKey(bytes: Buffer, start: number, name: string): number | undefined {
  const first = findMember(bytes, start + 1, name);
  return first && findMember(bytes, valueEnd(bytes, first.value), name)?.key;
}

/** Where the members of the root stand, and the items of the lists among them: what reading notes on its way. */
export class Landmarks {
  private readonly members = new Map<string, number>();
  private readonly items = new Map<number, number[]>();

  member(key: string, offset: number): void {
    this.members.set(key, offset);
  }

  item(listOffset: number, offset: number): void {
    const items = this.items.get(listOffset);
    if (items === undefined) this.items.set(listOffset, [offset]);
    else items.push(offset);
  }

  /** The deepest landmark on a path: its offset and how many steps lead to it. */
  nearest(path: Path): { readonly offset: number; readonly steps: number } | undefined {
    const offset = this.members.get(String(path[0]));
    if (offset === undefined) return undefined;
    const item = typeof path[1] === 'number' ? this.items.get(offset)?.[path[1]] : undefined;
    return item === undefined ? { offset, steps: 1 } : { offset: item, steps: 2 };
  }
}

/** The offset of the value at a path of a valid JSON text, or of its nearest ancestor that is there. */
export function offsetOf(bytes: Buffer, landmarks: Landmarks, path: Path): number {
  const near = landmarks.nearest(path);
  let offset = near?.offset ?? skipSpace(bytes, 0);
  for (let i = near?.steps ?? 0; i < path.length; i++) {
    const found = childOffset(bytes, offset, path[i] as string | number);
    if (found === undefined) break;
    offset = found;
  }
  return offset;
}

function childOffset(bytes: Buffer, start: number, step: string | number): number | undefined {
  if (bytes[start] === BYTE.openObject) return findMember(bytes, start + 1, String(step))?.value;
  return bytes[start] === BYTE.openList && typeof step === 'number' ? findItem(bytes, start + 1, step) : undefined;
}

/** The next member of that name in an object, from a place between two members on. */
function findMember(
  bytes: Buffer,
  from: number,
  name: string,
): { readonly key: number; readonly value: number } | undefined {
  const wanted = Buffer.from(name, 'utf8');
  for (let at = skipSpace(bytes, from); ; ) {
    if (bytes[at] === BYTE.comma) at = skipSpace(bytes, at + 1);
    if (bytes[at] !== BYTE.quote) return undefined;
    const end = stringEnd(bytes, at);
    const value = skipSpace(bytes, skipSpace(bytes, end) + 1);
    if (isKey(bytes, at + 1, end - 1, wanted, name)) return { key: at, value };
    at = skipSpace(bytes, valueEnd(bytes, value));
  }
}

function findItem(bytes: Buffer, from: number, index: number): number | undefined {
  let at = skipSpace(bytes, from);
  for (let i = 0; i < index && at < bytes.length && bytes[at] !== BYTE.closeList; i++) {
    at = skipSpace(bytes, valueEnd(bytes, at));
    if (bytes[at] === BYTE.comma) at = skipSpace(bytes, at + 1);
  }
  return at >= bytes.length || bytes[at] === BYTE.closeList ? undefined : at;
}

/** Keys are compared as bytes; only one with an escape has to be decoded. */
function isKey(bytes: Buffer, start: number, end: number, wanted: Buffer, name: string): boolean {
  let same = end - start === wanted.length;
  for (let i = start; i < end; i++) {
    if (bytes[i] === BYTE.backslash) return JSON.parse(`"${bytes.toString('utf8', start, end)}"`) === name;
    if (same && bytes[i] !== wanted[i - start]) same = false;
  }
  return same;
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] as number) <= 32) at++;
  return at;
}

/** The end of the string that opens at an offset. */
function stringEnd(bytes: Buffer, offset: number): number {
  let at = offset + 1;
  for (; at < bytes.length && bytes[at] !== BYTE.quote; at++) if (bytes[at] === BYTE.backslash) at++;
  return at + 1;
}

/** The end of a value, by its brackets alone: everything that matters was checked when the text was read. */
function valueEnd(bytes: Buffer, offset: number): number {
  let depth = 0;
  let at = offset;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === BYTE.quote) {
      at = stringEnd(bytes, at) - 1;
      if (depth === 0) return at + 1;
    } else if ((byte | 32) === BYTE.openObject) depth++;
    else if ((byte | 32) === BYTE.closeObject) {
      if (depth <= 1) return depth === 1 ? at + 1 : at;
      depth--;
    } else if (depth === 0 && (byte === BYTE.comma || byte <= 32)) return at;
  }
  return at;
}
