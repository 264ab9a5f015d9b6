import type { Value } from '../../engine/types.ts';
import { setField } from '../fields.ts';
import { type Deferred, type Hints, Shortcuts } from './hints.ts';
import { Landmarks, secondKey } from './offsets.ts';
import { Records } from './records.ts';
import { BYTE, isNumberByte, JsonError, MAX_DEPTH, Scanner } from './scanner.ts';
import { doubled, mixed, TextTable, TupleTable } from './tables.ts';
import { LONGEST_TEMPLATE, type Template, Templates } from './templates.ts';

/** Templates are looked up by place only this deep; below, the enclosing template leads. Bounds the work on hostile input. */
const LOOKUP_DEPTH = 12;

/** Down to this depth stand the root's members and their items: each of them is there once. */
const UNIQUE_DEPTH = 3;

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

/** A member of a container in which it differs from its template: its place in the template's `ids`, and what it is here. */
interface Change {
  readonly i: number;
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly inner: Template | undefined;
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
  private readonly inner: (Template | undefined)[] = new Array(1 << 10).fill(undefined);
  private top = 0;
  private depth = 0;
  /** Length and hash of the tuple that was looked up last, and what its members sum up to before it is mixed. */
  private length = 0;
  private hash = 0;
  private tupleHash = 0;
  /** The template of the value that was read last. */
  private last: Template | undefined;
  /** Whether something since the innermost open template did not fit its structure. */
  private misfit = false;
  private escapedKeys = false;
  /** Where the last value stands that something stands in for. */
  private standIn = -1;
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
    if (++this.depth > MAX_DEPTH) throw tooDeep(start);
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
      if (this.depth === 1) this.shortcuts.enter(this.values[key] as string);
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
    const { shortcuts } = this;
    if (shortcuts.defers(key)) return this.deferred();
    return shortcuts.recordsAt(key) ? this.records(key) : this.value(key * 2 + 3);
  }

  /** The list at hand as records. Each that is like none before it is read as any other value is. */
  private records(key: number): number {
    const { scan } = this;
    const records = new Records(scan);
    const start = scan.at++;
    this.standIn = start;
    if (++this.depth > MAX_DEPTH) throw tooDeep(start);
    for (let byte = scan.next(); byte !== BYTE.closeList; byte = this.separator()) {
      const from = scan.at;
      if (this.depth === 2) this.landmarks.item(start, from);
      if (records.repeats()) continue;
      scan.at = from;
      this.shortcuts.inRecord = true;
      const id = this.value((key * 7 + 5) | 0);
      this.shortcuts.inRecord = false;
      records.learn(from, scan.at, this.values[id] as Value);
    }
    scan.at++;
    this.depth--;
    this.last = undefined;
    return this.values.push(records as Records & Value) - 1;
  }

  /** Skips what follows an item of a list: a comma, or the bracket that is handed out. */
  private separator(): number {
    const { scan } = this;
    const byte = scan.next();
    if (byte === BYTE.closeList) return byte;
    if (byte !== BYTE.comma) throw new JsonError(scan.at, unexpected(BYTE.openList, scan.shown(scan.at)));
    scan.at++;
    scan.next();
    return byte;
  }

  /** The value is a stand-in; whoever gave the hint knows where to expect it. */
  private deferred(): number {
    this.last = undefined;
    this.standIn = this.scan.at;
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
    const newest = this.values.length;
    const step = template.opening === BYTE.openObject ? 2 : 1;
    const changes: Change[] = [];
    let i = step - 1;
    do {
      while (i < ids.length && this.isBefore(ends[i] as number, at)) i += step;
      if (i >= ids.length || at < (starts[i] as number) || this.isEmptyList((starts[i] as number) + shift))
        return this.misfitting(template, changes, i - step, context, start);
      changes.push(this.changed(template, i, at, context));
      shift = scan.at - (ends[i] as number);
      at = scan.mismatch(ends[i] as number, end, shift);
      i += step;
    } while (at < end);
    scan.at = end + shift;
    if (this.misfit)
      return this.closedAt(context, template.opening, this.spread(template, changes, start, ids.length), start);
    this.misfit = outer;
    const id = this.changedLike(template, changes, newest);
    this.last = template;
    return id;
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

  private changed(template: Template, i: number, at: number, context: number): Change {
    const { scan } = this;
    const start = scan.at;
    const key = template.opening === BYTE.openObject ? (template.ids[i - 1] as number) : NO_KEY;
    const id = this.again(template, i, key, at, context);
    return { i, id, start, end: scan.at, inner: this.last };
  }

  /** Puts the members of a template on the stack, as they are here: their values, and where each stands, before `until`. */
  private spread(template: Template, changes: readonly Change[], start: number, until: number): number {
    const { ids, starts, ends, inner, opening } = template;
    const base = this.top;
    const step = opening === BYTE.openObject ? 2 : 1;
    let shift = start - template.start;
    this.copy(ids);
    for (let i = step - 1, next = 0; i < until; i += step) {
      const change = changes[next];
      if (change?.i === i) {
        this.stack[base + i] = change.id;
        this.note(base + i, change.start, change.end, change.inner);
        shift = change.end - (ends[i] as number);
        next++;
      } else this.note(base + i, (starts[i] as number) + shift, (ends[i] as number) + shift, inner[i]);
    }
    return base;
  }

  /** Read a value that differs from the template's: compared with the template's own, when both are containers. */
  private again(template: Template, i: number, key: number, at: number, context: number): number {
    const { scan, shortcuts } = this;
    const before = template.inner[i];
    const expected = template.starts[i] as number;
    if (before === undefined || at === expected) {
      this.misfit ||= before === undefined && isOpening(scan.bytes[scan.at]) && !shortcuts.stands(key);
      return this.valueUnder(key, context);
    }
    const place = key === NO_KEY ? (context * 7 + 5) | 0 : key * 2 + 3;
    return this.innerLike(before, scan.at, before.start === expected ? at : before.start, place);
  }

  private innerLike(template: Template, start: number, differs: number, context: number): number {
    this.depth++;
    const id = this.like(template, start, differs, context);
    this.depth--;
    return id;
  }

  /** The structure differs from the template's: what was read so far stands, the rest is read token by token. */
  private misfitting(
    template: Template,
    changes: readonly Change[],
    done: number,
    context: number,
    start: number,
  ): number {
    this.misfit = true;
    if (this.depth === 2) this.listStart = -1;
    if (done < 0) return this.anew(context, template.opening, start);
    const base = this.spread(template, changes, start, done + 1);
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
    // What holds a stand-in is no template: the same text elsewhere has none.
    const isTemplate = end - start <= LONGEST_TEMPLATE && top > base && this.standIn < start;
    const parts = isTemplate ? this.parts(base, top) : undefined;
    if (opening === BYTE.openObject) this.refuseDuplicates(base, start);
    const id = this.interned(opening, base);
    this.last = parts && { opening, start, end, id, hash: this.tupleHash, height: heightOf(parts.inner), ...parts };
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
  private interned(opening: number, base: number): number {
    let hash = opening;
    for (let i = base; i < this.top; i++) hash = (hash + tupleHash(i - base, this.stack[i] as number)) | 0;
    this.tupleHash = hash;
    const known = this.find(opening, base, hash);
    return known >= 0 ? known : this.kept(opening === BYTE.openObject ? this.object(base) : this.list(base), base);
  }

  /**
   * The number of a container that differs from its template in `changes` only. What holds a value that was never seen
   * before, or stands so far up that it has an address of its own, repeats nothing, and is not looked up.
   */
  private changedLike(template: Template, changes: readonly Change[], newest: number): number {
    if (this.depth <= UNIQUE_DEPTH || changes.some(({ id }) => id >= newest))
      return this.values.push(this.changedValue(template, changes)) - 1;
    const base = this.top;
    let { hash } = template;
    this.copy(template.ids);
    for (const { i, id } of changes) {
      this.stack[base + i] = id;
      hash = (hash + tupleHash(i, id) - tupleHash(i, template.ids[i] as number)) | 0;
    }
    const known = this.find(template.opening, base, hash);
    return known >= 0 ? known : this.kept(this.changedValue(template, changes), base);
  }

  private changedValue(template: Template, changes: readonly Change[]): Value {
    const { values } = this;
    if (template.opening === BYTE.openList) {
      const list = (values[template.id] as readonly Value[]).slice();
      for (const { i, id } of changes) list[i] = values[id] as Value;
      return list;
    }
    const object = { ...(values[template.id] as Record<string, Value>) };
    for (const { i, id } of changes)
      setField(object, values[template.ids[i - 1] as number] as string, values[id] as Value);
    return object;
  }

  /** The container of the tuple that begins at `base` and ends with its opening bracket; -1 when it is new. */
  private find(opening: number, base: number, hash: number): number {
    this.push(-opening);
    this.hash = mixed(hash);
    return this.popped(base, this.tuples.find(this.stack, base, this.top - base, this.hash));
  }

  /** Cuts the stack back; what was above stays readable until something is pushed. */
  private popped(base: number, id: number): number {
    this.length = this.top - base;
    this.top = base;
    return id;
  }

  private kept(value: Value, base: number): number {
    const id = this.values.push(value) - 1;
    this.tuples.add(this.stack, base, this.length, this.hash, id);
    return id;
  }

  private object(base: number): Value {
    const { stack, values } = this;
    const object = {};
    for (let i = base; i < base + this.length - 1; i += 2)
      setField(object, values[stack[i] as number] as string, values[stack[i + 1] as number] as Value);
    return object;
  }

  private list(base: number): Value {
    const { stack, values } = this;
    const length = this.length - 1;
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
    if (this.escapedKeys || this.texts.isCrowded) this.refuseSameText(base, start);
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
    // One by one: an array that is written far behind its end becomes a slow one.
    while (this.inner.length < this.stack.length) this.inner.push(undefined);
  }

  private note(i: number, start: number, end: number, inner: Template | undefined): void {
    this.starts[i] = start;
    this.ends[i] = end;
    this.inner[i] = inner;
  }
}

/** What one member adds to the hash of its container: a sum, so that a changed member is taken out and put in. */
function tupleHash(index: number, id: number): number {
  return Math.imul(Math.imul(id, 0x9e3779b1) ^ (index + 1), 0x85ebca6b) ^ (id << 7);
}

function isOpening(byte: number | undefined): boolean {
  return byte === BYTE.openObject || byte === BYTE.openList;
}

/** Scalars have no height; an empty container, which has no template either, counts as one level. */
function heightOf(inner: readonly (Template | undefined)[]): number {
  return 1 + inner.reduce((height, template) => Math.max(height, template?.height ?? 1), 0);
}

function tooDeep(offset: number): JsonError {
  return new JsonError(offset, `the document nests deeper than ${MAX_DEPTH} levels`, 'too-deep');
}

function unexpected(opening: number, found: string): string {
  return opening === BYTE.openObject
    ? `expected "," or "}" after a value of the object, found ${found}`
    : `expected "," or "]" after an item of the list, found ${found}`;
}
