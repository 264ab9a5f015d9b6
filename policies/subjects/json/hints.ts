import type { Value } from '../../engine/types.ts';
import { BYTE, type Scanner } from './scanner.ts';
import { Skimmer } from './skim.ts';

/** What the caller knows about a format. Hints save work; they never change what is read or refused. */
export interface Hints {
  /** Lists with this key, anywhere below the root's member `within`, are checked and become a {@link Deferred}. */
  readonly defer?: { readonly within: string; readonly key: string };
  /** Lists with this key, at or below the root's member `within` and in no record, become {@link Records}. */
  readonly records?: readonly { readonly within: string; readonly key: string }[];
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

const NONE = -1;

/** Applies the hints while a document is read. Keys are known by their numbers. */
export class Shortcuts {
  private readonly scan: Scanner;
  private readonly hints: Hints;
  private deferred = NONE;
  /** The member of the root that is being read. */
  private member = '';
  /** The keys of the hints for records, by their numbers. */
  private readonly keys = new Map<number, string>();
  private recordKey: string | undefined;
  /** Whether a record is being read: what has the key of a list of records there is something else. */
  inRecord = false;

  constructor(scan: Scanner, hints: Hints) {
    this.scan = scan;
    this.hints = hints;
  }

  /** A text has got its number. */
  learn(text: Value, id: number): void {
    const { defer, records } = this.hints;
    if (text === defer?.key) this.deferred = id;
    if (records !== undefined && typeof text === 'string' && records.some(({ key }) => key === text))
      this.keys.set(id, text);
  }

  /** The reader stands at a member of the root. */
  enter(key: string): void {
    this.member = key;
    this.recordKey = this.hints.records?.find(({ within }) => within === key)?.key;
  }

  /** Whether the value at hand is a list that shall only be checked. */
  defers(key: number): boolean {
    return key === this.deferred && this.member === this.hints.defer?.within && this.isList();
  }

  /** Whether the value at hand is a list of records. */
  recordsAt(key: number): boolean {
    return !this.inRecord && this.recordKey !== undefined && this.keys.get(key) === this.recordKey && this.isList();
  }

  /** Whether something stands in for the value at hand. */
  stands(key: number): boolean {
    return this.defers(key) || this.recordsAt(key);
  }

  /** Check the list at hand. */
  deferral(depth: number, reader: (bytes: Buffer) => Value): Deferred {
    const start = this.scan.at;
    const skimmer = new Skimmer(this.scan, depth);
    skimmer.list();
    return new Deferred(this.scan.bytes.subarray(start, this.scan.at), skimmer.digest(), reader);
  }

  private isList(): boolean {
    return this.scan.bytes[this.scan.at] === BYTE.openList;
  }
}
