import { reviewIsWrittenDown } from '../../../../policies/rules/marketplace/review-is-written-down.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';
import { appNamespace, digest } from './app.ts';

const review = {
  'image-digest': digest,
  'signed-by': digest,
  'sbom-digest': digest,
  'approved-until': '2027-01-31',
  'review-ticket': 'APP-17',
};
const { 'signed-by': _, ...unsigned } = review;
const at = (key: string) => `metadata.annotations["domicile.internal/${key}"]`;

export const cases: RuleCases = {
  rule: reviewIsWrittenDown,
  compliant: [
    { name: 'everything of the review', input: appNamespace(review) },
    { name: "a namespace of the platform's own", input: appNamespace({}, 'fhir'), silent: true },
  ],
  nonCompliant: [
    { name: 'nobody signed it', input: appNamespace(unsigned), path: at('signed-by'), found: '(nothing)' },
    {
      name: 'a tag in place of a digest',
      input: appNamespace({ ...review, 'image-digest': 'latest' }),
      path: at('image-digest'),
      found: 'latest',
    },
    {
      name: 'an approval without an end',
      input: appNamespace({ ...review, 'approved-until': 'further notice' }),
      path: at('approved-until'),
      found: 'further notice',
    },
    { name: 'no review at all', input: appNamespace({}), path: at('review-ticket'), found: '(nothing)', also: 4 },
  ],
  indeterminate: [
    {
      name: 'a digest that something fills in later',
      input: appNamespace({ ...review, 'sbom-digest': '$'.concat('{SBOM}') }),
      path: at('sbom-digest'),
      found: '$'.concat('{SBOM}'),
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
