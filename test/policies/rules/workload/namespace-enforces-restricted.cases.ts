import { namespaceEnforcesRestricted } from '../../../../policies/rules/workload/namespace-enforces-restricted.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const namespace = (labels: string) =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: clinical\n  labels: ${labels}\n`;
const path = 'metadata.labels["pod-security.kubernetes.io/enforce"]';

export const cases: RuleCases = {
  rule: namespaceEnforcesRestricted,
  compliant: [{ name: 'restricted', input: namespace('{pod-security.kubernetes.io/enforce: restricted}') }],
  nonCompliant: [
    { name: 'no label', input: namespace('{}'), path, found: '(nothing)' },
    {
      name: 'a weaker level',
      input: namespace('{pod-security.kubernetes.io/enforce: baseline}'),
      path,
      found: 'baseline',
    },
    {
      name: 'a warning, which admits everything',
      input: namespace('{pod-security.kubernetes.io/warn: restricted}'),
      path,
      found: '(nothing)',
    },
  ],
  indeterminate: [
    {
      name: 'a level that a template fills in',
      input: namespace('{pod-security.kubernetes.io/enforce: "${LEVEL}"}'),
      path,
      found: '${LEVEL}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
