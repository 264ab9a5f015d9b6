import type { Context, Leaf, Place, Subject, Verdict } from '../../engine/types.ts';

/** One verdict per place of the wanted kinds that the subject names. */
export function* placesWithin(
  subject: Subject,
  context: Context,
  kinds: ReadonlySet<Place['kind']>,
): Generator<Verdict> {
  for (const leaf of context.leaves(subject)) {
    for (const place of leaf.places) {
      if (kinds.has(place.kind)) yield placeVerdict(leaf, place, context);
    }
  }
}

function placeVerdict(leaf: Leaf, place: Place, context: Context): Verdict {
  const because = leaf.within === undefined ? place.reason : `${place.reason} (${leaf.within})`;
  const expected = `a place inside ${context.boundary.name}`;
  return { result: resultOf(place), path: leaf.path, found: leaf.found, because, expected };
}

/** Inside passes, outside fails, and what nobody knows is indeterminate. */
export function resultOf(place: Place): Verdict['result'] {
  if (place.verdict === 'inside') return 'pass';
  return place.verdict === 'outside' ? 'fail' : 'indeterminate';
}
