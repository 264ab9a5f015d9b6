import { boundaryOf } from '../../../../policies/judge.ts';
import { operatorWithinJurisdictions } from '../../../../policies/rules/residency/operator-within-jurisdictions.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const store = (url: string) => configMap.replace('info', url);
/** A container with the region of a store that several providers call so, and its address. */
const backup = (endpoint: string, region: string) => `apiVersion: v1
kind: Pod
metadata: { name: backup, namespace: backup }
spec:
  containers:
    - name: rclone
      image: registry.klinik.example/rclone@sha256:${'a'.repeat(64)}
      env:
        - { name: RCLONE_CONFIG_STORE_ENDPOINT, value: '${endpoint}' }
        - { name: RCLONE_CONFIG_STORE_REGION, value: ${region} }
`;
const german = boundaryOf(
  'EEA',
  [{ match: '*.klinik.example', country: 'DE', operator: 'klinik', position: undefined }],
  new Set(['DE', 'FR']),
);

export const cases: RuleCases = {
  rule: operatorWithinJurisdictions,
  compliant: [
    {
      name: 'a French operator, where the site accepts France',
      input: store('https://s3.fr-par.scw.cloud'),
      boundary: german,
    },
    {
      name: 'a region of several operators beside a host of the French one',
      input: backup('https://s3.fr-par.scw.cloud', 'fr-par'),
      boundary: german,
    },
    {
      name: 'an American operator in Virginia, which RES-002 refuses already',
      input: store('https://s3.us-east-1.amazonaws.com'),
      boundary: german,
      silent: true,
    },
    {
      name: 'an American operator in Frankfurt, where the site asks for location alone',
      input: store('https://s3.eu-central-1.amazonaws.com'),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'an American operator in Frankfurt, where the site accepts German and French ones',
      input: store('https://s3.eu-central-1.amazonaws.com'),
      boundary: german,
      path: 'data.LOG_LEVEL',
      found: 's3.eu-central-1.amazonaws.com',
    },
    {
      name: 'a host that the site claims for the German company of an American one',
      input: store('https://models.partner.example'),
      boundary: boundaryOf(
        'EEA',
        [
          {
            match: 'models.partner.example',
            country: 'DE',
            operator: 'Microsoft Deutschland GmbH',
            position: undefined,
          },
        ],
        new Set(['DE', 'FR']),
      ),
      path: 'data.LOG_LEVEL',
      found: 'models.partner.example',
    },
  ],
  indeterminate: [
    {
      name: 'a region of several operators beside a host of somebody else',
      input: backup('https://store.klinik.example', 'fr-par'),
      boundary: german,
      path: 'spec.containers[0].env[1].value',
      found: 'fr-par',
    },
    {
      name: 'a place somewhere in the Union, under whichever operator',
      input: configMap.replace('LOG_LEVEL: info', 'STORE_REGION: EU'),
      boundary: german,
      path: 'data.STORE_REGION',
      found: 'EU',
    },
  ],
  unselected: { never: 'any kind of thing can name a place that somebody runs' },
};
