import { defineRule } from '../../engine/rule.ts';
import { placesWithin } from '../shared/placed.ts';

const kinds = new Set(['host', 'url', 'address', 'cidr'] as const);

/** Every host, URL and address that a configuration names lies inside the boundary. */
export const endpointWithinBoundary = defineRule({
  id: 'RES-002',
  title: 'Every host, URL and address that a configuration names lies inside the boundary.',
  severity: 'critical',
  enforcement: 'deny',
  waivable: false,
  controls: [
    'gdpr/art-44',
    'c5-2026/PSS-12',
    'ehds/art-87',
    'sgb-v/393',
    'secnumcloud-3.2/19.2',
    'iso-27001/A.5.34',
    'eu-csf/SOV-3',
  ],
  selects: ['*'],
  whenSilent: 'pass',
  rationale:
    'An endpoint is where data goes when the program runs: a backup target, a webhook, a proxy, a telemetry collector. ' +
    'Names inside the cluster and private addresses stay where the cluster is; every other one must be known.',
  remedy:
    'use an endpoint inside the boundary, or declare the host with its country and operator under `claims` of the site file',
  evaluate: (subject, context) => placesWithin(subject, context, kinds),
});
