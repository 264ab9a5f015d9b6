import { isAscii } from 'node:buffer';
import type { SourcePosition } from '../../engine/types.ts';

/** Bytes between two remembered counts of code units. */
const BLOCK = 4096;

/** Lines and columns of byte offsets in one UTF-8 text. What it takes is counted once, on first use. */
export class Positions {
  private readonly file: string;
  private readonly utf8: Buffer;
  private lines: Int32Array | undefined;
  private units: Int32Array | undefined;

  constructor(file: string, utf8: Buffer) {
    this.file = file;
    this.utf8 = utf8;
  }

  /** Both from 1; the column counts UTF-16 code units. */
  at(offset: number): SourcePosition {
    this.lines ??= lineStarts(this.utf8);
    const line = lastAtMost(this.lines, offset);
    const column = this.unitsBefore(offset) - this.unitsBefore(this.lines[line] as number) + 1;
    return { file: this.file, line: line + 1, column };
  }

  private unitsBefore(offset: number): number {
    this.units ??= isAscii(this.utf8) ? new Int32Array(0) : unitsByBlock(this.utf8);
    if (this.units.length === 0) return offset;
    const block = Math.floor(offset / BLOCK);
    return (this.units[block] as number) + unitsIn(this.utf8, block * BLOCK, offset);
  }
}

function lineStarts(utf8: Buffer): Int32Array {
  const starts = [0];
  for (let at = utf8.indexOf(10); at >= 0; at = utf8.indexOf(10, at + 1)) starts.push(at + 1);
  return Int32Array.from(starts);
}

function lastAtMost(starts: Int32Array, offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function unitsByBlock(utf8: Buffer): Int32Array {
  const units = new Int32Array(Math.floor(utf8.length / BLOCK) + 1);
  for (let block = 1; block < units.length; block++)
    units[block] = (units[block - 1] as number) + unitsIn(utf8, (block - 1) * BLOCK, block * BLOCK);
  return units;
}

/** Every character counts at its first byte; one of four bytes is two code units. */
function unitsIn(utf8: Buffer, start: number, end: number): number {
  let units = 0;
  for (let at = start; at < end; at++) {
    const byte = utf8[at] as number;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
