import type { Path } from '../../engine/types.ts';
import { BYTE, Scanner } from './scanner.ts';

/** Offsets of the keys of that name in the object that opens at `start`, in order. The text up to there is valid JSON. */
export function keyOffsets(bytes: Buffer, start: number, name: string): readonly number[] {
  const offsets: number[] = [];
  eachMember(new Scanner(bytes), start, (member) => {
    if (member.key() === name) offsets.push(member.keyOffset);
    return false;
  });
  return offsets;
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
  const scan = new Scanner(bytes);
  scan.next();
  const near = landmarks.nearest(path);
  let offset = near?.offset ?? scan.at;
  for (const step of path.slice(near?.steps ?? 0)) {
    const found = childOffset(scan, offset, step);
    if (found === undefined) break;
    offset = found;
  }
  return offset;
}

function childOffset(scan: Scanner, start: number, step: string | number): number | undefined {
  let found: number | undefined;
  let index = 0;
  eachMember(scan, start, (member) => {
    if (member.isItem ? index++ === step : member.key() === step) found = member.valueOffset;
    return found !== undefined;
  });
  return found;
}

interface Member {
  readonly isItem: boolean;
  readonly key: () => string;
  readonly keyOffset: number;
  readonly valueOffset: number;
}

/** Visit the members of a container of valid JSON, until the visitor has found what it wants. Values are skipped, not read. */
function eachMember(scan: Scanner, start: number, found: (member: Member) => boolean): void {
  const opening = scan.bytes[start];
  if (opening !== BYTE.openObject && opening !== BYTE.openList) return;
  const isItem = opening === BYTE.openList;
  scan.at = start + 1;
  for (let byte = scan.next(); byte !== 0 && byte !== BYTE.closeObject && byte !== BYTE.closeList; byte = scan.next()) {
    if (byte === BYTE.comma) {
      scan.at++;
      continue;
    }
    const keyOffset = scan.at;
    if (!isItem) skipKey(scan);
    const valueOffset = scan.at;
    if (found({ isItem, key: () => keyText(scan.bytes, keyOffset), keyOffset, valueOffset })) return;
    scan.at = valueEnd(scan.bytes, valueOffset);
  }
}

function skipKey(scan: Scanner): void {
  scan.at = stringEnd(scan.bytes, scan.at);
  scan.next();
  scan.at++;
  scan.next();
}

function keyText(bytes: Buffer, offset: number): string {
  return JSON.parse(bytes.toString('utf8', offset, stringEnd(bytes, offset))) as string;
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
