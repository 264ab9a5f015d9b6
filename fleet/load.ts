import { type Document, parseDocument } from '../constructs/core/document/document.ts';
import type { DocumentPath, Position } from '../constructs/core/document/position.ts';
import { readText } from '../constructs/core/document/read.ts';
import { validate } from '../constructs/core/document/validate.ts';
import { DomicileError, type Problem } from '../constructs/core/errors.ts';
import { type FleetDocument, fleetSchema } from './schema.ts';

/** One fleet: what its file says, and where it says it. */
export type Fleet = FleetDocument & {
  /** Where a value stands; for a path that the file does not have, where its nearest enclosing value stands. */
  readonly positionOf: (path: DocumentPath) => Position;
};

/**
 * Reads and validates a fleet file.
 * @param file path as the caller wants to see it in messages
 * @throws {@link DomicileError}
 */
export function loadFleet(file: string): Fleet {
  return parseFleet(readText(file), file);
}

/** As {@link loadFleet}, for a text that is already in memory. */
export function parseFleet(source: string, file: string): Fleet {
  const document = parseDocument(source, file);
  const fleet = validate(document, fleetSchema);
  const [first, ...rest] = contradictions(fleet, document);
  if (first !== undefined) throw new DomicileError(first, ...rest);
  return { ...fleet, positionOf: document.positionOf };
}

function contradictions(fleet: FleetDocument, document: Document): readonly Problem[] {
  return [...tooMany(fleet, document), ...twice(fleet, document)];
}

function tooMany({ promoted, waves }: FleetDocument, document: Document): readonly Problem[] {
  if (promoted <= waves.length) return [];
  return [
    {
      code: 'fleet-rule',
      message: 'more waves are promoted than there are',
      seen: `${promoted}`,
      position: document.positionOf(['promoted']),
      allowed: `0 to ${waves.length}`,
      mend: `write promoted: ${waves.length}, or add the missing waves`,
    },
  ];
}

/** Two waves that have a name or a site in common cannot be told apart, or are no order. */
function twice({ waves }: FleetDocument, document: Document): readonly Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const look = (value: string, what: string, path: DocumentPath, mend: string) => {
    const key = `${what} ${value}`;
    const position = document.positionOf(path);
    if (seen.has(key))
      problems.push({ code: 'fleet-rule', message: `this ${what} is there twice`, seen: value, position, mend });
    seen.add(key);
  };
  for (const [index, { name, sites }] of waves.entries()) {
    look(name, 'wave', ['waves', index, 'name'], 'give each wave a name of its own');
    for (const [at, site] of sites.entries()) look(site, 'site', ['waves', index, 'sites', at], 'leave it in one wave');
  }
  return problems;
}
