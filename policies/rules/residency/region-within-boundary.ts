import { defineRule } from '../../engine/rule.ts';
import { placesWithin } from '../shared/placed.ts';
import { usualPlace } from '../shared/usual-region.ts';

const kinds = new Set(['region', 'zone', 'location', 'arn', 'unknown'] as const);

/** Every region, zone and location that a configuration names lies inside the boundary. */
export const regionWithinBoundary = defineRule({
  id: 'RES-001',
  title: 'Every region, zone and location that a configuration names lies inside the boundary.',
  severity: 'critical',
  enforcement: 'deny',
  waivable: false,
  controls: [
    'gdpr/art-44',
    'c5-2026/PSS-12',
    'ehds/art-87',
    'sgb-v/393',
    'secnumcloud-3.2/19.2',
    'iso-27001/A.5.23',
    'eu-csf/SOV-3',
  ],
  selects: ['*'],
  whenSilent: 'pass',
  rationale:
    'A region decides whose ground the data lies on. Names do not tell it: eu-west-2 is London and eu-central-2 is Zürich, ' +
    'so each name is looked up in the dated catalogue, and a name that is not there is unknown and blocks.',
  remedy: 'name a region inside the boundary; `domicile place VALUE` shows where a name lies and how that is known',
  evaluate: (subject, context) => placesWithin(subject, context, kinds, usualPlace),
});
