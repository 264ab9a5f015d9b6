import { clusterIsWhole } from '../../../../policies/rules/live/cluster-is-whole.ts';
import { cluster, configMap, type RuleCases } from '../../../support/rule-cases.ts';

export const cases: RuleCases = {
  rule: clusterIsWhole,
  compliant: [{ name: 'a cluster that lists every kind', input: cluster({}) }],
  nonCompliant: { never: 'that a kind could not be listed does not prove that anything is wrong with it' },
  indeterminate: [
    {
      name: 'a kind that the account may not list',
      input: cluster({ unlisted: [{ what: 'secrets', reason: 'secrets is forbidden' }] }),
      path: 'unlisted[0]',
      found: 'secrets',
    },
    {
      name: 'an API service that does not answer',
      input: cluster({ unlisted: [{ what: 'metrics.k8s.io/v1beta1', reason: 'the server is unable to handle it' }] }),
      path: 'unlisted[0]',
      found: 'metrics.k8s.io/v1beta1',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
