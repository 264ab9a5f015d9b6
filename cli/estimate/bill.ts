import { type Demand, totalOf } from './demand.ts';
import type { Prices } from './prices.ts';

/** One line of what a platform costs. */
export interface BillLine {
  readonly what: string;
  /** How much of it, in `unit`, with what is spare. */
  readonly amount: number;
  readonly unit: 'core' | 'GiB' | 'piece' | 'month';
  /** Of one, a month. */
  readonly price: number;
  /** A month. */
  readonly euros: number;
}

/** What the demand costs a month, or what has no price. */
export type Bill =
  | { readonly complete: true; readonly lines: readonly BillLine[]; readonly euros: number }
  | { readonly complete: false; readonly unpriced: readonly string[] };

const GIB = 2 ** 30;

/** Prices what runs all the time and all jobs at once, each with what is spare, and the volumes as they are. */
export function billOf(demand: Demand, prices: Prices): Bill {
  const { always, atTimes, volumes } = totalOf(demand.layers);
  const { accelerators = {}, storage, spare } = prices;
  const wanted = new Set([...Object.keys(always.accelerators), ...Object.keys(atTimes.accelerators)]);
  const unpriced = [
    ...Object.keys(volumes)
      .filter((name) => !Object.hasOwn(storage, name))
      .map((name) => `storage.${name}`),
    ...[...wanted].filter((name) => !Object.hasOwn(accelerators, name)).map((name) => `accelerators.${name}`),
  ];
  if (unpriced.length > 0) return { complete: false, unpriced };
  const bought = (running: number, jobs: number) => (running + jobs) * (1 + spare);
  const lines = [
    line('cores', bought(always.cores, atTimes.cores), 'core', prices.core),
    line('memory', bought(always.memory, atTimes.memory) / GIB, 'GiB', prices.memory),
    ...[...wanted].map((name) => {
      const pieces = bought(always.accelerators[name] ?? 0, atTimes.accelerators[name] ?? 0);
      return line(name, Math.ceil(pieces), 'piece', accelerators[name] ?? Number.NaN);
    }),
    ...Object.entries(volumes).map(([name, bytes]) =>
      line(`volumes of ${name}`, bytes / GIB, 'GiB', storage[name] ?? Number.NaN),
    ),
    ...(prices.other ?? []).map(({ name, euros }) => line(name, 1, 'month', euros)),
  ];
  return { complete: true, lines, euros: cents(lines.reduce((sum, { euros }) => sum + euros, 0)) };
}

function line(what: string, amount: number, unit: BillLine['unit'], price: number): BillLine {
  return { what, amount, unit, price, euros: cents(amount * price) };
}

function cents(euros: number): number {
  return Math.round(euros * 100) / 100;
}
