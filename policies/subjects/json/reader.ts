import type { Value } from '../../engine/types.ts';
import { setField } from '../fields.ts';
import { type Deferred, type Hints, Shortcuts } from './hints.ts';
import { Landmarks, secondKey } from './offsets.ts';
import { BYTE, isNumberByte, JsonError, MAX_DEPTH, Scanner } from './scanner.ts';
import { doubled, mixed, TextTable, TupleTable } from './tables.ts';
import { LONGEST_TEMPLATE, type Template, Templates } from './templates.ts';

/** Templates are looked up by place only this deep; below, the enclosing template leads. Bounds the work on hostile input. */
const LOOKUP_DEPTH = 12;

const NULL = 0;
const TRUE = 1;
const FALSE = 2;
const ROOT = 1;
const NO_KEY = -2;

/** Read a JSON text in UTF-8: as `JSON.parse` does, but equal subtrees become the very same object. @throws JsonError */
export function readValue(bytes: Buffer, hints: Hints = {}): Value {
  return readDocument(bytes, hints).value;
}

/** The same, with the landmarks that finding positions later starts from. @throws JsonError */
export function readDocument(
  bytes: Buffer,
  hints: Hints = {},
): { readonly value: Value; readonly landmarks: Landmarks } {
  const reader = new Reader(bytes, hints);
  return { value: reader.document(), landmarks: reader.landmarks };
}

/**
 * Reads a plan of ten thousand resources in a fraction of the memory that its text would take as objects. Each distinct
 * string, object and list has one number and is made once. What looks like something read before is compared with it
 * instead of being read.
 */
class Reader {
  readonly landmarks = new Landmarks();
  /** The list below the root that is being read from its first item on; -1 when it began like another one. */
  private listStart = -1;
  private readonly scan: Scanner;
  private readonly shortcuts: Shortcuts;
  private readonly values: Value[] = [null, true, false];
  private readonly texts: TextTable;
  private readonly numbers: TextTable;
  private readonly tuples = new TupleTable();
  private readonly templates = new Templates();
  /** Keys and values of the containers that are open, innermost last; parallel to it where each value stood. */
  private stack = new Int32Array(1 << 10);
  private starts = new Int32Array(1 << 10);
  private ends = new Int32Array(1 << 10);
  private readonly inner: (Template | undefined)[] = [];
  private top = 0;
  private depth = 0;
  /** The template of the value that was read last. */
  private last: Template | undefined;
  /** Whether something since the innermost open template did not fit its structure. */
  private misfit = false;
  private escapedKeys = false;
  private serial = 0;
  private stamps = new Int32Array(1 << 10);
  private readonly mismatch: Scanner['mismatch'];

  constructor(bytes: Buffer, hints: Hints) {
    this.scan = new Scanner(bytes);
    this.shortcuts = new Shortcuts(this.scan, hints);
    this.texts = new TextTable(bytes);
    this.numbers = new TextTable(bytes);
    this.mismatch = (from, to, shift) => this.scan.mismatch(from, to, shift);
  }

  document(): Value {
    const { scan } = this;
    scan.next();
    const id = this.value(ROOT);
    if (scan.next() !== 0 || scan.at < scan.end)
      throw new JsonError(scan.at, `the document ends before this; found ${scan.shown(scan.at)}`);
    return this.values[id] as Value;
  }

  /** Read the value at hand; `context` says where in the structure it stands. */
  private value(context: number): number {
    const { scan } = this;
    const byte = scan.at < scan.end ? (scan.bytes[scan.at] as number) : 0;
    this.last = undefined;
    if (byte === BYTE.quote) return this.string();
    if (byte === BYTE.openObject || byte === BYTE.openList) return this.container(context, byte);
    if (byte === 110) return this.word('null', NULL);
    if (byte === 116) return this.word('true', TRUE);
    return byte === 102 ? this.word('false', FALSE) : this.number();
  }

  private word(word: string, id: number): number {
    this.scan.literal(word);
    return id;
  }

  private string(): number {
    const { scan } = this;
    scan.string();
    const known = this.texts.find(scan.start, scan.length, scan.hash);
    return known >= 0 ? known : this.added(this.texts, scan.stringText());
  }

  private number(): number {
    const { scan } = this;
    scan.number();
    const known = this.numbers.find(scan.start, scan.length, scan.hash);
    return known >= 0 ? known : this.added(this.numbers, scan.numberText());
  }

  private added(table: TextTable, value: Value): number {
    const { start, length, hash } = this.scan;
    const id = this.values.push(value) - 1;
    table.add(start, length, hash, id);
    this.shortcuts.learn(value, id);
    return id;
  }

  private container(context: number, opening: number): number {
    const { scan } = this;
    const start = scan.at;
    if (++this.depth > MAX_DEPTH)
      throw new JsonError(start, `the document nests deeper than ${MAX_DEPTH} levels`, 'too-deep');
    const template = this.depth <= LOOKUP_DEPTH ? this.templates.closest(context, start, this.mismatch) : undefined;
    const id =
      template === undefined ? this.anew(context, opening, start) : this.like(template, start, template.start, context);
    this.depth--;
    return id;
  }

  /** Read a container token by token. */
  private anew(context: number, opening: number, start: number): number {
    const { scan } = this;
    const base = this.top;
    if (this.depth === 2) this.listStart = start;
    scan.at = start + 1;
    if (scan.next() === opening + 2) return this.closed(context, opening, base, start);
    this.member(context, opening);
    return this.rest(context, opening, base, start);
  }

  /** Read what follows a member, up to the end of its container. The closing bracket is two bytes after the opening one. */
  private rest(context: number, opening: number, base: number, start: number): number {
    const { scan } = this;
    for (;;) {
      const byte = scan.next();
      if (byte === opening + 2) return this.closed(context, opening, base, start);
      if (byte !== BYTE.comma) throw new JsonError(scan.at, unexpected(opening, scan.shown(scan.at)));
      scan.at++;
      scan.next();
      this.member(context, opening);
    }
  }

  private member(context: number, opening: number): void {
    const { scan } = this;
    let key = NO_KEY;
    if (opening === BYTE.openObject) {
      if (scan.next() !== BYTE.quote)
        throw new JsonError(scan.at, `expected a key in double quotes, found ${scan.shown(scan.at)}`);
      key = this.string();
      this.escapedKeys ||= scan.escaped;
      if (scan.next() !== BYTE.colon)
        throw new JsonError(scan.at, `expected ":" after the key, found ${scan.shown(scan.at)}`);
      scan.at++;
      scan.next();
      this.push(key);
      if (this.depth === 1) this.shortcuts.enter(key);
    }
    const start = scan.at;
    if (this.depth <= 2) this.landmark(key, start);
    const id = this.valueUnder(key, context);
    this.push(id);
    this.note(this.top - 1, start, scan.at, this.last);
  }

  private landmark(key: number, start: number): void {
    if (this.depth === 1 && key !== NO_KEY) {
      this.landmarks.member(this.values[key] as string, start);
    } else if (this.depth === 2 && key === NO_KEY && this.listStart >= 0) this.landmarks.item(this.listStart, start);
  }

  /** Read the value of a key, or the item of a list. */
  private valueUnder(key: number, context: number): number {
    if (key === NO_KEY) return this.value((context * 7 + 5) | 0);
    const { scan, shortcuts } = this;
    const start = scan.at;
    const twin = shortcuts.twin(key);
    if (twin < 0 && shortcuts.defers(key)) return this.deferred();
    const id = twin >= 0 ? twin : this.value(key * 2 + 3);
    if (twin >= 0) this.last = shortcuts.template;
    shortcuts.note(key, start, scan.at, id, this.last);
    return id;
  }

  /** The value is a stand-in; whoever gave the hint knows where to expect it. */
  private deferred(): number {
    this.last = undefined;
    const stand = this.shortcuts.deferral(this.depth, readValue) as Deferred & Value;
    return this.values.push(stand) - 1;
  }

  /**
   * Read a container that begins like a template. Up to `differs` (an offset in the template) the bytes are known to be
   * the same. Values that differ are read; when anything else differs, the rest is read token by token.
   */
  private like(template: Template, start: number, differs: number, context: number): number {
    const { scan } = this;
    const { ids, starts, ends, end } = template;
    if (this.depth + template.height > MAX_DEPTH) return this.anew(context, template.opening, start);
    let shift = start - template.start;
    let at = scan.mismatch(differs, end, shift);
    if (at >= end) return this.same(template, end + shift);
    const outer = this.misfit;
    this.misfit = false;
    const base = this.top;
    const step = template.opening === BYTE.openObject ? 2 : 1;
    this.copy(ids);
    let i = step - 1;
    do {
      for (; i < ids.length && this.isBefore(ends[i] as number, at); i += step) this.noteSame(template, base, i, shift);
      if (i >= ids.length || at < (starts[i] as number) || this.isEmptyList((starts[i] as number) + shift))
        return this.misfitting(template, base, i - step, context, start);
      this.changed(template, base, i, at, context);
      shift = scan.at - (ends[i] as number);
      at = scan.mismatch(ends[i] as number, end, shift);
      i += step;
    } while (at < end);
    scan.at = end + shift;
    if (!this.misfit) {
      this.misfit = outer;
      const id = this.interned(template.opening, base, template);
      this.last = template;
      return id;
    }
    for (; i < ids.length; i += step) this.noteSame(template, base, i, shift);
    return this.closedAt(context, template.opening, base, start);
  }

  private same(template: Template, end: number): number {
    this.scan.at = end;
    this.last = template;
    return template.id;
  }

  /** A number's end is not marked by a byte of its own: `1` and `12` first differ after the end of `1`. */
  private isBefore(end: number, at: number): boolean {
    return end < at || (end === at && !isNumberByte(this.scan.bytes[at - 1] as number));
  }

  /** Where a template has its first item, an empty list has its end. Leaves the scanner at the value. */
  private isEmptyList(offset: number): boolean {
    this.scan.at = offset;
    return this.scan.next() === BYTE.closeList;
  }

  private changed(template: Template, base: number, i: number, at: number, context: number): void {
    const { scan } = this;
    const start = scan.at;
    const key = template.opening === BYTE.openObject ? (template.ids[i - 1] as number) : NO_KEY;
    const id = this.again(template, i, key, at, context);
    this.stack[base + i] = id;
    this.note(base + i, start, scan.at, this.last);
  }

  /** Read a value that differs from the template's: compared with the template's own, when both are containers. */
  private again(template: Template, i: number, key: number, at: number, context: number): number {
    const { scan, shortcuts } = this;
    const before = template.inner[i];
    const expected = template.starts[i] as number;
    if (before === undefined || at === expected) {
      this.misfit ||= before === undefined && isOpening(scan.bytes[scan.at]) && !shortcuts.defers(key);
      return this.valueUnder(key, context);
    }
    const start = scan.at;
    const twin = shortcuts.twin(key);
    if (twin >= 0) this.last = before;
    const place = key === NO_KEY ? (context * 7 + 5) | 0 : key * 2 + 3;
    const id = twin >= 0 ? twin : this.innerLike(before, start, before.start === expected ? at : before.start, place);
    shortcuts.note(key, start, scan.at, id, this.last);
    return id;
  }

  private innerLike(template: Template, start: number, differs: number, context: number): number {
    this.depth++;
    const id = this.like(template, start, differs, context);
    this.depth--;
    return id;
  }

  /** The structure differs from the template's: what was read so far stands, the rest is read token by token. */
  private misfitting(template: Template, base: number, done: number, context: number, start: number): number {
    this.misfit = true;
    if (this.depth === 2) this.listStart = -1;
    if (done < 0) {
      this.top = base;
      return this.anew(context, template.opening, start);
    }
    this.top = base + done + 1;
    this.scan.at = this.ends[base + done] as number;
    return this.rest(context, template.opening, base, start);
  }

  private closed(context: number, opening: number, base: number, start: number): number {
    this.scan.at++;
    return this.closedAt(context, opening, base, start);
  }

  private closedAt(context: number, opening: number, base: number, start: number): number {
    const end = this.scan.at;
    const { top } = this;
    const parts = end - start <= LONGEST_TEMPLATE && top > base ? this.parts(base, top) : undefined;
    if (opening === BYTE.openObject) this.refuseDuplicates(base, start);
    const id = this.interned(opening, base, undefined);
    this.last = parts && { opening, start, end, id, height: heightOf(parts.inner), ...parts };
    if (this.last !== undefined && this.depth <= LOOKUP_DEPTH) this.templates.keep(context, this.last);
    return id;
  }

  private parts(base: number, top: number): Pick<Template, 'ids' | 'starts' | 'ends' | 'inner'> {
    const [ids, starts, ends] = [this.stack, this.starts, this.ends].map((array) => array.slice(base, top)) as [
      Int32Array,
      Int32Array,
      Int32Array,
    ];
    return { ids, starts, ends, inner: this.inner.slice(base, top) };
  }

  /** The number of the container whose members lie on the stack from `base`; the stack is cut back to there. */
  private interned(opening: number, base: number, template: Template | undefined): number {
    const { stack } = this;
    const length = this.top - base;
    let hash = opening;
    for (let i = base; i < this.top; i++) hash = Math.imul(hash ^ (stack[i] as number), 0x01000193) ^ (hash >>> 15);
    hash = mixed(hash);
    this.push(-opening);
    this.top = base;
    const known = this.tuples.find(this.stack, base, length + 1, hash);
    if (known >= 0) return known;
    const id = this.values.length;
    this.values.push(opening === BYTE.openObject ? this.object(base, length, template) : this.list(base, length));
    this.tuples.add(this.stack, base, length + 1, hash, id);
    return id;
  }

  private object(base: number, length: number, template: Template | undefined): Value {
    const { stack, values } = this;
    const object = template === undefined ? {} : { ...(values[template.id] as Record<string, Value>) };
    for (let i = base; i < base + length; i += 2)
      if (template === undefined || template.ids[i + 1 - base] !== stack[i + 1])
        setField(object, values[stack[i] as number] as string, values[stack[i + 1] as number] as Value);
    return object;
  }

  private list(base: number, length: number): Value {
    const { stack, values } = this;
    const list = new Array<Value>(length);
    for (let i = 0; i < length; i++) list[i] = values[stack[base + i] as number] as Value;
    return list;
  }

  private refuseDuplicates(base: number, start: number): void {
    const serial = ++this.serial;
    while (this.values.length > this.stamps.length) this.stamps = doubled(this.stamps);
    for (let i = base; i < this.top; i += 2) {
      const key = this.stack[i] as number;
      if (this.stamps[key] === serial) this.refuse(key, start);
      this.stamps[key] = serial;
    }
    if (this.escapedKeys) this.refuseSameText(base, start);
  }

  /** Two spellings of one key (`a` and its escape) are one key. */
  private refuseSameText(base: number, start: number): void {
    const seen = new Set<Value | undefined>();
    for (let i = base; i < this.top; i += 2) {
      const key = this.stack[i] as number;
      if (seen.has(this.values[key])) this.refuse(key, start);
      seen.add(this.values[key]);
    }
  }

  private refuse(key: number, start: number): never {
    const name = String(this.values[key]);
    const second = secondKey(this.scan.bytes, start, name);
    const message = `the key ${JSON.stringify(name)} stands twice in this object; parsers disagree which one wins: keep one`;
    throw new JsonError(second ?? start, message, 'duplicate-key');
  }

  private push(id: number): void {
    if (this.top === this.stack.length) this.grow();
    this.stack[this.top++] = id;
  }

  private copy(ids: Int32Array): void {
    while (this.top + ids.length > this.stack.length) this.grow();
    this.stack.set(ids, this.top);
    this.top += ids.length;
  }

  private grow(): void {
    this.stack = doubled(this.stack);
    this.starts = doubled(this.starts);
    this.ends = doubled(this.ends);
  }

  private note(i: number, start: number, end: number, inner: Template | undefined): void {
    this.starts[i] = start;
    this.ends[i] = end;
    this.inner[i] = inner;
  }

  private noteSame(template: Template, base: number, i: number, shift: number): void {
    this.note(
      base + i,
      (template.starts[i] as number) + shift,
      (template.ends[i] as number) + shift,
      template.inner[i],
    );
  }
}

function isOpening(byte: number | undefined): boolean {
  return byte === BYTE.openObject || byte === BYTE.openList;
}

/** Scalars have no height; an empty container, which has no template either, counts as one level. */
function heightOf(inner: readonly (Template | undefined)[]): number {
  return 1 + inner.reduce((height, template) => Math.max(height, template?.height ?? 1), 0);
}

function unexpected(opening: number, found: string): string {
  return opening === BYTE.openObject
    ? `expected "," or "}" after a value of the object, found ${found}`
    : `expected "," or "]" after an item of the list, found ${found}`;
}
