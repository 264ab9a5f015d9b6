import { defineRule } from '../../engine/rule.ts';
import { placesWithin } from '../shared/placed.ts';

const kinds = new Set(['image'] as const);

/** Every container image comes from a registry inside the boundary. */
export const imageRegistryWithinBoundary = defineRule({
  id: 'RES-003',
  title: 'Every container image comes from a registry inside the boundary.',
  severity: 'high',
  enforcement: 'deny',
  waivable: false,
  controls: ['gdpr/art-32', 'c5-2026/OPS-34', 'grundschutz/SYS.1.6.A6', 'nis2/art-21-2', 'eu-csf/SOV-5'],
  selects: ['*'],
  whenSilent: 'pass',
  rationale:
    'A registry abroad sees which hospital runs what, can withhold an image, and can serve another one. ' +
    'A bare name is Docker Hub; a mirror with a European name can stand anywhere.',
  remedy: "pull from the site's own mirror, by digest: registry.klinik.example/team/app@sha256:…",
  evaluate: (subject, context) => placesWithin(subject, context, kinds),
});
