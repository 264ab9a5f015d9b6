import type { Value } from '../../engine/types.ts';
import { setField } from '../fields.ts';

/** Longer or deeper expressions stay as they are written: nobody has to read them to see that they are not literals. */
const LONGEST = 200_000;
const DEEPEST = 40;

/** Functions that give their argument back in another clothing. */
const TRANSPARENT = new Set(['toset', 'tolist', 'tomap', 'tostring', 'nonsensitive', 'sensitive']);
const ENCODING = new Set(['jsonencode', 'yamlencode']);
/** Functions of texts that are written out, and their value. Undefined when an argument is none that they take. */
const OF_TEXTS: Readonly<Record<string, (values: readonly Value[]) => string | undefined>> = {
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
  return typeof value === 'string' ? /[$%]\{/.test(value) : Array.isArray(value) && value.some(isOpen);
}

/**
 * What an HCL expression is when it can be read without running Terraform: literals, lists, objects, and the functions
 * that only wrap or encode them. References inside stay references (`${…}`). Undefined when it is none of these.
 */
export function literalOf(expression: string): Value | undefined {
  if (expression.length > LONGEST) return undefined;
  try {
    const reader = new Reader(expression);
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
  private at = 0;

  constructor(text: string) {
    this.text = text;
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
    return scalar(this.raw());
  }

  private call(name: string, depth: number): Value {
    this.expect('(');
    const argument = this.value(depth + 1);
    this.skip();
    this.expect(')');
    return ENCODING.has(name) ? JSON.stringify(argument) : argument;
  }

  /** What a function makes of texts that are written out; undefined when one of its arguments is open. */
  private made(name: string, depth: number): string | undefined {
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
    for (this.skip(); this.text[this.at] !== ']'; this.skip()) {
      if (/^for\b/.test(this.text.slice(this.at, this.at + 4))) throw new NotReadable();
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

  /** Everything up to where this expression ends: a comma, a line's end or a bracket that it did not open. */
  private raw(): string {
    const start = this.at;
    for (let open = 0; this.at < this.text.length; ) {
      const char = this.text[this.at] ?? '';
      if (char === '"') this.string();
      else if ('([{'.includes(char)) open += 1;
      else if (')]}'.includes(char) && open-- === 0) break;
      else if (open === 0 && (char === ',' || char === '\n' || this.isComment())) break;
      if (char !== '"') this.at += 1;
    }
    const raw = this.text.slice(start, this.at).trim();
    if (raw === '' || raw.includes('<<')) throw new NotReadable();
    return raw;
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
