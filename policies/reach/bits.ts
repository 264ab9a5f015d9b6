/** A set of small numbers, 32 to a word. */
export type Bits = Uint32Array;

/** A set of which not every member is known: what surely belongs to it, and what may. The first lies within the second. */
export interface Known {
  readonly sure: Bits;
  readonly maybe: Bits;
}

/** The empty set of numbers below `size`. */
export function none(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

/** All numbers below `size`. */
export function every(size: number): Bits {
  return complement(none(size), size);
}

/** Adds one number. */
export function add(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

/** Whether a number belongs to the set. */
export function has(bits: Bits, index: number): boolean {
  return ((bits[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
}

/** What belongs to both. */
export function intersection(a: Bits, b: Bits): Bits {
  return a.map((word, index) => word & (b[index] ?? 0));
}

/** What belongs to either. */
export function union(a: Bits, b: Bits): Bits {
  return a.map((word, index) => word | (b[index] ?? 0));
}

/** The numbers below `size` that do not belong to the set. */
export function complement(bits: Bits, size: number): Bits {
  const other = bits.map((word) => ~word);
  const rest = size & 31;
  if (rest !== 0) other[other.length - 1] = (other[other.length - 1] ?? 0) & ((1 << rest) - 1);
  return other;
}

/** Whether nothing belongs to the set. */
export function isEmpty(bits: Bits): boolean {
  return bits.every((word) => word === 0);
}

/** Calls `visit` for each member, in rising order. */
export function forEach(bits: Bits, visit: (index: number) => void): void {
  for (let at = 0; at < bits.length; at++) {
    let word = bits[at] ?? 0;
    while (word !== 0) {
      const lowest = word & -word;
      visit((at << 5) + 31 - Math.clz32(lowest));
      word ^= lowest;
    }
  }
}

/** The members, in rising order. */
export function members(bits: Bits): readonly number[] {
  const found: number[] = [];
  forEach(bits, (index) => found.push(index));
  return found;
}
