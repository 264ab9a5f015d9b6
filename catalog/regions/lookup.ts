import type { Region } from '../types.ts';
import { fold, type ProviderRegions, type Row, region, type Table } from './table.ts';

/** Finds a provider's places by folded name. Built on first use, so that a run pays only for the providers that it meets. */
export interface Lookup {
  readonly find: (key: string) => Region | undefined;
}

type Entry = readonly [table: Table, row: Row];

function index(tables: readonly Table[]): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const table of tables) {
    for (const row of table.rows) {
      const [code, , , ...otherNames] = row;
      for (const name of [code, ...otherNames]) entries.set(fold(name), [table, row]);
    }
  }
  return entries;
}

/** The lookup of one provider. */
export function lookupOf(regions: ProviderRegions): Lookup {
  let entries: ReadonlyMap<string, Entry> | undefined;
  const named = (key: string): Region | undefined => {
    entries ??= index(regions.tables);
    const entry = entries.get(key);
    return entry && region(regions.provider, ...entry);
  };
  const zone = (key: string): Region | undefined => {
    const parent = regions.regionOfZone?.(key);
    const found = parent === undefined ? undefined : named(parent);
    return found && { ...found, code: key, kind: 'zone' };
  };
  return {
    find: (key) => {
      const name = regions.normalise?.(key) ?? key;
      return named(key) ?? named(name) ?? zone(name);
    },
  };
}
