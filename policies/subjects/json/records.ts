import type { Path, Value } from '../../engine/types.ts';
import { isFields, isList } from '../fields.ts';
import { type Shape, Shapes } from './alike.ts';
import { offsetAt, skipSpace } from './offsets.ts';
import { Patch } from './patch.ts';
import { scalarPaths, scalarsIn } from './scalars.ts';
import { BYTE, type Scanner } from './scanner.ts';
import { doubled } from './tables.ts';
import { LONGEST_TEMPLATE } from './templates.ts';

/** A record that others are compared with: those differ from it in scalars, and in nothing else. */
export class RecordShape implements Shape {
  readonly start: number;
  readonly end: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The record itself. */
  readonly value: Value;
  /** Which scalars differ in the records that were seen so far. */
  readonly variants: Variant[] = [];
  private readonly bytes: Buffer;
  private places: readonly Path[] | undefined;
  private readonly keys = new Map<string, number>();

  constructor(bytes: Buffer, start: number, end: number, value: Value) {
    const { starts, ends } = end - start <= LONGEST_TEMPLATE ? scalarsIn(bytes, start, end) : NO_SCALARS;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.starts = starts;
    this.ends = ends;
    this.value = value;
  }

  /** The number of the scalar under a key of the record; -1 when there is none. */
  scalarOf(key: string): number {
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    const found = this.paths.findIndex((path) => path.length === 1 && path[0] === key);
    this.keys.set(key, found);
    return found;
  }

  /** The path of each scalar. */
  get paths(): readonly Path[] {
    this.places ??= scalarPaths(this.bytes, this.start, this.end);
    return this.places;
  }
}

const NO_SCALARS = { starts: new Int32Array(0), ends: new Int32Array(0) };

/** Which scalars of a shape are others in a record. */
export class Variant {
  readonly shape: RecordShape;
  readonly scalars: readonly number[];
  private patch: Patch | undefined;

  constructor(shape: RecordShape, scalars: readonly number[]) {
    this.shape = shape;
    this.scalars = scalars;
  }

  /** The number of a scalar among those that differ; -1 when it does not. */
  numberOf(scalar: number): number {
    return this.scalars.indexOf(scalar);
  }

  /** The record whose differing scalars are these. */
  value(scalars: readonly Value[]): Value {
    this.patch ??= new Patch(this.scalars.map((scalar, i) => [this.shape.paths[scalar] ?? [], i]));
    return this.patch.apply(this.shape.value, scalars);
  }
}

/** A shape with more variants is no pattern: its other records get a variant of their own each. */
const MOST_VARIANTS = 64;

/**
 * A long list of records that mostly repeat each other, checked as strictly as any JSON. Each record is a variant of a
 * shape and the places of the scalars that differ from it; whatever stands there is read when somebody asks.
 */
export class Records {
  length = 0;
  private readonly bytes: Buffer;
  private readonly shapes: Shapes<RecordShape>;
  private readonly variants: Variant[] = [];
  private starts = new Int32Array(1 << 8);
  /** The number of each record's first differing scalar. */
  private firsts = new Int32Array(1 << 8);
  /** Where the differing scalars of all records begin and end. */
  private places = new Int32Array(1 << 10);
  private differing: number[] = [];
  private count = 0;
  private before = 0;
  private readonly scan: Scanner;
  private readonly begin: () => void;
  private readonly changed: (scalar: number) => void;

  constructor(scan: Scanner) {
    this.scan = scan;
    this.bytes = scan.bytes;
    this.shapes = new Shapes(scan);
    this.begin = () => {
      this.differing.length = 0;
      this.count = this.before;
    };
    this.changed = (which) => {
      const from = scan.at;
      scan.scalar();
      this.note(which, from, scan.at);
    };
  }

  /** Takes the record at hand when it repeats another one in all but scalars, and leaves the scanner behind it. */
  repeats(): boolean {
    const start = this.scan.at;
    this.before = this.count;
    const shape = this.shapes.match(start, this.begin, this.changed);
    if (shape === undefined) this.count = this.before;
    else this.add(start, this.before, this.variantOf(shape));
    return shape !== undefined;
  }

  /** Adds a record that is like none before it. */
  learn(start: number, end: number, value: Value): void {
    const shape = new RecordShape(this.bytes, start, end, value);
    const whole = new Variant(shape, []);
    shape.variants.push(whole);
    this.add(start, this.count, whole);
    if (shape.starts.length > 0 && (isFields(value) || isList(value))) this.shapes.keep(shape);
  }

  variant(index: number): Variant {
    return this.variants[index] as Variant;
  }

  /** The differing scalars of a record, in the order of its variant's `scalars`. */
  scalars(index: number): readonly Value[] {
    const { length } = this.variant(index).scalars;
    const first = this.firsts[index] as number;
    const scalars = new Array<Value>(length);
    for (let i = 0; i < length; i++) scalars[i] = this.read(first + i);
    return scalars;
  }

  value(index: number): Value {
    return this.variant(index).value(this.scalars(index));
  }

  /** A scalar under a key of a record; undefined when there is none. */
  fieldAt(index: number, key: string): Value | undefined {
    const { shape } = this.variant(index);
    const scalar = shape.scalarOf(key);
    const own = isFields(shape.value) ? shape.value[key] : undefined;
    if (scalar < 0 || own === undefined) return undefined;
    const number = this.variant(index).numberOf(scalar);
    return number < 0 ? own : this.read((this.firsts[index] as number) + number);
  }

  /** Whether a scalar under a key of a record is written as the one of another list's record is. */
  hasSame(index: number, key: string, other: Records, otherIndex: number): boolean {
    const [scalar, otherScalar] = [
      this.variant(index).shape.scalarOf(key),
      other.variant(otherIndex).shape.scalarOf(key),
    ];
    return scalar >= 0 && otherScalar >= 0 && this.isSame(index, scalar, other, otherIndex, otherScalar);
  }

  /** Whether a scalar of a record is written as one of another list's record is; scalars by their numbers in the shapes. */
  isSame(index: number, scalar: number, other: Records, otherIndex: number, otherScalar: number): boolean {
    const [start, end] = this.placeOf(index, scalar);
    const [otherStart, otherEnd] = other.placeOf(otherIndex, otherScalar);
    if (end - start !== otherEnd - otherStart) return false;
    for (let i = 0; i < end - start; i++) if (this.bytes[start + i] !== other.bytes[otherStart + i]) return false;
    return true;
  }

  /** The offset in the text of a value of a record, by the offset of the same value of its shape. */
  offset(index: number, offsetInShape: number): number {
    const { shape, scalars } = this.variant(index);
    const first = this.firsts[index] as number;
    let [from, at] = [shape.start, this.starts[index] as number];
    for (let i = 0; i < scalars.length; i++) {
      if ((shape.starts[scalars[i] as number] as number) >= offsetInShape) break;
      from = shape.ends[scalars[i] as number] as number;
      at = this.places[2 * (first + i) + 1] as number;
    }
    return skipSpace(this.bytes, at + offsetInShape - from);
  }

  /** The offset of the value at a path of a shape's own record, or of its nearest ancestor. */
  offsetInShape(shape: RecordShape, path: Path): number {
    return offsetAt(this.bytes, shape.start, path);
  }

  private placeOf(index: number, scalar: number): readonly [start: number, end: number] {
    const variant = this.variant(index);
    const number = variant.numberOf(scalar);
    if (number < 0) return [variant.shape.starts[scalar] as number, variant.shape.ends[scalar] as number];
    const at = 2 * ((this.firsts[index] as number) + number);
    return [this.places[at] as number, this.places[at + 1] as number];
  }

  /** Most are texts without an escape. */
  private read(number: number): Value {
    const [start, end] = [this.places[2 * number] as number, this.places[2 * number + 1] as number];
    const text = this.bytes.toString('utf8', start, end);
    if (text.charCodeAt(0) === BYTE.quote && !text.includes('\\')) return text.slice(1, -1);
    return JSON.parse(text) as Value;
  }

  private note(which: number, start: number, end: number): void {
    const at = 2 * this.count++;
    if (at === this.places.length) this.places = doubled(this.places);
    this.places[at] = start;
    this.places[at + 1] = end;
    this.differing.push(which);
  }

  private add(start: number, first: number, variant: Variant): void {
    const { length } = this;
    if (length === this.starts.length) {
      this.starts = doubled(this.starts);
      this.firsts = doubled(this.firsts);
    }
    this.starts[length] = start;
    this.firsts[length] = first;
    this.variants.push(variant);
    this.length++;
  }

  private variantOf(shape: RecordShape): Variant {
    const { variants } = shape;
    for (let i = variants.length - 1; i >= 0; i--)
      if (this.isDiffering((variants[i] as Variant).scalars)) return variants[i] as Variant;
    const variant = new Variant(shape, [...this.differing]);
    if (variants.length < MOST_VARIANTS) variants.push(variant);
    return variant;
  }

  private isDiffering(scalars: readonly number[]): boolean {
    const { differing } = this;
    if (scalars.length !== differing.length) return false;
    for (let i = 0; i < scalars.length; i++) if (scalars[i] !== differing[i]) return false;
    return true;
  }
}
