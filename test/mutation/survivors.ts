import { relative } from 'node:path';

/** A mutant that no test notices, and why that is no hole in the tests. */
export interface Survivor {
  /** Area, file, what stood there and what stands there now, with tabs between. */
  readonly key: string;
  readonly reason: string;
}

interface Location {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

const header = 'area\tfile\tcode\tmutant\treason';
const unexamined = 'not examined';

/** The name of a mutant, which an edit elsewhere in its file does not change. Lines and columns count from 1. */
export function keyOf(
  area: string,
  source: string,
  file: string,
  { start, end }: Location,
  replacement: string,
): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, end.column - 1);
  lines[0] = (lines[0] ?? '').slice(start.column - 1);
  return [area, relative(process.cwd(), file), lines.join(' '), replacement].map(oneLine).join('\t');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The list as it was written. */
export function readSurvivors(text: string): readonly Survivor[] {
  const lines = text.trimEnd().split('\n').slice(1);
  return lines.map((one) => {
    const cells = one.split('\t');
    return { key: cells.slice(0, 4).join('\t'), reason: cells[4] ?? '' };
  });
}

/** Survivors of an area that are not listed, and listed ones that did not survive. A key may stand more than once. */
export function compare(known: readonly Survivor[], found: readonly string[], area: string) {
  const listed = known.map(({ key }) => key).filter((key) => areaOf(key) === area);
  return { missing: without(found, listed), stale: without(listed, found) };
}

/** The list with an area as it is now. Reasons stay. */
export function writeSurvivors(known: readonly Survivor[], found: readonly string[], area: string): string {
  const reasons = new Map(known.map(({ key, reason }) => [key, reason]));
  const kept = known.filter(({ key }) => areaOf(key) !== area);
  const now = found.map((key) => ({ key, reason: reasons.get(key) ?? unexamined }));
  const lines = [...kept, ...now].map(({ key, reason }) => `${key}\t${reason}`).sort();
  return `${[header, ...lines].join('\n')}\n`;
}

function areaOf(key: string): string {
  return key.slice(0, key.indexOf('\t'));
}

function without(all: readonly string[], some: readonly string[]): readonly string[] {
  const left = [...some];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
