import { common, without } from '../../policies/reach/addresses.ts';
import { NO_PORT, type PortRange, type PortSet, PortSets } from '../../policies/reach/ports.ts';
import type { Range } from '../../policies/rules/shared/cidr.ts';
import type { Loaded } from './load.ts';
import { type Matrix, matrixOf } from './matrix.ts';
import { addressesInWords } from './words.ts';

/** What a change opens and closes, one sentence each. */
export interface Difference {
  readonly opened: readonly Change[];
  readonly closed: readonly Change[];
}

export interface Change {
  readonly words: string;
  readonly certain: boolean;
}

/** One way, in terms that hold in both versions. */
interface Way {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly PortRange[];
  readonly certain: boolean;
}

/** Compares who reaches whom in two versions, by the names of workloads. */
export function differenceOf(before: Loaded, after: Loaded): Difference {
  const sets = new PortSets();
  const [old, now] = [matrixOf(before), matrixOf(after)];
  const [oldWays, newWays] = [waysOf(old, before), waysOf(now, after)];
  const names = { old: namesOf(old), now: namesOf(now) };
  return {
    opened: [...added(oldWays, newWays, names.old, sets), ...addedOutside(old, before, now, after, sets)],
    closed: [...added(newWays, oldWays, names.now, sets), ...addedOutside(now, after, old, before, sets)],
  };
}

function namesOf({ nodes }: Matrix): ReadonlySet<string> {
  return new Set(nodes.map(({ name }) => name));
}

function waysOf({ edges }: Matrix, { graph }: Loaded): ReadonlyMap<string, Way> {
  const ways = edges.map(({ from, to, ports, certain }): Way => {
    return { from: from.name, to: to.name, ports: graph.reach.portSets.ranges(ports), certain };
  });
  return new Map(ways.map((way) => [`${way.from} ${way.to}`, way]));
}

/** The ways of the second that are not in the first, or lead to more ports there. */
function added(
  before: ReadonlyMap<string, Way>,
  after: ReadonlyMap<string, Way>,
  known: ReadonlySet<string>,
  sets: PortSets,
): readonly Change[] {
  return [...after].flatMap(([key, { from, to, ports, certain }]) => {
    const more = sets.difference(sets.of(ports), sets.of(before.get(key)?.ports ?? []));
    if (more === NO_PORT) return [];
    return [{ words: `${named(from, known)} → ${named(to, known)}   ${sets.show(more)}`, certain }];
  });
}

/** A workload that the other version does not have is told apart: its ways are no surprise. */
function named(name: string, known: ReadonlySet<string>): string {
  return known.has(name) ? name : `${name} (only here)`;
}

/** Addresses that the second reaches on some port, and the first does not. */
function addedOutside(old: Matrix, before: Loaded, now: Matrix, after: Loaded, sets: PortSets): readonly Change[] {
  const known = namesOf(old);
  const inSets = (ports: PortSet, { graph }: Loaded) => sets.of(graph.reach.portSets.ranges(ports));
  return now.outside.flatMap(({ workload, direction, addresses, ports }) => {
    const same = old.outside.filter((one) => one.workload.name === workload.name && one.direction === direction);
    const parts = split(
      addresses,
      inSets(ports, after),
      same.map((one) => [one.addresses, inSets(one.ports, before)]),
      sets,
    );
    return parts.map(([left, more]) => {
      const arrow = direction === 'Egress' ? '→' : '←';
      return {
        words: `${named(workload.name, known)} ${arrow} ${addressesInWords(left)}   ${sets.show(more)}`,
        certain: true,
      };
    });
  });
}

type Part = readonly [addresses: readonly Range[], ports: PortSet];

function split(addresses: readonly Range[], ports: PortSet, known: readonly Part[], sets: PortSets): readonly Part[] {
  const parts = known.reduce<readonly Part[]>(
    (left, [others, theirs]) =>
      left.flatMap(([own, mine]): readonly Part[] => [
        [without(own, others), mine],
        [common(own, others), sets.difference(mine, theirs)],
      ]),
    [[addresses, ports]],
  );
  return parts.filter(([own, mine]) => own.length > 0 && mine !== NO_PORT);
}

/** The difference as text. */
export function differenceInWords({ opened, closed }: Difference): string {
  if (opened.length + closed.length === 0) return 'Nothing became reachable, and nothing was closed.\n';
  return [section('Became reachable', '+', opened), section('No longer reachable', '-', closed)].join('');
}

function section(title: string, sign: string, changes: readonly Change[]): string {
  if (changes.length === 0) return `${title}: nothing\n`;
  const lines = changes.map(({ words, certain }) => `  ${sign} ${words}${certain ? '' : '   (may be closed)'}\n`);
  return `${title}: ${changes.length}\n${lines.join('')}`;
}
