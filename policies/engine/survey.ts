import type { Place } from './types.ts';

/** Where the values of a run point, for one country. */
export interface PlacesInCountry {
  /** ISO 3166-1 alpha-2, `EU` for some member state, or null when nobody knows. */
  readonly country: string | null;
  /** The country's English name; empty when nobody knows it. */
  readonly name: string;
  readonly verdict: Place['verdict'];
  /** How many values of the input point there. */
  readonly values: number;
  /** Of these, how many are only the site's own claim, and how many rest on a fact that is only remembered. */
  readonly claimed: number;
  readonly recalled: number;
  /** Who runs them, by identifier, and whose law reaches each through its ultimate parent. */
  readonly operators: readonly { readonly id: string; readonly jurisdiction: string | null }[];
  /** The values themselves, each once, in order. */
  readonly examples: readonly string[];
}

/** What the judge saw besides its findings. */
export interface Survey {
  /** How many subjects each rule was asked about, by its identifier. */
  readonly asked: ReadonlyMap<string, number>;
  /** ISO codes inside the boundary, in order. */
  readonly inside: readonly string[];
  /** Inside, then unknown, then outside; the most values first. */
  readonly places: readonly PlacesInCountry[];
  /** Edition and date of the catalogue that resolved them. */
  readonly catalogue: { readonly version: string; readonly asOf: string };
}
