import { podSharesNothingWithNode } from '../../../../policies/rules/workload/pod-shares-nothing-with-node.ts';
import { configMap, pod, podWithoutSpec, type RuleCases } from '../../../support/rule-cases.ts';

export const cases: RuleCases = {
  rule: podSharesNothingWithNode,
  compliant: [
    {
      name: 'a pod with an emptyDir',
      input: pod('containers: []\nvolumes: [{name: tmp, emptyDir: {}}]'),
      silent: true,
    },
    { name: 'a pod that says so', input: pod('hostPID: false\nhostIPC: false\ncontainers: []'), silent: true },
    { name: 'a pod of which nothing is said, which other rules refuse', input: podWithoutSpec, silent: true },
    {
      name: 'a pod that leaves it open',
      input: pod('hostPID: null\nhostIPC: null\ncontainers: []\nvolumes: [{name: tmp, emptyDir: {}, hostPath: null}]'),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'a folder of the node',
      input: pod('containers: []\nvolumes: [{name: host, hostPath: {path: /var/run}}]'),
      path: 'spec.volumes[0].hostPath',
      found: '{"path":"/var/run"}',
    },
    {
      name: 'the processes of the node',
      input: pod('hostPID: true\ncontainers: []'),
      path: 'spec.hostPID',
      found: 'true',
    },
    {
      name: 'the shared memory of the node',
      input: pod('hostIPC: true\ncontainers: []'),
      path: 'spec.hostIPC',
      found: 'true',
    },
  ],
  indeterminate: [
    {
      name: 'a switch that a template fills in',
      input: pod('hostPID: ${HOST_PID}\ncontainers: []'),
      path: 'spec.hostPID',
      found: '${HOST_PID}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
