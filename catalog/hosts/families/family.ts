import type { HostFamily } from '../types.ts';

/**
 * Who runs a family of hosts: the operator's id, and its ultimate parent's country when the operators' catalogue has no
 * row. Null when the family gathers several operators; with a parent when all of them answer to the same country.
 */
export type Who = string | null | readonly [operator: string | null, parent: string];

type Facts = Omit<HostFamily, 'operator' | 'parent' | 'source' | 'asOf' | 'recalled'>;

/** The day on which most sources were read. */
const DAY = '2026-11-22';

function family(who: Who, source: string, recalled: boolean, facts: Facts, asOf: string): HostFamily {
  const [operator, parent] = who === null || typeof who === 'string' ? [who, undefined] : who;
  const base = { operator, source, asOf, recalled, ...facts };
  return parent === undefined ? base : { ...base, parent };
}

/** Facts that were read in `source` on a day, by default that of most of the catalogue. */
export function sourced(who: Who, source: string, facts: Facts, asOf = DAY): HostFamily {
  return family(who, source, false, facts, asOf);
}

/** Facts that are only remembered; `source` says where to confirm them. */
export function remembered(who: Who, source: string, facts: Facts): HostFamily {
  return family(who, source, true, facts, DAY);
}

/** The same value for many patterns, written as words. */
export function each(patterns: string, value: string): Readonly<Record<string, string>> {
  const words = patterns.split(/\s+/).filter((word) => word !== '');
  return Object.fromEntries(words.map((pattern) => [pattern, value]));
}

/** Many patterns, written as words. */
export function words(patterns: string): readonly string[] {
  return patterns.split(/\s+/).filter((word) => word !== '');
}
