/** A set of ports of TCP, UDP and SCTP, as {@link PortSets} numbers it. Equal sets have equal numbers. */
export type PortSet = number;

/** No port at all. */
export const NO_PORT: PortSet = 0;
/** Every port of every protocol that a policy can name. */
export const EVERY_PORT: PortSet = 1;

/** The transport protocols that a network policy can name. */
export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

export type Protocol = (typeof PROTOCOLS)[number];

/** Consecutive ports of one protocol, both ends included. */
export interface PortRange {
  readonly protocol: Protocol;
  readonly first: number;
  readonly last: number;
}

/** Each protocol has a stretch of its own on one line of numbers; port 0 of each stays free, so that none touch. */
const STRETCH = 65_536;
/** More sets than this cannot exist in one run: their numbers are paired into one key. */
const MOST = 2 ** 26;

type Line = readonly number[];

/** Interned sets of ports: intersection, union and difference of sets that were met before are one look-up. */
export class PortSets {
  private readonly lines: Line[] = [];
  private readonly numbers = new Map<string, PortSet>();
  private readonly unions = new Map<number, PortSet>();
  private readonly intersections = new Map<number, PortSet>();
  private readonly differences = new Map<number, PortSet>();

  constructor() {
    this.number([]);
    this.of(PROTOCOLS.map((protocol) => ({ protocol, first: 1, last: 65_535 })));
  }

  /** The set of these ports. */
  of(ranges: readonly PortRange[]): PortSet {
    const pairs = ranges.map(({ protocol, first, last }) => {
      const start = PROTOCOLS.indexOf(protocol) * STRETCH;
      return [start + first, start + last] as const;
    });
    return this.number(merged(pairs));
  }

  /** The ports of a set, TCP first, in rising order. */
  ranges(set: PortSet): readonly PortRange[] {
    const line = this.lines[set] ?? [];
    const ranges: PortRange[] = [];
    for (let at = 0; at < line.length; at += 2) {
      const [first = 0, last = 0] = [line[at], line[at + 1]];
      const protocol = PROTOCOLS[Math.floor(first / STRETCH)] ?? 'TCP';
      ranges.push({ protocol, first: first % STRETCH, last: last % STRETCH });
    }
    return ranges;
  }

  /** Ports of either set. */
  union(a: PortSet, b: PortSet): PortSet {
    if (a === b || b === NO_PORT || a === EVERY_PORT) return a;
    if (a === NO_PORT || b === EVERY_PORT) return b;
    return this.remembered(this.unions, a, b, (x, y) => merged([...pairsOf(x), ...pairsOf(y)]));
  }

  /** Ports of both sets. */
  intersection(a: PortSet, b: PortSet): PortSet {
    if (a === b || a === NO_PORT || b === EVERY_PORT) return a;
    if (b === NO_PORT || a === EVERY_PORT) return b;
    return this.remembered(this.intersections, a, b, common);
  }

  /** Ports of the first set that are not in the second. */
  difference(a: PortSet, b: PortSet): PortSet {
    if (a === b || a === NO_PORT || b === EVERY_PORT) return NO_PORT;
    if (b === NO_PORT) return a;
    return this.remembered(this.differences, a, b, (x, y) => common(x, gaps(y)));
  }

  /** `TCP 443, 8000–8080; UDP 53`, `every port`, or `no port`. */
  show(set: PortSet): string {
    if (set === EVERY_PORT) return 'every port';
    if (set === NO_PORT) return 'no port';
    const texts = PROTOCOLS.flatMap((protocol) => {
      const own = this.ranges(set).filter((range) => range.protocol === protocol);
      if (own.length === 0) return [];
      const spans = own.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`));
      return [`${protocol} ${own[0]?.last === 65_535 && own[0].first === 1 ? 'every port' : spans.join(', ')}`];
    });
    return texts.join('; ');
  }

  private remembered(known: Map<number, PortSet>, a: PortSet, b: PortSet, make: (x: Line, y: Line) => Line): PortSet {
    const key = a * MOST + b;
    let set = known.get(key);
    if (set === undefined) {
      set = this.number(make(this.lines[a] ?? [], this.lines[b] ?? []));
      known.set(key, set);
    }
    return set;
  }

  private number(line: Line): PortSet {
    const key = line.join();
    let set = this.numbers.get(key);
    if (set === undefined) {
      set = this.lines.push(line) - 1;
      this.numbers.set(key, set);
    }
    return set;
  }
}

type Pair = readonly [first: number, last: number];

function pairsOf(line: Line): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let at = 0; at < line.length; at += 2) pairs.push([line[at] ?? 0, line[at + 1] ?? 0]);
  return pairs;
}

function merged(pairs: readonly Pair[]): Line {
  const line: number[] = [];
  for (const [first, last] of [...pairs].sort((a, b) => a[0] - b[0])) {
    const end = line[line.length - 1];
    if (end !== undefined && first <= end + 1) line[line.length - 1] = Math.max(end, last);
    else line.push(first, last);
  }
  return line;
}

function common(a: Line, b: Line): Line {
  const both = pairsOf(a).flatMap(([first, last]) =>
    pairsOf(b).map(([from, to]): Pair => [Math.max(first, from), Math.min(last, to)]),
  );
  return merged(both.filter(([first, last]) => first <= last));
}

/** What lies between, before and after the pieces of a line. */
function gaps(line: Line): Line {
  const edges = [0, ...line.flatMap((edge, at) => (at % 2 === 0 ? [edge - 1] : [edge + 1])), STRETCH * 3];
  return pairsOf(edges).flatMap(([first, last]) => (first <= last ? [first, last] : []));
}
