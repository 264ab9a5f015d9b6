/** Where a fact comes from. Every row of the catalogue carries one. */
export interface Sourced {
  /** The document, package and version, or dataset that states the fact. Never empty. */
  readonly source: string;
  /** The day on which the source was read: YYYY-MM-DD. */
  readonly asOf: string;
  /** True when the fact is only remembered, and no source was at hand to confirm it. */
  readonly recalled: boolean;
}

/** What a row names: one region, a zone in it, a site or point of presence, or several regions that hold copies. */
export type RegionKind = 'region' | 'zone' | 'location' | 'multi-region';

/** One name that a provider gives to a place. */
export interface Region extends Sourced {
  /** The provider's hint name (`aws`, `hetzner`); an id of `catalog/operators.ts`. */
  readonly provider: string;
  /** The provider's own spelling. For a derived zone: the zone as asked for, in lower case. */
  readonly code: string;
  readonly kind: RegionKind;
  /** ISO 3166-1 alpha-2; `EU` when it is some member state; null when it is no single country, or nobody says which. */
  readonly country: string | null;
  /**
   * Only when `country` is null or `EU`: every country that holds, or may hold, a copy. Absent when that is not known.
   * A place is inside a boundary only when all of these are.
   */
  readonly among?: readonly string[];
  /** City, state or words. */
  readonly where: string;
  /** False for a name that stands in settings and in no host name. */
  readonly inHosts?: false;
}

/** Who runs a provider, and whose law reaches it. A sovereign product name is not evidence: the ultimate parent is. */
export interface Operator extends Sourced {
  /** Lower-case common name, as in hints (`aws`, `otc`). */
  readonly id: string;
  readonly name: string;
  /** ISO code of the operating company's registered seat. */
  readonly seat: string;
  readonly ultimateParent: { readonly name: string; readonly country: string };
  /** True when an EEA-parented operator has business abroad that gives a foreign authority a hold over it. */
  readonly nexus: boolean;
  /** What a reviewer has to know besides; empty when nothing. */
  readonly note: string;
}

/** Whether a territory that has its own ISO code shares its state's place in the EU and the EEA. */
export interface Territory extends Sourced {
  readonly code: string;
  /** The state that it belongs to or that answers for it; its own code when it is a state. */
  readonly of: string;
  readonly inside: boolean;
}
