/**
 * The edition of the catalogue that a report was made with. `version` follows semantic versioning: a new row is a
 * minor change; a row that moves to another country, or disappears, is a major one. No row is younger than `asOf`.
 */
export const CATALOG: { readonly version: string; readonly asOf: string } = { version: '2.1.0', asOf: '2026-11-23' };
