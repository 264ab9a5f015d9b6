import type { Document } from '../document/document.ts';
import type { DocumentPath, Position } from '../document/position.ts';
import type { SiteDocument } from './schema.ts';

/** Where the values of a site stand in its file. */
export interface SiteSource {
  /** The file, as it was named. */
  readonly file: string;
  /** The file's text, for the judge. */
  readonly text: string;
  /** Where a value stands; for a path that the file does not have, where its nearest enclosing key stands. */
  readonly positionOf: (path: DocumentPath) => Position;
  /**
   * Where a text of the output may have come from: every scalar with exactly that text; or else the longest hosts, URLs,
   * paths and images that stand inside it as whole words; or else those that it stands inside. Empty when the site file
   * does not say it.
   */
  readonly positionsOfValue: (value: string) => readonly Position[];
}

/** One site: what its file says, and where it says it. */
export type Site = SiteDocument & { readonly source: SiteSource };

/** Hosts, URLs, paths and images end up inside other values; a name or a number there would be chance. */
const composable = /[./:]/;

/** The positions behind a document. */
export function sourceOf(document: Document, text: string): SiteSource {
  return {
    file: document.file,
    text,
    positionOf: document.positionOf,
    positionsOfValue: (value) => {
      const exact = document.scalars.filter((scalar) => scalar.text === value);
      const parts = document.scalars.filter((scalar) => standsIn(scalar.text, value));
      const longest = Math.max(...parts.map((scalar) => scalar.text.length));
      const wholes = document.scalars.filter((scalar) => standsIn(value, scalar.text));
      const found = [exact, parts.filter((scalar) => scalar.text.length === longest), wholes];
      return (found.find((scalars) => scalars.length > 0) ?? []).map(({ position }) => position);
    },
  };
}

function standsIn(part: string, whole: string): boolean {
  if (!composable.test(part)) return false;
  const found = whole.indexOf(part);
  if (found < 0) return false;
  return !isWord(whole[found - 1]) && !isWord(whole[found + part.length]);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9]/.test(character);
}
