import type { Place, Subject } from '../../engine/types.ts';
import type { Found, Outcome } from './outcome.ts';

/** Whether a subject is a Secret of a running cluster, whose values are judged in memory and stand in no report. */
export function isLiveSecret({ kind, live }: Subject): boolean {
  return live === true && kind === 'Secret';
}

/** The same outcome with nothing left of the values: what remains is the country, the operator and the verdict. */
export function withoutValues(outcome: Outcome): Outcome {
  return {
    ...outcome,
    own: outcome.own.map(hidden),
    deeper: outcome.deeper.map(([step, deeper]) => [step, withoutValues(deeper)] as const),
  };
}

function hidden(piece: Found): Found {
  const shown = `(${piece.found.length} characters of a Secret, not shown)`;
  const places = piece.places.map((place) => ({ ...place, value: shown, reason: reasonOf(place) }));
  const reason = places[0]?.reason ?? 'the judge could not read this part of a Secret';
  return { ...piece, found: shown, reason, within: undefined, places };
}

function reasonOf({ kind, country, operator }: Place): string {
  const what = kind === 'unknown' ? 'a place' : `a ${kind}`;
  if (country === null) return `a Secret names ${what} of which nobody can say where it is`;
  return `a Secret names ${what} in ${country}${operator === null ? '' : `, run by ${operator}`}`;
}
