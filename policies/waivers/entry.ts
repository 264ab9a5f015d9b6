import { closest } from 'fastest-levenshtein';
import { dayNumber } from '../engine/day.ts';
import type { SourcePosition, Value } from '../engine/types.ts';
import type { Waiver } from '../engine/waiver.ts';
import { isFields } from '../subjects/fields.ts';
import { patternFlaw } from './glob.ts';
import type { WaiverProblem } from './read.ts';

type Key = Exclude<keyof Waiver, 'position'>;

/** Every key of a waiver; each must be there. */
const keys: readonly Key[] = ['rule', 'subject', 'path', 'owner', 'reason', 'ticket', 'expires'];
const shortestReason = 10;

type Locate = (key?: string) => SourcePosition;

/** One entry of the list: a waiver, or every mistake in it. */
export function readEntry(
  entry: Value,
  locate: Locate,
  ids: readonly string[],
): { readonly waiver: Waiver } | { readonly problems: readonly WaiverProblem[] } {
  if (!isFields(entry)) {
    return { problems: [{ message: `a waiver is no mapping; it has: ${keys.join(', ')}`, position: locate() }] };
  }
  const unknown = Object.keys(entry).filter((key) => !keys.some((known) => known === key));
  const problems = [
    ...unknown.map((key) => ({ message: unknownKey(key), position: locate(key) })),
    ...keys.flatMap((key) => {
      const message = flawOf(key, entry[key], ids);
      return message === undefined ? [] : [{ message, position: locate(key) }];
    }),
  ];
  if (problems.length > 0) return { problems };
  const text = (key: Key) => String(entry[key]).trim();
  const [rule, subject, path, owner] = [text('rule'), text('subject'), text('path'), text('owner')];
  const [reason, ticket, expires] = [text('reason'), text('ticket'), text('expires')];
  return { waiver: { rule, subject, path, owner, reason, ticket, expires, position: locate() } };
}

function unknownKey(key: string): string {
  return `"${key}" is no known key of a waiver; did you mean "${closest(key, [...keys])}"?`;
}

/** What is wrong with the value of a key, with what is allowed. */
function flawOf(key: Key, value: Value | undefined, ids: readonly string[]): string | undefined {
  if (value === undefined) return `"${key}" is missing; a waiver has: ${keys.join(', ')}`;
  if (typeof value !== 'string') return `"${key}" is no text, it is ${JSON.stringify(value)}; put it in quotes`;
  const text = value.trim();
  if (text === '' && key !== 'path') return `"${key}" is empty`;
  if (key === 'rule') return ruleFlaw(text, ids);
  if (key === 'expires') return dayFlaw(text);
  if (key === 'subject' || key === 'path') return withValue(key, text, patternFlaw(text));
  if (key === 'reason' && text.length < shortestReason) {
    return `the reason ${JSON.stringify(text)} is too short; say in a sentence why the finding is acceptable`;
  }
  return undefined;
}

function ruleFlaw(id: string, ids: readonly string[]): string | undefined {
  if (ids.includes(id)) return undefined;
  return `there is no rule ${JSON.stringify(id)}; did you mean ${closest(id.toUpperCase(), [...ids])}? See domicile explain`;
}

function dayFlaw(day: string): string | undefined {
  if (dayNumber(day) !== undefined) return undefined;
  return `expires ${JSON.stringify(day)} is no day; write the last day on which the waiver holds: 2027-01-31`;
}

function withValue(key: string, text: string, flaw: string | undefined): string | undefined {
  return flaw === undefined ? undefined : `${key} ${JSON.stringify(text)}: ${flaw}`;
}
