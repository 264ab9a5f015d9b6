import { containerSecurityStated } from '../../../../policies/rules/workload/container-security-stated.ts';
import { configMap, pod, podWithoutSpec, type RuleCases } from '../../../support/rule-cases.ts';

const container = (context: string, sort = 'containers') =>
  pod(`${sort}:\n  - name: app\n    securityContext: ${context}`);
const all =
  'runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}';
const path = 'spec.containers[0].securityContext';

export const cases: RuleCases = {
  rule: containerSecurityStated,
  compliant: [
    { name: 'everything stated', input: container(`{${all}}`) },
    {
      name: 'with the right to bind a low port',
      input: container(`{${all.replace('drop: [ALL]', 'drop: [ALL], add: [NET_BIND_SERVICE]')}}`),
    },
    ...['false', 'null'].map((privileged) => ({
      name: `privileged: ${privileged}`,
      input: container(`{${all}, privileged: ${privileged}}`),
    })),
    { name: 'a user by number', input: container(`{${all}, runAsUser: 1000}`) },
  ],
  nonCompliant: [
    {
      name: 'nothing stated',
      input: container('{}'),
      path,
      found:
        'runAsNonRoot: (nothing), allowPrivilegeEscalation: (nothing), readOnlyRootFilesystem: (nothing), capabilities.drop: (nothing)',
    },
    { name: 'privileged', input: container(`{${all}, privileged: true}`), path, found: 'privileged: true' },
    {
      name: 'an init container that may write to its image',
      input: container(
        `{${all.replace('readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false')}}`,
        'initContainers',
      ),
      path: 'spec.initContainers[0].securityContext',
      found: 'readOnlyRootFilesystem: false',
    },
    {
      name: 'a capability taken back',
      input: container(`{${all.replace('drop: [ALL]', 'drop: [ALL], add: [SYS_ADMIN]')}}`),
      path,
      found: 'capabilities.add: ["SYS_ADMIN"]',
    },
    {
      name: 'unconfined against its own pod',
      input: container(`{${all}, seccompProfile: {type: Unconfined}}`),
      path,
      found: 'seccompProfile.type: Unconfined',
    },
    { name: 'root by number', input: container(`{${all}, runAsUser: 0}`), path, found: 'runAsUser: 0' },
  ],
  indeterminate: [
    {
      name: 'a switch that a template fills in',
      input: container(`{${all.replace('readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: "${READ_ONLY}"')}}`),
      path,
      found: 'readOnlyRootFilesystem: ${READ_ONLY}',
    },
    { name: 'a pod of which nothing is said', input: podWithoutSpec, path: '', found: '' },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
