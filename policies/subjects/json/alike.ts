import { BYTE, isNumberByte, type Scanner } from './scanner.ts';

/** A record that was read before, with the place of every scalar in it, in the order of the text. */
export interface Shape {
  readonly start: number;
  readonly end: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** How many shapes are remembered at a time. */
const KEPT = 16;
const COMPARED = 256;

/** The shapes of a list's records that were seen last. */
export class Shapes<Kind extends Shape> {
  private readonly scan: Scanner;
  private readonly kept: Kind[] = [];
  private next = 0;
  /** Records come in the order of their kinds: what followed a shape once mostly follows it again. */
  private readonly following = new Map<Kind, Kind>();
  private before: Kind | undefined;

  constructor(scan: Scanner) {
    this.scan = scan;
  }

  keep(shape: Kind): void {
    if (this.kept.length < KEPT) this.kept.push(shape);
    else {
      this.following.clear();
      this.kept[this.next++ % KEPT] = shape;
    }
    this.take(shape);
  }

  /**
   * The shape of the record at hand, with the scanner after the record; undefined, with the scanner anywhere, when it is like
   * none. `begin` is told which shape is tried next, `changed` as in {@link isLike}.
   */
  match(start: number, begin: (shape: Kind) => void, changed: (scalar: number) => void): Kind | undefined {
    const guess = this.before && this.following.get(this.before);
    if (guess !== undefined && this.is(guess, start, begin, changed)) return this.take(guess);
    const closest = this.closest(start);
    if (closest === undefined || closest === guess || !this.is(closest, start, begin, changed)) return undefined;
    return this.take(closest);
  }

  private is(shape: Kind, start: number, begin: (shape: Kind) => void, changed: (scalar: number) => void): boolean {
    begin(shape);
    return isLike(this.scan, shape, start, changed);
  }

  private take(shape: Kind): Kind {
    if (this.before !== undefined) this.following.set(this.before, shape);
    this.before = shape;
    return shape;
  }

  /** The shape that shares the longest beginning with the text at an offset. */
  private closest(start: number): Kind | undefined {
    let best: Kind | undefined;
    let longest = 4;
    for (const shape of this.kept) {
      const limit = Math.min(shape.end, shape.start + COMPARED);
      const shared = this.scan.mismatch(shape.start, limit, start - shape.start) - shape.start;
      if (shared <= longest) continue;
      best = shape;
      longest = shared;
    }
    return best;
  }
}

/**
 * Whether the text at `start` differs from a shape in nothing but scalars. `changed` reads each scalar that differs, with
 * the scanner at its start, and leaves the scanner at its end; so does the whole, when the answer is yes.
 */
function isLike(scan: Scanner, shape: Shape, start: number, changed: (scalar: number) => void): boolean {
  const { starts, ends, end } = shape;
  let shift = start - shape.start;
  let i = 0;
  for (let at = scan.mismatch(shape.start, end, shift); at < end; ) {
    while (i < ends.length && isBefore(scan, ends[i] as number, at)) i++;
    if (i >= starts.length || at < (starts[i] as number)) return false;
    scan.at = (starts[i] as number) + shift;
    const byte = scan.next();
    // Where a shape has the first item of a list, an empty list has its end.
    if (byte === BYTE.openObject || byte === BYTE.openList || byte === BYTE.closeList) return false;
    changed(i);
    shift = scan.at - (ends[i] as number);
    at = scan.mismatch(ends[i] as number, end, shift);
    i++;
  }
  scan.at = end + shift;
  return true;
}

/** A number's end is not marked by a byte of its own: `1` and `12` first differ after the end of `1`. */
function isBefore(scan: Scanner, end: number, at: number): boolean {
  return end < at || (end === at && !isNumberByte(scan.bytes[at - 1] as number));
}
