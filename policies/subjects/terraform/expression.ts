import type { Value } from '../../engine/types.ts';
import { isFields, isList, setField } from '../fields.ts';

/** Longer or deeper expressions stay as they are written: nobody has to read them to see that they are not literals. */
const LONGEST = 200_000;
const DEEPEST = 40;

/** Functions that give their argument back in another clothing. */
const TRANSPARENT = new Set(['toset', 'tolist', 'tomap', 'tostring', 'nonsensitive', 'sensitive']);
const ENCODING = new Set(['jsonencode', 'yamlencode']);
/** Functions of texts that are written out, and their value. Undefined when an argument is none that they take. */
const OF_TEXTS: Readonly<Record<string, (values: readonly Value[]) => Value | undefined>> = {
  cidrsubnet: ([prefix, bits, number]) => ipv4Subnet(prefix, bits, number),
  concat: (lists) => (lists.every((list) => Array.isArray(list)) ? lists.flat() : undefined),
  merge: (maps) => (maps.every(isFields) ? Object.assign({}, ...maps) : undefined),
  base64decode: ([text]) => (typeof text === 'string' ? Buffer.from(text, 'base64').toString('utf8') : undefined),
  format: ([pattern, ...values]) => formatted(pattern, values),
  join: ([glue, list]) => (typeof glue === 'string' && isTexts(list) ? list.join(glue) : undefined),
  lower: ([text]) => (typeof text === 'string' ? text.toLowerCase() : undefined),
  replace: ([text, from, to]) =>
    typeof text === 'string' && typeof from === 'string' && typeof to === 'string' && !/^\/.*\/$/.test(from)
      ? text.replaceAll(from, to)
      : undefined,
  strrev: ([text]) => (typeof text === 'string' ? [...text].reverse().join('') : undefined),
  upper: ([text]) => (typeof text === 'string' ? text.toUpperCase() : undefined),
};

/** `cidrsubnet("10.0.0.0/16", 4, 2)`, for IPv4. */
function ipv4Subnet(prefix: Value | undefined, bits: Value | undefined, number: Value | undefined): string | undefined {
  const [, address = '', length = ''] =
    /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(typeof prefix === 'string' ? prefix : '') ?? [];
  if (address === '' || typeof bits !== 'number' || typeof number !== 'number') return undefined;
  const size = Number(length) + bits;
  if (size > 32 || number >= 2 ** bits) return undefined;
  const whole = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const start = whole - (whole % 2 ** (32 - Number(length))) + number * 2 ** (32 - size);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.')}/${size}`;
}

function isTexts(value: Value | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** `%s` and `%d` alone: whatever else a pattern asks for stays an expression. */
function formatted(pattern: Value | undefined, values: readonly Value[]): string | undefined {
  if (typeof pattern !== 'string' || /%(?![sd])/.test(pattern)) return undefined;
  if ((pattern.match(/%[sd]/g) ?? []).length !== values.length) return undefined;
  if (!values.every((value) => typeof value === 'string' || typeof value === 'number')) return undefined;
  let next = 0;
  return pattern.replace(/%[sd]/g, () => String(values[next++]));
}

function isOpen(value: Value): boolean {
  if (typeof value === 'string') return /[$%]\{/.test(value);
  if (isFields(value)) return Object.values(value).some(isOpen);
  return isList(value) && value.some(isOpen);
}

/** What the names mean that a `for` gives to each element. */
type Scope = ReadonlyMap<string, Value>;
const NO_SCOPE: Scope = new Map();
/** More elements than this stay an expression. */
const MOST_ELEMENTS = 1000;

/**
 * What an HCL expression is when it can be read without running Terraform: literals, lists, objects, and the functions
 * that only wrap or encode them. References inside stay references (`${…}`), but what a `for` goes through is resolved.
 * Undefined when it is none of these.
 */
export function literalOf(expression: string, resolved: (value: Value) => Value = (value) => value): Value | undefined {
  if (expression.length > LONGEST) return undefined;
  try {
    const reader = new Reader(expression, resolved);
    const value = reader.value(0);
    return reader.isAtEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof NotReadable) return undefined;
    throw error;
  }
}

class NotReadable extends Error {}

class Reader {
  private readonly text: string;
  private readonly resolved: (value: Value) => Value;
  private scope: Scope = NO_SCOPE;
  /** How many `for`s are being read: in them other signs end an expression. */
  private loops = 0;
  private at = 0;

  constructor(text: string, resolved: (value: Value) => Value) {
    this.text = text;
    this.resolved = resolved;
  }

  isAtEnd(): boolean {
    this.skip();
    return this.at === this.text.length;
  }

  value(depth: number): Value {
    if (depth > DEEPEST) throw new NotReadable();
    this.skip();
    const char = this.text[this.at];
    if (char === '{') return this.object(depth);
    if (char === '[') return this.list(depth);
    const start = this.at;
    const word = this.match(/[A-Za-z_]\w*(?=\()/y);
    if (word !== undefined && (TRANSPARENT.has(word) || ENCODING.has(word))) return this.call(word, depth);
    const made = word !== undefined && Object.hasOwn(OF_TEXTS, word) ? this.made(word, depth) : undefined;
    if (made !== undefined) return made;
    this.at = start;
    return this.named(scalar(this.raw()));
  }

  /** A literal or reference, with the names that a `for` gives filled in. */
  private named(value: Value): Value {
    if (this.scope === NO_SCOPE || typeof value !== 'string') return value;
    const whole = /^\$\{([A-Za-z_]\w*)((?:\.[\w-]+)*)\}$/.exec(value);
    if (whole !== null) return this.member(whole[1] ?? '', whole[2] ?? '') ?? value;
    return value.replace(/\$\{([A-Za-z_]\w*)((?:\.[\w-]+)*)\}/g, (written, name: string, steps: string) => {
      const found = this.member(name, steps);
      return typeof found === 'string' || typeof found === 'number' ? String(found) : written;
    });
  }

  private member(name: string, steps: string): Value | undefined {
    let value = this.scope.get(name);
    for (const step of steps.split('.').slice(1))
      value = isFields(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    return value;
  }

  /**
   * What a `for` makes of each element; `read` reads one result behind the colon. A condition is not asked: what it would
   * leave out is judged as well.
   */
  private forEach(depth: number, read: () => void): void {
    const names = /^for\s+(\w+)(?:\s*,\s*(\w+))?\s+in\s/.exec(this.text.slice(this.at, this.at + 200));
    if (names === null) throw new NotReadable();
    this.at += names[0].length;
    this.loops += 1;
    const entries = elementsOf(this.resolved(this.value(depth + 1)));
    this.skip();
    this.expect(':');
    const [around, body] = [this.scope, this.at];
    for (const [key, value] of entries) {
      this.at = body;
      const own: [string, Value][] =
        names[2] === undefined
          ? [[names[1] ?? '', value]]
          : [
              [names[1] ?? '', key],
              [names[2], value],
            ];
      this.scope = new Map([...around, ...own]);
      read();
    }
    this.scope = around;
    this.skip();
    if (this.match(/if\b/y) !== undefined) this.raw();
    this.loops -= 1;
  }

  private call(name: string, depth: number): Value {
    this.expect('(');
    const argument = this.value(depth + 1);
    this.skip();
    this.expect(')');
    return ENCODING.has(name) ? JSON.stringify(argument) : argument;
  }

  /** What a function makes of texts that are written out; undefined when one of its arguments is open. */
  private made(name: string, depth: number): Value | undefined {
    try {
      this.expect('(');
      const values: Value[] = [];
      for (this.skip(); this.text[this.at] !== ')'; this.skip()) {
        values.push(this.value(depth + 1));
        this.skip();
        if (this.text[this.at] === ',') this.at += 1;
        else if (this.text[this.at] !== ')') return undefined;
      }
      this.at += 1;
      return values.some(isOpen) ? undefined : OF_TEXTS[name]?.(values);
    } catch (error) {
      if (error instanceof NotReadable) return undefined;
      throw error;
    }
  }

  private list(depth: number): Value {
    this.expect('[');
    const items: Value[] = [];
    this.skip();
    if (this.isFor()) this.forEach(depth, () => items.push(this.value(depth + 1)));
    for (this.skip(); this.text[this.at] !== ']'; this.skip()) {
      items.push(this.value(depth + 1));
      this.skip();
      if (this.text[this.at] === ',') this.at += 1;
      else if (this.text[this.at] !== ']') throw new NotReadable();
    }
    this.at += 1;
    return items;
  }

  private object(depth: number): Value {
    this.expect('{');
    const fields: Record<string, Value> = {};
    this.skip();
    if (this.isFor()) this.forEach(depth, () => this.entry(fields, depth));
    for (this.skip(); this.text[this.at] !== '}'; this.skip()) {
      const key = this.match(/"(?:[^"\\$]|\\.)*"|[A-Za-z_][\w-]*/y);
      if (key === undefined || key === 'for') throw new NotReadable();
      this.skip();
      if (this.match(/=(?![=>])|:/y) === undefined) throw new NotReadable();
      setField(fields, key.startsWith('"') ? unescaped(key) : key, this.value(depth + 1));
      this.skip();
      if (this.text[this.at] === ',') this.at += 1;
    }
    this.at += 1;
    return fields;
  }

  private isFor(): boolean {
    return /^for\s/.test(this.text.slice(this.at, this.at + 4));
  }

  /** `key => value`, behind the colon of a `for`. */
  private entry(fields: Record<string, Value>, depth: number): void {
    const key = this.value(depth + 1);
    this.skip();
    if (this.match(/=>/y) === undefined || (typeof key !== 'string' && typeof key !== 'number'))
      throw new NotReadable();
    setField(fields, String(key), this.value(depth + 1));
    this.match(/\.\.\./y);
  }

  /** Everything up to where this expression ends: a comma, a line's end or a bracket that it did not open. */
  private raw(): string {
    const start = this.at;
    for (let open = 0; this.at < this.text.length; ) {
      const char = this.text[this.at] ?? '';
      if (char === '"') this.string();
      else if ('([{'.includes(char)) open += 1;
      else if (')]}'.includes(char) && open-- === 0) break;
      else if (open === 0 && (char === ',' || char === '\n' || this.isComment() || this.endsPart())) break;
      if (char !== '"') this.at += 1;
    }
    const raw = this.text.slice(start, this.at).trim();
    if (raw === '' || raw.includes('<<')) throw new NotReadable();
    return raw;
  }

  /** In a `for`: the colon before the result, the arrow behind a key, the dots of a group, and the condition. */
  private endsPart(): boolean {
    return /^(?:=>|\.\.\.|:\s|if\s)/.test(this.text.slice(this.at, this.at + 3)) && this.loops > 0;
  }

  private isComment(): boolean {
    return this.text[this.at] === '#' || /^\/[/*]/.test(this.text.slice(this.at, this.at + 2));
  }

  /** A quoted string, whose templates may hold quoted strings. */
  private string(): void {
    this.at += 1;
    for (let braces = 0; this.at < this.text.length; this.at += 1) {
      const char = this.text[this.at];
      if (char === '\\') this.at += 1;
      else if ((char === '$' || char === '%') && this.text[this.at + 1] === '{') braces += 1;
      else if (braces > 0 && char === '}') braces -= 1;
      else if (braces === 0 && char === '"') {
        this.at += 1;
        return;
      }
    }
    throw new NotReadable();
  }

  private skip(): void {
    while (this.match(/\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y) !== undefined);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private expect(char: string): void {
    if (this.text[this.at] !== char) throw new NotReadable();
    this.at += 1;
  }
}

/** What a `for` goes through; a list or a map whose elements stand here. */
function elementsOf(value: Value): readonly (readonly [string | number, Value])[] {
  const entries = isFields(value) ? Object.entries(value) : isList(value) ? [...value.entries()] : undefined;
  if (entries === undefined || entries.length === 0 || entries.length > MOST_ELEMENTS) throw new NotReadable();
  return entries;
}

/** A literal, or the reference as it would be written inside a text. */
function scalar(raw: string): Value {
  if (/^-?\d+(?:\.\d+)?$/.test(raw)) return Number(raw);
  if (raw === 'true' || raw === 'false') return raw === 'true';
  if (raw === 'null') return null;
  return /^"(?:[^"\\]|\\.)*"$/.test(raw) ? unescaped(raw) : `\${${raw}}`;
}

function unescaped(quoted: string): string {
  try {
    return JSON.parse(quoted.replaceAll('\n', '\\n')) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}
