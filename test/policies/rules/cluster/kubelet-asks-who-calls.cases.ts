import { kubeletAsksWhoCalls } from '../../../../policies/rules/cluster/kubelet-asks-who-calls.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const kubelet = (...lines: readonly string[]) =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${lines.map((line) => `${line}\n`).join('')}`;
const kernel = 'protectKernelDefaults: true';

export const cases: RuleCases = {
  rule: kubeletAsksWhoCalls,
  compliant: [
    { name: 'the defaults of a file', input: kubelet(kernel) },
    { name: 'the same, stated', input: kubelet(kernel, 'readOnlyPort: 0', 'authorization: {mode: Webhook}') },
  ],
  nonCompliant: [
    {
      name: 'anybody',
      input: kubelet(kernel, 'authentication: {anonymous: {enabled: true}}'),
      path: 'authentication.anonymous.enabled',
      found: 'true',
    },
    {
      name: 'anything',
      input: kubelet(kernel, 'authorization: {mode: AlwaysAllow}'),
      path: 'authorization.mode',
      found: 'AlwaysAllow',
    },
    {
      name: 'a port without a question',
      input: kubelet(kernel, 'readOnlyPort: 10255'),
      path: 'readOnlyPort',
      found: '10255',
    },
    { name: 'any kernel', input: kubelet('readOnlyPort: 0'), path: 'protectKernelDefaults', found: '(nothing)' },
  ],
  indeterminate: [
    {
      name: 'a mode that a template fills in',
      input: kubelet(kernel, 'authorization: {mode: "${MODE}"}'),
      path: 'authorization.mode',
      found: '${MODE}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
