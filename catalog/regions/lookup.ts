import type { Region } from '../types.ts';
import { fold, type ProviderRegions, type Row, region, type Table } from './table.ts';

/** Finds a provider's places by folded name. Built on first use, so that a run pays only for the providers that it meets. */
export interface Lookup {
  readonly find: (key: string) => Region | undefined;
  /** Only what the provider's grammar makes of a name that no row states: another spelling, or a zone. */
  readonly derived: (key: string) => Region | undefined;
}

type Entry = readonly [table: Table, row: Row];

function index(tables: readonly Table[]): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const table of tables) {
    for (const row of table.rows) for (const name of names(row)) entries.set(name, [table, row]);
  }
  return entries;
}

function names([code, , , ...otherNames]: Row): readonly string[] {
  return [code, ...otherNames].map(fold);
}

/** Every folded name that the rows of these tables state. */
export function namesOf(tables: readonly Table[]): readonly string[] {
  return tables.flatMap(({ rows }) => rows.flatMap(names));
}

/** The lookup of one provider. */
export function lookupOf(regions: ProviderRegions): Lookup {
  const { provider, tables, normalise, regionOfZone } = regions;
  let entries: ReadonlyMap<string, Entry> | undefined;
  const named = (key: string): Region | undefined => {
    entries ??= index(tables);
    const entry = entries.get(key);
    return entry && region(provider, ...entry);
  };
  const zone = (key: string): Region | undefined => {
    const parent = regionOfZone?.(key);
    const found = parent === undefined ? undefined : named(parent);
    return found && { ...found, code: key, kind: 'zone' };
  };
  const derived = (key: string): Region | undefined => {
    const name = normalise?.(key) ?? key;
    return (name === key ? undefined : named(name)) ?? zone(name);
  };
  return { find: (key) => named(key) ?? derived(key), derived };
}
