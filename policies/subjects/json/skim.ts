import { BYTE, isNumberByte, JsonError, MAX_DEPTH, type Scanner } from './scanner.ts';

/** A list item that was checked before, with the place of every scalar in it. */
interface Shape {
  readonly start: number;
  readonly end: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const KEPT = 16;
const COMPARED = 256;

/** Checks JSON without making values. Items of a list that look like one seen before are compared with it. */
export class Skimmer {
  private readonly scan: Scanner;
  private readonly shapes: Shape[] = [];
  /** Begins and ends of the text that is no repetition: items seen for the first time, and what others do not share with them. */
  private readonly news: number[] = [];
  private next = 0;
  private depth: number;
  private starts: number[] = [];
  private ends: number[] = [];

  constructor(scan: Scanner, depth: number) {
    this.scan = scan;
    this.depth = depth;
  }

  /** Check the list at hand. @throws JsonError */
  list(): void {
    const { scan } = this;
    scan.at++;
    if (scan.next() === BYTE.closeList) {
      scan.at++;
      return;
    }
    for (;;) {
      scan.next();
      this.item();
      const byte = scan.next();
      scan.at++;
      if (byte === BYTE.closeList) return;
      if (byte !== BYTE.comma)
        throw new JsonError(
          scan.at - 1,
          `expected "," or "]" after an item of the list, found ${scan.shown(scan.at - 1)}`,
        );
    }
  }

  /** Every key and scalar of the checked list at least once, in a fraction of its length. */
  digest(): Buffer {
    const { news, scan } = this;
    let length = 0;
    for (let i = 0; i < news.length; i += 2) length += (news[i + 1] as number) - (news[i] as number) + 1;
    const digest = Buffer.alloc(length, BYTE.comma);
    for (let i = 0, to = 0; i < news.length; i += 2, to++) {
      const end = news[i + 1] as number;
      let at = news[i] as number;
      if (end - at > 64) to += scan.bytes.copy(digest, to, at, end);
      else while (at < end) digest[to++] = scan.bytes[at++] as number;
    }
    return digest;
  }

  private item(): void {
    const start = this.scan.at;
    const shape = this.closest(start);
    if (shape !== undefined && this.matches(shape, start)) return;
    this.scan.at = start;
    this.starts = [];
    this.ends = [];
    this.value();
    this.news.push(start, this.scan.at);
    const learnt = { start, end: this.scan.at, starts: this.starts, ends: this.ends };
    if (this.shapes.length < KEPT) this.shapes.push(learnt);
    else this.shapes[this.next++ % KEPT] = learnt;
  }

  private closest(start: number): Shape | undefined {
    let best: Shape | undefined;
    let longest = 4;
    for (const shape of this.shapes) {
      const shared =
        this.scan.mismatch(shape.start, Math.min(shape.end, shape.start + COMPARED), start - shape.start) - shape.start;
      if (shared <= longest) continue;
      best = shape;
      longest = shared;
    }
    return best;
  }

  /** Whether the text differs from a shape in nothing but scalars. Leaves the scanner at its end. */
  private matches(shape: Shape, start: number): boolean {
    const { scan } = this;
    const { starts, ends, end } = shape;
    let shift = start - shape.start;
    let i = 0;
    for (let at = scan.mismatch(shape.start, end, shift); at < end; ) {
      while (i < ends.length && this.isBefore(ends[i] as number, at)) i++;
      if (i >= starts.length || at < (starts[i] as number)) return false;
      scan.at = (starts[i] as number) + shift;
      const byte = scan.next();
      // Where a shape has the first item of a list, an empty list has its end.
      if (isContainer(byte) || byte === BYTE.closeList) return false;
      const changed = scan.at;
      this.scalar();
      this.news.push(changed, scan.at);
      shift = scan.at - (ends[i] as number);
      at = scan.mismatch(ends[i] as number, end, shift);
      i++;
    }
    scan.at = end + shift;
    return true;
  }

  /** A number's end is not marked by a byte of its own. */
  private isBefore(end: number, at: number): boolean {
    return end < at || (end === at && !isNumberByte(this.scan.bytes[at - 1] as number));
  }

  private value(): void {
    const { scan } = this;
    const byte = scan.next();
    if (isContainer(byte)) {
      if (++this.depth > MAX_DEPTH)
        throw new JsonError(scan.at, `the document nests deeper than ${MAX_DEPTH} levels`, 'too-deep');
      if (byte === BYTE.openObject) this.object();
      else this.items();
      this.depth--;
      return;
    }
    this.starts.push(scan.at);
    this.scalar();
    this.ends.push(scan.at);
  }

  private items(): void {
    const { scan } = this;
    scan.at++;
    if (scan.next() === BYTE.closeList) {
      scan.at++;
      return;
    }
    for (;;) {
      this.value();
      const byte = scan.next();
      scan.at++;
      if (byte === BYTE.closeList) return;
      if (byte !== BYTE.comma)
        throw new JsonError(
          scan.at - 1,
          `expected "," or "]" after an item of the list, found ${scan.shown(scan.at - 1)}`,
        );
    }
  }

  private object(): void {
    const { scan } = this;
    const keys = new Set<string>();
    scan.at++;
    if (scan.next() === BYTE.closeObject) {
      scan.at++;
      return;
    }
    for (;;) {
      this.key(keys);
      this.value();
      const byte = scan.next();
      scan.at++;
      if (byte === BYTE.closeObject) return;
      if (byte !== BYTE.comma)
        throw new JsonError(
          scan.at - 1,
          `expected "," or "}" after a value of the object, found ${scan.shown(scan.at - 1)}`,
        );
    }
  }

  private key(keys: Set<string>): void {
    const { scan } = this;
    if (scan.next() !== BYTE.quote)
      throw new JsonError(scan.at, `expected a key in double quotes, found ${scan.shown(scan.at)}`);
    const start = scan.at;
    scan.string();
    const key = scan.stringText();
    if (keys.has(key)) {
      const message = `the key ${JSON.stringify(key)} stands twice in this object; parsers disagree which one wins: keep one`;
      throw new JsonError(start, message, 'duplicate-key');
    }
    keys.add(key);
    if (scan.next() !== BYTE.colon)
      throw new JsonError(scan.at, `expected ":" after the key, found ${scan.shown(scan.at)}`);
    scan.at++;
  }

  private scalar(): void {
    const { scan } = this;
    const byte = scan.at < scan.end ? scan.bytes[scan.at] : 0;
    if (byte === BYTE.quote) {
      scan.string();
      if (scan.escaped) scan.stringText();
    } else if (byte === 110) scan.literal('null');
    else if (byte === 116) scan.literal('true');
    else if (byte === 102) scan.literal('false');
    else {
      scan.number();
      scan.numberText();
    }
  }
}

function isContainer(byte: number): boolean {
  return byte === BYTE.openObject || byte === BYTE.openList;
}
