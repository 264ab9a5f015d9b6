import type { Boundary, Place } from '../engine/types.ts';
import { claimsOf } from './claims.ts';
import { classify } from './classify.ts';
import { hostResolver } from './host.ts';
import { place } from './place.ts';
import { regionResolver } from './region.ts';
import type { TextContext, TextVerdict } from './types.ts';

export { choicesIn } from './classify.ts';
export { isOfEveryShell } from './dialled-variable.ts';
export { mayInstall, withoutNamedSources } from './installer.ts';
export { claimReason, SITE_CLAIM } from './judged.ts';
export { isPage } from './page.ts';
export { tellsPlace } from './switch.ts';
export type { Piece, TextContext, TextVerdict } from './types.ts';

/** The oracle that says where things are, seen from one boundary. Pure: no network, no clock. */
export interface Places {
  /**
   * Where one value is. The value may carry a hint (`aws/region:eu-west-2`, `host:…`, `url:…`, `image:…`, `cidr:…`), or
   * the hint is given apart (`aws/region`, `image`, `aws`); without one the kind is inferred. Never throws.
   */
  readonly place: (value: string, hint?: string) => Place;
  /** Every place that a string names, or why it names none. Never throws; linear in the length of the text. */
  readonly classify: (text: string, context: TextContext) => TextVerdict;
}

/** The oracle for a boundary and its claims. Cheap; the catalogue is indexed on first use. */
export function createPlaces(boundary: Boundary): Places {
  const claims = claimsOf(boundary);
  const judges = { boundary, claims, hosts: hostResolver(boundary, claims), regions: regionResolver(boundary, claims) };
  return {
    place: (value, hint) => place(value, hint, judges),
    classify: (text, context) => classify(text, context, judges),
  };
}
