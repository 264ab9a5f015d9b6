import type { Context, Leaf, Place, Subject, Verdict } from '../../engine/types.ts';

/** One verdict per place of the wanted kinds that the subject names. */
export function placesWithin(
  subject: Subject,
  context: Context,
  kinds: ReadonlySet<Place['kind']>,
  settle: (leaf: Leaf, place: Place, context: Context) => Place | undefined = asItIs,
): readonly Verdict[] {
  const leaves = context.leaves(subject);
  // Most things name no place at all, and a plan holds tens of thousands of them.
  if (leaves.length === 0) return none;
  const verdicts: Verdict[] = [];
  for (const leaf of leaves) {
    for (const place of leaf.places) {
      if (kinds.has(place.kind)) verdicts.push(placeVerdict(leaf, settle(leaf, place, context) ?? place, context));
    }
  }
  return verdicts;
}

const asItIs = () => undefined;

const none: readonly never[] = [];

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
