import { mixed } from './tables.ts';

/** Why a text is no JSON. `offset` counts bytes from the start of the text. */
export class JsonError extends Error {
  readonly offset: number;
  readonly code: 'syntax' | 'duplicate-key' | 'too-deep';
  constructor(offset: number, message: string, code: JsonError['code'] = 'syntax') {
    super(message);
    this.offset = offset;
    this.code = code;
  }
}

/** How deep JSON may nest. Terraform and Kubernetes stay below 60. */
export const MAX_DEPTH = 200;

/** The bytes that JSON's grammar is made of. */
export const BYTE = {
  quote: 34,
  comma: 44,
  colon: 58,
  openList: 91,
  backslash: 92,
  closeList: 93,
  openObject: 123,
  closeObject: 125,
} as const;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Walks the tokens of a JSON text in UTF-8. `at` is the next byte; `start`, `length`, `hash` describe the last scalar. */
export class Scanner {
  readonly bytes: Buffer;
  readonly end: number;
  at = 0;
  start = 0;
  length = 0;
  hash = 0;
  escaped = false;
  private ascii = true;
  private readonly view: DataView;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.end = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Skip white space; the byte that stands next, or 0 at the end. */
  next(): number {
    const { bytes, end } = this;
    while (this.at < end) {
      const byte = bytes[this.at] as number;
      if (byte > 32 || (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9)) return byte;
      this.at++;
    }
    return 0;
  }

  /** Scan a string from its opening quote; afterwards `start` and `length` are its content. */
  string(): void {
    const { bytes, end } = this;
    const start = this.at + 1;
    let at = start;
    let hash = 0x811c9dc5;
    let escaped = false;
    let union = 0;
    for (;;) {
      if (at >= end) throw new JsonError(start - 1, 'this string is never closed');
      const byte = bytes[at] as number;
      if (byte === BYTE.quote) break;
      if (byte < 32)
        throw new JsonError(at, 'a string holds a raw control character; write it as an escape (\\n, \\t, \\u0000)');
      hash = Math.imul(hash ^ byte, 0x01000193);
      union |= byte;
      at++;
      if (byte !== BYTE.backslash) continue;
      escaped = true;
      if (at >= end || (bytes[at] as number) < 32) continue;
      union |= bytes[at] as number;
      hash = Math.imul(hash ^ (bytes[at++] as number), 0x01000193);
    }
    this.start = start;
    this.length = at - start;
    this.hash = mixed(hash);
    this.escaped = escaped;
    this.ascii = union < 0x80;
    this.at = at + 1;
  }

  /** Scan a number. Its text is checked by {@link numberText}, once for each distinct text. */
  number(): void {
    const { bytes, end } = this;
    const start = this.at;
    let at = start;
    let hash = 0;
    while (at < end && isNumberByte(bytes[at] as number)) hash = Math.imul(hash ^ (bytes[at++] as number), 0x01000193);
    if (at === start) throw new JsonError(start, `expected a value, found ${this.shown(start)}`);
    this.start = start;
    this.length = at - start;
    this.hash = mixed(hash);
    this.at = at;
  }

  /** Scan whatever stands here and is no container, and check it. */
  scalar(): void {
    const byte = this.at < this.end ? this.bytes[this.at] : 0;
    if (byte === BYTE.quote) {
      this.string();
      if (this.escaped) this.stringText();
    } else if (byte === 110) this.literal('null');
    else if (byte === 116) this.literal('true');
    else if (byte === 102) this.literal('false');
    else {
      this.number();
      this.numberText();
    }
  }

  stringText(): string {
    const { start, length, escaped, bytes } = this;
    const text = bytes.toString(this.ascii ? 'latin1' : 'utf8', start, start + length);
    if (!escaped) return text;
    try {
      return JSON.parse(`"${text}"`) as string;
    } catch {
      throw new JsonError(start, `the string has an escape that JSON does not know: ${text.slice(0, 40)}`);
    }
  }

  numberText(): number {
    const text = this.bytes.toString('latin1', this.start, this.start + this.length);
    if (!NUMBER.test(text)) throw new JsonError(this.start, `${text.slice(0, 40)} is not a number that JSON knows`);
    return Number(text);
  }

  /** Scan `null`, `true` or `false`. */
  literal(word: string): void {
    if (this.bytes.toString('latin1', this.at, this.at + word.length) !== word)
      throw new JsonError(this.at, `expected a value, found ${this.shown(this.at)}`);
    this.at += word.length;
  }

  /** The first offset from `from` up to `to` whose byte differs from the byte `shift` further on; `to` when none does. */
  mismatch(from: number, to: number, shift: number): number {
    const { view, bytes } = this;
    const limit = Math.min(to, this.end - shift);
    let at = from;
    while (at + 4 <= limit && view.getInt32(at, true) === view.getInt32(at + shift, true)) at += 4;
    while (at < limit && bytes[at] === bytes[at + shift]) at++;
    return at;
  }

  /** What stands at an offset, for a message. */
  shown(offset: number): string {
    if (offset >= this.end) return 'the end of the file';
    const line = this.bytes.toString('utf8', offset, offset + 24).split('\n', 1)[0] ?? '';
    return line.trim() === '' ? 'the end of the line' : JSON.stringify(line);
  }
}

/** Whether a byte can be part of a number: digits, sign, point, exponent. */
export function isNumberByte(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || byte === 45 || byte === 46 || byte === 43 || byte === 101 || byte === 69;
}
