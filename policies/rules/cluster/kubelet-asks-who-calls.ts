import { defineRule } from '../../engine/rule.ts';
import { judgeSetting, type Setting } from '../shared/stated.ts';

const unlessOther =
  (wanted: unknown): Setting['allows'] =>
  (value) =>
    value === undefined || value === wanted;

const settings: readonly Setting[] = [
  {
    path: ['authentication', 'anonymous', 'enabled'],
    allows: unlessOther(false),
    because: 'whoever reaches the port runs commands in every pod',
    expected: 'false',
  },
  {
    path: ['authorization', 'mode'],
    allows: unlessOther('Webhook'),
    because: 'whoever has any certificate may do everything',
    expected: 'Webhook',
  },
  { path: ['readOnlyPort'], allows: unlessOther(0), because: 'a port without any question', expected: '0' },
  {
    path: ['protectKernelDefaults'],
    allows: (value) => value === true,
    because: 'the kubelet starts on a kernel with other settings',
    expected: 'true',
  },
];

/** A kubelet asks who calls and what they may. */
export const kubeletAsksWhoCalls = defineRule({
  id: 'CLU-008',
  title: 'A kubelet asks the API server who calls and what they may, and insists on its kernel settings.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['cis-k8s/4.2', 'c5-2026/IAM-07', 'grundschutz/APP.4.4.A3'],
  selects: ['KubeletConfiguration'],
  whenSilent: 'fail',
  rationale:
    'The kubelet of a machine can run commands in each of its pods. What a file leaves out keeps the default of a file, which ' +
    'asks; kernel settings alone are not asked for by default.',
  remedy: 'leave authentication, authorization and readOnlyPort at their defaults, and set protectKernelDefaults: true',
  *evaluate({ body }) {
    for (const setting of settings) yield judgeSetting(body, setting);
  },
});
