import { type Fields, Unresolved, type Value } from '../engine/types.ts';
import { openReason, show } from '../rules/shared/value.ts';
import { fieldsOf, listOf } from '../rules/shared/workload.ts';
import { isFields } from '../subjects/fields.ts';
import { add, type Bits, complement, every, intersection, type Known, none, union } from './bits.ts';

/** The labels of one thing. */
export interface Labels {
  readonly fields: Fields;
  /** False where labels that are not listed may be there all the same. */
  readonly complete: boolean;
}

/** What is known of one label key, over all things. */
interface Column {
  readonly byValue: ReadonlyMap<string, Bits>;
  /** Has the key with a value that nobody knows yet, by what stands for it. */
  readonly open: ReadonlyMap<string, Bits>;
  readonly anyOpen: Bits;
  /** Has the key. */
  readonly present: Bits;
  /** May have the key without saying so. */
  readonly silent: Bits;
}

/** Answers label selectors for many things at once: each term is a look-up and an operation on sets. */
export class LabelIndex {
  private readonly columns = new Map<string, Column>();
  private readonly answers = new Map<string, Known>();
  private readonly all: Known;
  private readonly nobody: Known;
  private readonly things: readonly Labels[];
  private readonly read: (value: Value) => Value;

  /** @param read resolves what a selector asks for, before it is compared */
  constructor(things: readonly Labels[], read: (value: Value) => Value = (value) => value) {
    this.things = things;
    this.read = read;
    this.all = exactly(every(things.length));
    this.nobody = exactly(none(things.length));
  }

  /** What a `metav1.LabelSelector` selects; absent or null selects nothing, as the API machinery has it. */
  select(selector: Value | undefined): Known {
    if (openReason(selector) !== undefined) return { sure: this.nobody.sure, maybe: this.all.maybe };
    if (!isFields(selector)) return this.nobody;
    const key = JSON.stringify([selector.matchLabels, selector.matchExpressions]);
    let answer = this.answers.get(key);
    if (answer === undefined) {
      answer = this.evaluated(selector);
      this.answers.set(key, answer);
    }
    return answer;
  }

  private evaluated({ matchLabels, matchExpressions }: Fields): Known {
    if (matchLabels instanceof Unresolved || matchExpressions instanceof Unresolved) return this.perhaps(this.all);
    const terms = [
      ...Object.entries(fieldsOf(matchLabels)).map(([key, value]) => this.equals(key, value)),
      ...listOf(matchExpressions).map((term) => (isFields(term) ? this.holds(term) : this.perhaps(this.all))),
    ];
    return terms.reduce(both, this.all);
  }

  private holds({ key, operator, values }: Fields): Known {
    if (typeof key !== 'string' || openReason(values) !== undefined) return this.perhaps(this.all);
    if (operator === 'Exists') return this.exists(key);
    if (operator === 'DoesNotExist') return this.not(this.exists(key));
    const listed = listOf(values).map((value) => this.equals(key, value));
    const among = listed.reduce(either, this.nobody);
    if (operator === 'In') return among;
    return operator === 'NotIn' ? this.not(among) : this.perhaps(this.all);
  }

  private exists(key: string): Known {
    const { present, silent } = this.column(key);
    return { sure: present, maybe: union(present, silent) };
  }

  private equals(key: string, written: Value): Known {
    const wanted = this.read(written);
    const { byValue, open, anyOpen, present, silent } = this.column(key);
    const empty = this.nobody.sure;
    if (openReason(wanted) !== undefined) {
      return { sure: open.get(show(wanted)) ?? empty, maybe: union(present, silent) };
    }
    const sure = typeof wanted === 'string' ? (byValue.get(wanted) ?? empty) : empty;
    return { sure, maybe: union(sure, union(anyOpen, silent)) };
  }

  private column(key: string): Column {
    let column = this.columns.get(key);
    if (column === undefined) {
      column = columnOf(key, this.things);
      this.columns.set(key, column);
    }
    return column;
  }

  private not({ sure, maybe }: Known): Known {
    const size = this.things.length;
    return { sure: complement(maybe, size), maybe: complement(sure, size) };
  }

  private perhaps({ maybe }: Known): Known {
    return { sure: this.nobody.sure, maybe };
  }
}

/** A set of which every member is known. */
export function exactly(bits: Bits): Known {
  return { sure: bits, maybe: bits };
}

/** What belongs to both. */
export function both(a: Known, b: Known): Known {
  return { sure: intersection(a.sure, b.sure), maybe: intersection(a.maybe, b.maybe) };
}

/** What belongs to either. */
export function either(a: Known, b: Known): Known {
  return { sure: union(a.sure, b.sure), maybe: union(a.maybe, b.maybe) };
}

function columnOf(key: string, things: readonly Labels[]): Column {
  const size = things.length;
  const [byValue, open] = [new Map<string, Bits>(), new Map<string, Bits>()];
  const [anyOpen, present, silent] = [none(size), none(size), none(size)];
  for (const [index, { fields, complete }] of things.entries()) {
    const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (value === undefined || value === null) {
      if (!complete) add(silent, index);
      continue;
    }
    add(present, index);
    const isOpen = openReason(value) !== undefined;
    if (isOpen) add(anyOpen, index);
    addTo(isOpen ? open : byValue, show(value), index, size);
  }
  return { byValue, open, anyOpen, present, silent };
}

function addTo(sets: Map<string, Bits>, key: string, index: number, size: number): void {
  let bits = sets.get(key);
  if (bits === undefined) {
    bits = none(size);
    sets.set(key, bits);
  }
  add(bits, index);
}
