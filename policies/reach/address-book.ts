import type { Range } from '../rules/shared/cidr.ts';
import { add, type Bits, none, union } from './bits.ts';
import type { EndpointClass } from './classes.ts';

interface Entry {
  readonly address: bigint;
  readonly index: number;
}

/** Which classes have addresses in a block. Those of one class lie in the same blocks of the run, so that one stands for all. */
export class AddressBook {
  /** Classes whose addresses nobody knows. */
  readonly unknown: Bits;
  private readonly size: number;
  private readonly entries: Readonly<Record<4 | 6, readonly Entry[]>>;
  private readonly answers = new Map<string, Bits>();

  constructor(classes: readonly EndpointClass[]) {
    this.size = classes.length;
    this.unknown = none(this.size);
    const entries: Record<4 | 6, Entry[]> = { 4: [], 6: [] };
    for (const { index, example } of classes) {
      if (example.addresses === undefined || example.onHost !== 'no') add(this.unknown, index);
      else for (const { family, first } of example.addresses) entries[family].push({ address: first, index });
    }
    for (const list of [entries[4], entries[6]]) list.sort((a, b) => (a.address < b.address ? -1 : 1));
    this.entries = entries;
  }

  /** The classes with an address in one of these ranges. */
  within(ranges: readonly Range[]): Bits {
    return ranges.map((range) => this.inRange(range)).reduce(union, none(this.size));
  }

  private inRange({ family, first, last }: Range): Bits {
    const key = `${family} ${first} ${last}`;
    let found = this.answers.get(key);
    if (found === undefined) {
      found = none(this.size);
      const list = this.entries[family];
      for (let at = startOf(list, first); at < list.length; at++) {
        const entry = list[at];
        if (entry === undefined || entry.address > last) break;
        add(found, entry.index);
      }
      this.answers.set(key, found);
    }
    return found;
  }
}

/** The place of the first entry that is not below an address. */
function startOf(list: readonly Entry[], address: bigint): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.address ?? 0n) < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
