import { parseDocument } from '../document/document.ts';
import { readText } from '../document/read.ts';
import { validate } from '../document/validate.ts';
import { DomicileError } from '../errors.ts';
import { contradictions } from './rules.ts';
import { siteSchema } from './schema.ts';
import { type Site, sourceOf } from './site.ts';

/** A site file that cannot be used. `problems` lists everything that is wrong, each with its place. */
export class SiteError extends DomicileError {
  override readonly name = 'SiteError';
}

/**
 * Reads and validates a site file.
 * @param file path as the caller wants to see it in messages
 * @throws {@link SiteError}
 */
export function loadSite(file: string): Site {
  return asSiteError(() => parse(readText(file), file));
}

/** As {@link loadSite}, for a text that is already in memory. */
export function parseSite(source: string, file: string): Site {
  return asSiteError(() => parse(source, file));
}

function parse(source: string, file: string): Site {
  const document = parseDocument(source, file);
  const site: Site = { ...validate(document, siteSchema), source: sourceOf(document, source) };
  const [first, ...rest] = contradictions(site);
  if (first !== undefined) throw new SiteError(first, ...rest);
  return site;
}

function asSiteError(read: () => Site): Site {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomicileError) || error instanceof SiteError) throw error;
    const [first, ...rest] = error.problems;
    throw first === undefined ? error : new SiteError(first, ...rest);
  }
}
