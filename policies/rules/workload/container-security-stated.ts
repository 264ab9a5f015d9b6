import { defineRule } from '../../engine/rule.ts';
import type { Fields, Value } from '../../engine/types.ts';
import { must, type Setting, statedIn } from '../shared/settings.ts';
import { containersOf, fieldsOf, listOf, podOf, workloadKinds } from '../shared/workload.ts';

const expected =
  'runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, privileged absent or false, ' +
  'capabilities.drop: [ALL] and nothing added but NET_BIND_SERVICE';

/** Every container states that it holds no privilege and cannot change its own image. */
export const containerSecurityStated = defineRule({
  id: 'POD-003',
  title: 'Every container states that it has no privilege, no capability and a read-only root file system.',
  severity: 'high',
  enforcement: 'deny',
  controls: [
    'gdpr/art-32',
    'grundschutz/SYS.1.6.A17',
    'grundschutz/SYS.1.6.A23',
    'cis-k8s/5.2.6',
    'pod-security/restricted',
  ],
  selects: workloadKinds,
  whenSilent: 'indeterminate',
  rationale:
    "A container's own securityContext overrides the pod's, and the Terraform provider sends every unset boolean of it as " +
    'false: a block that says one thing silently says the opposite of the rest. So each one is stated, init containers too.',
  remedy:
    'state in the securityContext of the container: runAsNonRoot: true, allowPrivilegeEscalation: false, ' +
    'readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}; mount an emptyDir where the program writes',
  *evaluate(subject) {
    const pod = podOf(subject);
    if (pod === undefined) return;
    for (const { path, container } of containersOf(pod)) {
      const because = 'the container could gain privileges or change its own files';
      yield securityStated([...path, 'securityContext'], fieldsOf(container.securityContext), because, expected);
    }
  },
});

const securityStated = statedIn(settingsOf);

function settingsOf(context: Fields): readonly Setting[] {
  const { privileged, runAsUser, seccompProfile } = context;
  const capabilities = fieldsOf(context.capabilities);
  const profile = fieldsOf(seccompProfile).type;
  return [
    must('runAsNonRoot', context, 'runAsNonRoot', true),
    must('allowPrivilegeEscalation', context, 'allowPrivilegeEscalation', false),
    must('readOnlyRootFilesystem', context, 'readOnlyRootFilesystem', true),
    { name: 'capabilities.drop', value: capabilities.drop, right: listOf(capabilities.drop).includes('ALL') },
    { name: 'capabilities.add', value: capabilities.add, right: listOf(capabilities.add).every(isHarmless) },
    {
      name: 'privileged',
      value: privileged,
      right: privileged === undefined || privileged === null || privileged === false,
    },
    { name: 'runAsUser', value: runAsUser, right: runAsUser !== 0 },
    { name: 'seccompProfile.type', value: profile, right: profile !== 'Unconfined' },
  ];
}

function isHarmless(capability: Value): boolean {
  return capability === 'NET_BIND_SERVICE';
}
