import { type Shape, Shapes } from './alike.ts';
import { BYTE, JsonError, MAX_DEPTH, type Scanner } from './scanner.ts';

/** Checks JSON without making values. Items of a list that look like one seen before are compared with it. */
export class Skimmer {
  private readonly scan: Scanner;
  private readonly shapes: Shapes<Shape>;
  /** Begins and ends of the text that is no repetition: items seen for the first time, and what others do not share with them. */
  private readonly news: number[] = [];
  private depth: number;
  private starts: number[] = [];
  private ends: number[] = [];

  constructor(scan: Scanner, depth: number) {
    this.scan = scan;
    this.shapes = new Shapes(scan);
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
    const { news, scan } = this;
    const start = scan.at;
    const before = news.length;
    const begin = () => {
      news.length = before;
    };
    if (this.shapes.match(start, begin, this.changed) !== undefined) return;
    begin();
    scan.at = start;
    this.starts = [];
    this.ends = [];
    this.value();
    news.push(start, scan.at);
    this.shapes.keep({ start, end: scan.at, starts: Int32Array.from(this.starts), ends: Int32Array.from(this.ends) });
  }

  private readonly changed = (): void => {
    const start = this.scan.at;
    this.scan.scalar();
    this.news.push(start, this.scan.at);
  };

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
    scan.scalar();
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
}

function isContainer(byte: number): boolean {
  return byte === BYTE.openObject || byte === BYTE.openList;
}
