import { appRunsWhatWasReviewed } from '../../../../policies/rules/marketplace/app-runs-what-was-reviewed.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';
import { appNamespace, digest, member } from './app.ts';

const reviewed = appNamespace({ 'image-digest': digest });
const other = `registry.example/app@sha256:${'b'.repeat(64)}`;
const path = 'spec.containers';

export const cases: RuleCases = {
  rule: appRunsWhatWasReviewed,
  compliant: [
    { name: 'the image that was reviewed', input: documents(reviewed, member('app', 'third-party-app', 'app')) },
    { name: 'a workload of the platform', input: documents(reviewed, member('fhir', 'fhir', 'app')), silent: true },
  ],
  nonCompliant: [
    {
      name: 'another image',
      input: documents(reviewed, member('app', 'third-party-app', 'app', other)),
      path,
      found: other,
    },
    {
      name: 'an image that nobody says was reviewed',
      input: documents(appNamespace({}), member('app', 'third-party-app', 'app')),
      path,
      found: `registry.example/app@${digest}`,
    },
  ],
  indeterminate: [
    {
      name: 'a namespace that is not there',
      input: member('app', 'third-party-app', 'app'),
      path,
      found: `registry.example/app@${digest}`,
    },
    {
      name: 'an image that something fills in later',
      input: documents(reviewed, member('app', 'third-party-app', 'app', '$'.concat('{IMAGE}'))),
      path,
      found: '$'.concat('{IMAGE}'),
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
