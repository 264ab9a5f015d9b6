import type { Place } from '../engine/types.ts';

/** Where a string stands, as far as its reader knows. */
export interface TextContext {
  /** The field, variable, flag or property that it stands under: `AWS_DEFAULT_REGION`, `endpoint`, `DD_SITE`. */
  readonly key?: string | undefined;
  /** `aws`, `gcp` …: whose names these are, when the enclosing block says it. */
  readonly provider?: string | undefined;
  /**
   * What the schema says the field holds; `free`, the default, when it says nothing. `shown` is free text that a program
   * shows to people, who fill in its references by what they look at: a dashboard.
   */
  readonly role?: 'free' | 'image' | 'region' | 'host' | 'url' | 'cidr' | 'identifier' | 'shown' | undefined;
  /** Names of variables that the same script sets: what they are set to is judged where it stands. */
  readonly given?: Pick<ReadonlySet<string>, 'has'> | undefined;
  /** Those of them that a command or a reader fills in: what they are set to stands nowhere. */
  readonly made?: ReadonlySet<string> | undefined;
}

/** One part of a string that is somewhere. */
export interface Piece {
  /** The smallest part of the string that the place is about. */
  readonly found: string;
  readonly place: Place;
}

/** What one string turned out to be. */
export interface TextVerdict {
  /**
   * `placed`: at least one piece is known to be inside or outside. `undecided`: a piece is somewhere, and of none
   * anybody can say where. `inert`: proven to name no place.
   */
  readonly classification: 'placed' | 'inert' | 'undecided';
  /** The reason of the piece that decides: outside before unknown before inside; or why there is none. */
  readonly reason: string;
  /** Every place-bearing piece, those of unknown place (verdict `unknown`) included; empty exactly when inert. */
  readonly pieces: readonly Piece[];
}
