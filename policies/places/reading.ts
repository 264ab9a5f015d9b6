import type { Boundary } from '../engine/types.ts';
import type { Claims } from './claims.ts';
import type { HostResolver } from './host.ts';
import type { KeyMeaning } from './key.ts';
import type { Reference } from './reference.ts';
import type { RegionResolver } from './region.ts';
import type { TextContext } from './types.ts';

/** One text under judgement. */
export interface Reading {
  /** The text with its references punched out. */
  readonly text: string;
  /** The text as it stands. */
  readonly raw: string;
  /** In the order of the text. */
  readonly references: readonly Reference[];
  readonly key: KeyMeaning;
  /** A provider that the catalogue knows. */
  readonly provider: string | undefined;
  /** True when the field is known to hold a host or URL. */
  readonly certain: boolean;
  /** True when people fill in the references by what they look at. */
  readonly shown: boolean;
  /** Variables that the same script sets. */
  readonly given: TextContext['given'];
  /** Those of them that only a run can tell. */
  readonly made: ReadonlySet<string> | undefined;
}

/** What a scan needs besides the text. */
export interface Judges {
  readonly boundary: Boundary;
  readonly claims: Claims;
  readonly hosts: HostResolver;
  readonly regions: RegionResolver;
}

/** The references that lie between two positions. */
export function referencesBetween({ references }: Reading, from: number, to: number): readonly Reference[] {
  let low = 0;
  let high = references.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((references[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < references.length && (references[end]?.end ?? 0) <= to) end += 1;
  return references.slice(low, end);
}
