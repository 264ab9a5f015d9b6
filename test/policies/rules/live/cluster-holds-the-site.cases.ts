import { clusterHoldsTheSite } from '../../../../policies/rules/live/cluster-holds-the-site.ts';
import { cluster, configMap, type RuleCases } from '../../../support/rule-cases.ts';

const fhir = { kind: 'Deployment', namespace: 'clinical', name: 'fhir', by: 'kubectl-edit, 2026-11-22T10:00:00Z' };
const whole = { path: [], expected: '(nothing)', by: null };

export const cases: RuleCases = {
  rule: clusterHoldsTheSite,
  compliant: [
    { name: 'a cluster that was compared and is as the site says', input: cluster({ differences: [] }) },
    { name: 'a cluster that nobody compared with a site', input: cluster({}), silent: true },
  ],
  nonCompliant: [
    {
      name: 'a field that somebody changed',
      input: cluster({
        differences: [{ ...fhir, change: 'changed', path: ['spec', 'replicas'], found: '0', expected: '2' }],
      }),
      path: 'spec.replicas',
      found: '0',
    },
    {
      name: 'a container that somebody added',
      input: cluster({
        differences: [
          {
            ...fhir,
            change: 'added',
            path: ['spec', 'template', 'spec', 'containers', 1],
            found: '{"name":"tunnel"}',
            expected: '(nothing)',
          },
        ],
      }),
      path: 'spec.template.spec.containers[1]',
      found: '{"name":"tunnel"}',
    },
    {
      name: 'an object that is gone',
      input: cluster({
        differences: [
          {
            ...whole,
            change: 'missing',
            kind: 'NetworkPolicy',
            namespace: 'clinical',
            name: 'deny',
            found: '(nothing)',
          },
        ],
      }),
      path: '',
      found: '(nothing)',
    },
    {
      name: 'an object that nobody deployed',
      input: cluster({
        differences: [{ ...whole, change: 'added', kind: 'Pod', namespace: 'clinical', name: 'shell', found: 'Pod' }],
      }),
      path: '',
      found: 'Pod',
    },
  ],
  indeterminate: [
    {
      name: 'an object whose record of who wrote what was removed',
      input: cluster({
        differences: [
          {
            ...fhir,
            by: null,
            change: 'unclear',
            path: ['metadata', 'managedFields'],
            found: '[]',
            expected: 'a record',
          },
        ],
      }),
      path: 'metadata.managedFields',
      found: '[]',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
