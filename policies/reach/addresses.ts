import { parseCidr, type Range, subtract } from '../rules/shared/cidr.ts';

/** The whole of both address families. */
export const EVERYWHERE: readonly Range[] = ['0.0.0.0/0', '::/0'].flatMap((text) => parseCidr(text) ?? []);

/** The same addresses as few ranges as there can be, in rising order, IPv4 first. */
export function merged(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((a, b) => a.family - b.family || compare(a.first, b.first));
  const found: Range[] = [];
  for (const range of sorted) {
    const before = found.at(-1);
    if (before === undefined || before.family !== range.family || range.first > before.last + 1n) found.push(range);
    else if (range.last > before.last) found[found.length - 1] = { ...before, last: range.last };
  }
  return found;
}

/** Addresses in both. */
export function common(a: readonly Range[], b: readonly Range[]): readonly Range[] {
  const both = a.flatMap((x) =>
    b
      .filter((y) => y.family === x.family)
      .map((y) => ({ ...x, first: max(x.first, y.first), last: min(x.last, y.last) })),
  );
  return merged(both.filter(({ first, last }) => first <= last));
}

/** Addresses of the first that are not in the second. */
export function without(a: readonly Range[], b: readonly Range[]): readonly Range[] {
  return merged(subtract(a, b));
}

/** Whether an address, or all of a range, lies in the set. */
export function covers(set: readonly Range[], range: Range): boolean {
  return without([range], set).length === 0;
}

/** The pieces into which the borders of some sets cut the addresses of both families; no border runs through a piece. */
export function pieces(sets: readonly (readonly Range[])[]): readonly Range[] {
  return EVERYWHERE.flatMap((whole) => {
    const own = sets.flat().filter(({ family }) => family === whole.family);
    const starts = [whole.first, ...own.map(({ first }) => first), ...own.map(({ last }) => last + 1n)];
    const sorted = [...new Set(starts)].filter((start) => start <= whole.last).sort(compare);
    return sorted.map((first, at) => ({ ...whole, first, last: (sorted[at + 1] ?? whole.last + 1n) - 1n }));
  });
}

/** A set of addresses in CIDR notation, as few blocks as there can be. */
export function toCidrs(set: readonly Range[]): readonly string[] {
  return merged(set).flatMap((range) => blocksOf(range));
}

function blocksOf({ family, first, last }: Range): readonly string[] {
  const width = family === 4 ? 32 : 128;
  const found: string[] = [];
  let start = first;
  while (start <= last) {
    let bits = 0;
    while (bits < width && start % (2n << BigInt(bits)) === 0n && start + (2n << BigInt(bits)) - 1n <= last) bits++;
    found.push(`${addressText(family, start)}/${width - bits}`);
    start += 1n << BigInt(bits);
  }
  return found;
}

/** An address as people write it: IPv6 by RFC 5952. */
export function addressText(family: 4 | 6, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  return shortened(groups);
}

/** The longest run of two or more zero groups, the first of equals, becomes `::`. */
function shortened(groups: readonly string[]): string {
  let [start, length] = [0, 1];
  for (let from = 0; from < 8; from++) {
    let to = from;
    while (groups[to] === '0') to++;
    if (to - from > length) [start, length] = [from, to - from];
  }
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
