import type { Path } from '../../engine/types.ts';
import { BYTE } from './scanner.ts';

/** The offset of the second key of that name in the object that opens at `start`. The text up to there is valid JSON. */
export function secondKey(bytes: Buffer, start: number, name: string): number | undefined {
  const first = findMember(bytes, start + 1, name);
  const second = first < 0 ? first : findMember(bytes, valueEnd(bytes, memberValue(bytes, first)), name);
  return second < 0 ? undefined : second;
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

  /** The offset of a member of the root. */
  memberAt(step: string | number): number | undefined {
    return this.members.get(String(step));
  }

  /** The offset of an item of the list at an offset. */
  itemAt(listOffset: number, step: string | number): number | undefined {
    return typeof step === 'number' ? this.items.get(listOffset)?.[step] : undefined;
  }
}

/**
 * Finds the values of a valid JSON text by their paths. It remembers the way to the value that it found last: findings
 * come subject by subject, and their paths begin alike.
 */
export class Offsets {
  private readonly bytes: Buffer;
  private readonly landmarks: Landmarks;
  private readonly steps: (string | number)[] = [];
  /** Where the root stands, and then the value after each step of `steps`. */
  private readonly offsets: number[];
  /** For each depth and step, where that step was found last: the start of the container, and then of the value. */
  private readonly found: Map<string | number, readonly [container: number, value: number]>[] = [];
  /** For each depth, what was found there last: findings about a wide object or a long list come in its order. */
  private readonly last: Passed[] = [];

  constructor(bytes: Buffer, landmarks: Landmarks) {
    this.bytes = bytes;
    this.landmarks = landmarks;
    this.offsets = [skipSpace(bytes, 0)];
  }

  /** The offset of the value at a path, or of its nearest ancestor that is there. */
  at(path: Path): number {
    const { steps, offsets } = this;
    let known = 0;
    while (known < steps.length && known < path.length && steps[known] === path[known]) known++;
    steps.length = known;
    offsets.length = known + 1;
    for (let i = known; i < path.length; i++) {
      const step = path[i] as string | number;
      const found = this.child(i, offsets[i] as number, step);
      if (found < 0) break;
      steps.push(step);
      offsets.push(found);
    }
    return offsets[offsets.length - 1] as number;
  }

  private child(depth: number, start: number, step: string | number): number {
    const { bytes, landmarks } = this;
    const noted = depth === 0 ? landmarks.memberAt(step) : depth === 1 ? landmarks.itemAt(start, step) : undefined;
    if (noted !== undefined) return noted;
    if (this.found[depth] === undefined) this.found[depth] = new Map();
    const known = this.found[depth] as (typeof this.found)[number];
    const before = known.get(step);
    if (before?.[0] === start) return before[1];
    if (before !== undefined && isRepeated(bytes, before[0], before[1], start)) return start + before[1] - before[0];
    const value = this.search(depth, start, step);
    if (value >= 0) known.set(step, [start, value]);
    return value;
  }

  private search(depth: number, start: number, step: string | number): number {
    const { bytes } = this;
    const last = this.last[depth];
    const passed = last?.container === start ? last : undefined;
    if (bytes[start] === BYTE.openObject) return this.searchObject(depth, start, String(step), passed);
    if (bytes[start] !== BYTE.openList || typeof step !== 'number') return -1;
    const [from, index] = passed !== undefined && passed.index <= step ? [passed.value, passed.index] : [start + 1, 0];
    const value = findItem(bytes, from, step - index);
    if (value >= 0) this.last[depth] = { container: start, value, index: step };
    return value;
  }

  private searchObject(depth: number, start: number, name: string, passed: Passed | undefined): number {
    const { bytes } = this;
    const further = passed === undefined ? -1 : findMember(bytes, valueEnd(bytes, passed.value), name);
    const key = further >= 0 ? further : findMember(bytes, start + 1, name);
    if (key < 0) return key;
    const value = memberValue(bytes, key);
    this.last[depth] = { container: start, value, index: 0 };
    return value;
  }
}

/** The offset of the value at a path of the valid JSON value that stands at `start`, or of its nearest ancestor that is there. */
export function offsetAt(bytes: Buffer, start: number, path: Path): number {
  let at = start;
  for (const step of path) {
    const next = childOf(bytes, at, step);
    if (next < 0) break;
    at = next;
  }
  return at;
}

function childOf(bytes: Buffer, start: number, step: string | number): number {
  if (bytes[start] === BYTE.openList) return typeof step === 'number' ? findItem(bytes, start + 1, step) : -1;
  if (bytes[start] !== BYTE.openObject) return -1;
  const key = findMember(bytes, start + 1, String(step));
  return key < 0 ? key : memberValue(bytes, key);
}

/** A value that was found in a container: the next one is looked for from there on. */
interface Passed {
  readonly container: number;
  readonly value: number;
  readonly index: number;
}

/** Comparing more costs more than looking for the value from where the last one was found. */
const LONGEST_REPEATED = 4096;

/** Whether what stands from one offset up to a value stands at `at` again, with a value after it. */
function isRepeated(bytes: Buffer, from: number, to: number, at: number): boolean {
  if (to - from > LONGEST_REPEATED) return false;
  const shift = at - from;
  const next = bytes[to + shift] ?? 0;
  if (next <= 32 || next === BYTE.closeList) return false;
  for (let i = from; i < to; i++) if (bytes[i] !== bytes[i + shift]) return false;
  return true;
}

/** The offset of the next key of that name in an object, from a place between two members on; -1 when there is none. */
function findMember(bytes: Buffer, from: number, name: string): number {
  for (let at = skipSpace(bytes, from); ; ) {
    if (bytes[at] === BYTE.comma) at = skipSpace(bytes, at + 1);
    if (bytes[at] !== BYTE.quote) return -1;
    const end = stringEnd(bytes, at);
    if (isKey(bytes, at + 1, end - 1, name)) return at;
    at = skipSpace(bytes, valueEnd(bytes, skipSpace(bytes, skipSpace(bytes, end) + 1)));
  }
}

function memberValue(bytes: Buffer, key: number): number {
  return skipSpace(bytes, skipSpace(bytes, stringEnd(bytes, key)) + 1);
}

function findItem(bytes: Buffer, from: number, index: number): number {
  let at = skipSpace(bytes, from);
  for (let i = 0; i < index && at < bytes.length && bytes[at] !== BYTE.closeList; i++) {
    at = skipSpace(bytes, valueEnd(bytes, at));
    if (bytes[at] === BYTE.comma) at = skipSpace(bytes, at + 1);
  }
  return at >= bytes.length || bytes[at] === BYTE.closeList ? -1 : at;
}

/** Keys are compared character by character; only one with an escape, or beyond ASCII, has to be decoded. */
function isKey(bytes: Buffer, start: number, end: number, name: string): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte === BYTE.backslash || byte >= 0x80) return JSON.parse(`"${bytes.toString('utf8', start, end)}"`) === name;
    if (byte !== name.charCodeAt(i - start)) return false;
  }
  return end - start === name.length;
}

/** The next offset that holds no white space. */
export function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] as number) <= 32) at++;
  return at;
}

/** The end of the string that opens at an offset. */
export function stringEnd(bytes: Buffer, offset: number): number {
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
