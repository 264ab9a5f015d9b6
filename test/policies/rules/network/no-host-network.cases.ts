import { noHostNetwork } from '../../../../policies/rules/network/no-host-network.ts';
import { configMap, pod, type RuleCases } from '../../../support/rule-cases.ts';

export const cases: RuleCases = {
  rule: noHostNetwork,
  compliant: [
    { name: 'a pod with a network of its own', input: pod('hostNetwork: false\ncontainers: []'), silent: true },
    { name: 'a pod that says nothing, which means its own', input: pod('containers: []'), silent: true },
  ],
  nonCompliant: [
    {
      name: 'a pod on the network of its node',
      input: pod('hostNetwork: true\ncontainers: []'),
      path: 'spec.hostNetwork',
      found: 'true',
    },
  ],
  indeterminate: [
    {
      name: 'a template that nobody has rendered',
      input: pod('hostNetwork: ${HOST_NETWORK}\ncontainers: []'),
      path: 'spec.hostNetwork',
      found: '${HOST_NETWORK}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
