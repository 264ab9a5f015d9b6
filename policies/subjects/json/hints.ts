import type { Value } from '../../engine/types.ts';
import { BYTE, type Scanner } from './scanner.ts';
import { Skimmer } from './skim.ts';
import type { Template } from './templates.ts';

/** What the caller knows about a format. Hints save work; they never change what is read or refused. */
export interface Hints {
  /** Lists with this key, anywhere below the root's member `within`, are checked and become a {@link Deferred}. */
  readonly defer?: { readonly within: string; readonly key: string };
  /** Containers under the second key mostly repeat those under the first one, in the same order. */
  readonly twins?: { readonly first: string; readonly second: string };
}

/** A part of a document that was checked but not read: it is read when somebody asks. */
export class Deferred {
  private readonly bytes: Buffer;
  private readonly digest: Buffer;
  private readonly reader: (bytes: Buffer) => Value;
  private value: Value | undefined;
  private hasEscapes: boolean | undefined;

  /** @param digest every key and scalar of the text at least once */
  constructor(bytes: Buffer, digest: Buffer, reader: (bytes: Buffer) => Value) {
    this.bytes = bytes;
    this.digest = digest;
    this.reader = reader;
  }

  read(): Value {
    this.value ??= this.reader(this.bytes);
    return this.value;
  }

  /** Whether these bytes stand in some key or string. A text with escapes can spell anything: then the answer is yes. */
  mentions(text: string): boolean {
    this.hasEscapes ??= this.digest.includes('\\u');
    return this.hasEscapes || this.digest.includes(text);
  }
}

/** How far ahead of the expected one a twin is looked for. */
const WINDOW = 4;
const NONE = -1;

/** Applies the hints while a document is read. Keys are known by their numbers. */
export class Shortcuts {
  private readonly scan: Scanner;
  private readonly hints: Hints;
  private first = NONE;
  private second = NONE;
  private deferred = NONE;
  private within = NONE;
  private inside = false;
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly ids: number[] = [];
  private readonly templates: (Template | undefined)[] = [];
  /** The template of the twin that was found last. */
  template: Template | undefined;
  private expected = 0;

  constructor(scan: Scanner, hints: Hints) {
    this.scan = scan;
    this.hints = hints;
  }

  /** A text has got its number. */
  learn(text: Value, id: number): void {
    const { defer, twins } = this.hints;
    if (text === twins?.first) this.first = id;
    else if (text === twins?.second) this.second = id;
    else if (text === defer?.key) this.deferred = id;
    else if (text === defer?.within) this.within = id;
  }

  /** The reader stands at a member of the root. */
  enter(key: number): void {
    this.inside = key === this.within;
  }

  /** A value of the first twin key was read. */
  note(key: number, start: number, end: number, id: number, template: Template | undefined): void {
    if (key !== this.first) return;
    this.starts.push(start);
    this.ends.push(end);
    this.ids.push(id);
    this.templates.push(template);
  }

  /** The number of the value at hand when it repeats its twin, with the scanner after it; else -1. */
  twin(key: number): number {
    if (key !== this.second) return NONE;
    const { scan, starts, ends } = this;
    const last = Math.min(this.expected + WINDOW, starts.length);
    for (let i = this.expected; i < last; i++) {
      const [start, end] = [starts[i] as number, ends[i] as number];
      if (!this.isContainer(start) || scan.mismatch(start, end, scan.at - start) < end) continue;
      this.expected = i + 1;
      scan.at += end - start;
      this.template = this.templates[i];
      return this.ids[i] as number;
    }
    return NONE;
  }

  /** Whether the value at hand is a list that shall only be checked. */
  defers(key: number): boolean {
    return this.inside && key === this.deferred && this.scan.bytes[this.scan.at] === BYTE.openList;
  }

  /** Check the list at hand. */
  deferral(depth: number, reader: (bytes: Buffer) => Value): Deferred {
    const start = this.scan.at;
    const skimmer = new Skimmer(this.scan, depth);
    skimmer.list();
    return new Deferred(this.scan.bytes.subarray(start, this.scan.at), skimmer.digest(), reader);
  }

  /** Only brackets end where their text ends; a number could go on. */
  private isContainer(start: number): boolean {
    const byte = this.scan.bytes[start];
    return byte === BYTE.openObject || byte === BYTE.openList;
  }
}
