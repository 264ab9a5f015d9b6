import type { Path } from '../../engine/types.ts';
import { BYTE, Scanner } from './scanner.ts';

/** Offsets of the keys of that name in the object that opens at `start`, in order. The text up to there is valid JSON. */
export function keyOffsets(bytes: Buffer, start: number, name: string): readonly number[] {
  const offsets: number[] = [];
  for (const member of members(new Scanner(bytes), start)) if (member.key === name) offsets.push(member.keyOffset);
  return offsets;
}

/** Finds where paths of one valid JSON text stand. Containers that were walked once are remembered. */
export class Offsets {
  private readonly scan: Scanner;
  private readonly known = new Map<number, ReadonlyMap<string | number, number>>();

  constructor(bytes: Buffer) {
    this.scan = new Scanner(bytes);
  }

  /** The offset of the value at a path, or of its nearest ancestor that is there. */
  of(path: Path): number {
    this.scan.at = 0;
    this.scan.next();
    let offset = this.scan.at;
    for (const step of path) {
      const found = this.children(offset).get(step);
      if (found === undefined) break;
      offset = found;
    }
    return offset;
  }

  private children(start: number): ReadonlyMap<string | number, number> {
    const known = this.known.get(start);
    if (known !== undefined) return known;
    const children = new Map<string | number, number>();
    const opening = this.scan.bytes[start];
    if (opening === BYTE.openObject || opening === BYTE.openList)
      for (const { key, valueOffset } of members(this.scan, start)) children.set(key ?? children.size, valueOffset);
    this.known.set(start, children);
    return children;
  }
}

interface Member {
  readonly key: string | undefined;
  readonly keyOffset: number;
  readonly valueOffset: number;
}

/** The members of a container of valid JSON; the values themselves are skipped, not read. */
function* members(scan: Scanner, start: number): Generator<Member> {
  const isObject = scan.bytes[start] === BYTE.openObject;
  scan.at = start + 1;
  while (scan.next() !== 0 && scan.next() !== BYTE.closeObject && scan.next() !== BYTE.closeList) {
    const keyOffset = scan.at;
    const key = isObject ? keyAt(scan) : undefined;
    const valueOffset = scan.at;
    yield { key, keyOffset, valueOffset };
    scan.at = valueOffset;
    skipValue(scan);
    if (scan.next() === BYTE.comma) scan.at++;
  }
}

function keyAt(scan: Scanner): string {
  scan.string();
  const key = scan.stringText();
  scan.next();
  scan.at++;
  scan.next();
  return key;
}

/** Skip a value by its brackets alone: everything that matters was checked when the text was read. */
function skipValue(scan: Scanner): void {
  let depth = 0;
  do {
    const byte = scan.next();
    if (byte === 0) return;
    if (byte === BYTE.quote) scan.string();
    else {
      if (byte === BYTE.openObject || byte === BYTE.openList) depth++;
      else if (byte === BYTE.closeObject || byte === BYTE.closeList) depth--;
      else if (byte !== BYTE.comma && byte !== BYTE.colon) skipScalar(scan);
      if (isPunctuation(byte)) scan.at++;
    }
  } while (depth > 0);
}

function skipScalar(scan: Scanner): void {
  const { bytes, end } = scan;
  while (scan.at < end && !isPunctuation(bytes[scan.at] as number) && (bytes[scan.at] as number) > 32) scan.at++;
}

function isPunctuation(byte: number): boolean {
  return (
    byte === BYTE.comma || byte === BYTE.colon || (byte | 32) === BYTE.openObject || (byte | 32) === BYTE.closeObject
  );
}
