import { boundaryOf } from '../../../policies/boundary.ts';
import type { Claim } from '../../../policies/engine/types.ts';
import { createPlaces, type TextContext, type TextVerdict } from '../../../policies/places/index.ts';

export const eea = createPlaces(boundaryOf('EEA'));

/** A site's claim, as its file would state it. */
export function claim(match: string, country: string, operator = 'klinik'): Claim {
  return { match, country, operator, position: undefined };
}

/** The one word that a reviewer wants: outside before unknown before inside before inert. */
export function word(verdict: TextVerdict): 'outside' | 'unknown' | 'inside' | 'inert' {
  const has = (wanted: string) => verdict.pieces.some(({ place }) => place.verdict === wanted);
  if (has('outside')) return 'outside';
  if (has('unknown')) return 'unknown';
  return has('inside') ? 'inside' : 'inert';
}

export function read(text: string, context: TextContext = {}): ReturnType<typeof word> {
  return word(eea.classify(text, context));
}
