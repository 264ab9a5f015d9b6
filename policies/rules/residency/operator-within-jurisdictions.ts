import { defineRule } from '../../engine/rule.ts';
import type { Leaf, Place, Verdict } from '../../engine/types.ts';

/** Whoever runs a place answers only to jurisdictions that the site accepts. */
export const operatorWithinJurisdictions = defineRule({
  id: 'SOV-001',
  title: 'Whoever runs a place answers, through its ultimate parent, only to jurisdictions that the site accepts.',
  severity: 'critical',
  enforcement: 'deny',
  controls: ['gdpr/art-48', 'c5-2026/GC-01', 'secnumcloud-3.2/19.6', 'eu-csf/SOV-2'],
  selects: ['*'],
  whenSilent: 'pass',
  rationale:
    'Location is not jurisdiction: 18 U.S.C. § 2713 reaches what a US-controlled provider holds, wherever it lies. The ' +
    'rule asks only when the boundary names operator jurisdictions, and then of every place that lies inside.',
  notAsked: ({ operatorJurisdictions }) =>
    operatorJurisdictions === undefined
      ? 'the boundary accepts any operator, so whose law reaches them was not asked; name jurisdictions with --operators EEA, or under boundary.operators of the site file'
      : undefined,
  remedy: 'use an operator whose ultimate parent is accepted; `domicile place VALUE` shows operator and jurisdiction',
  evaluate: (subject, { boundary, leaves }) => {
    const accepted = boundary.operatorJurisdictions;
    if (accepted === undefined) return [];
    return leaves(subject).flatMap((leaf) =>
      leaf.places.filter((place) => place.verdict === 'inside').map((place) => judge(leaf, place, accepted)),
    );
  },
});

function judge(leaf: Leaf, place: Place, accepted: ReadonlySet<string>): Verdict {
  const { path, found } = leaf;
  const expected = `an operator whose ultimate parent is in ${[...accepted].join(', ')}`;
  if (place.jurisdiction === null) {
    return { result: 'indeterminate', path, found, because: 'nobody knows who runs it', expected };
  }
  const because = `${place.operator ?? 'its operator'} answers to ${place.jurisdiction}`;
  return { result: accepted.has(place.jurisdiction) ? 'pass' : 'fail', path, found, because, expected };
}
