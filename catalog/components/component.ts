/** How far a fact has been followed: `read` in the project's own sources, or `recalled` and still to be confirmed. */
export type FactStanding = 'read' | 'recalled';

/** A reviewed part of the platform: what it is, where it comes from and how it has to be run. */
export interface Component {
  /** Name in image locks. A contract. */
  readonly id: string;
  /** What it does here, in words. */
  readonly purpose: string;
  /** Version that the settings below were reviewed for. */
  readonly version: string;
  /** Repository below the site's mirror. */
  readonly repository: string;
  /**
   * Registry that the project publishes to: where a mirror is filled from, never where a container pulls. Undefined for an
   * image that no project publishes and the site builds; `source` says how.
   */
  readonly upstream: string | undefined;
  /** SPDX identifier. */
  readonly licence: string;
  /** ISO 3166-1 alpha-2 code of the country where the project or its steward is at home, or `INT` for a community. */
  readonly origin: string;
  /** Ports that the process opens, by name. */
  readonly ports: Readonly<Record<string, number>>;
  /** HTTP paths or commands that tell its health, by question. */
  readonly health: Readonly<Record<string, string>>;
  /** Who the process is; the image is built for these ids, or tolerates them. */
  readonly user: { readonly uid: number; readonly gid: number };
  /** Directories that must be writable; everything else is read-only. */
  readonly writable: readonly string[];
  /** Settings without which the part phones home, opens a door or loses data. */
  readonly switches: Readonly<Record<string, string>>;
  readonly source: string;
  /** YYYY-MM-DD */
  readonly asOf: string;
  readonly standing: FactStanding;
}
