import { defineRule } from '../../engine/rule.ts';
import { must, statedIn } from '../shared/settings.ts';
import { fieldsOf, podOf, workloadKinds } from '../shared/workload.ts';

/** Every pod states that it runs as no root and under a seccomp profile. */
export const podSecurityStated = defineRule({
  id: 'POD-002',
  title: 'Every pod states that it does not run as root and that a seccomp profile holds it.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'grundschutz/SYS.1.6.A17', 'cis-k8s/5.6.2', 'pod-security/restricted'],
  selects: workloadKinds,
  whenSilent: 'indeterminate',
  rationale:
    "What is not stated is filled in by somebody: the image's author, or the Terraform provider, which sends an unset " +
    'boolean as false. Only a stated value is the one that was reviewed.',
  remedy: 'set `runAsNonRoot: true` and `seccompProfile: {type: RuntimeDefault}` in the securityContext of the pod',
  *evaluate(subject) {
    const pod = podOf(subject);
    if (pod === undefined) return;
    const context = fieldsOf(pod.spec.securityContext);
    const expected = 'runAsNonRoot: true, seccompProfile.type: RuntimeDefault';
    yield securityStated(
      [...pod.path, 'securityContext'],
      context,
      'the pod could run as root or unconfined',
      expected,
    );
  },
});

const securityStated = statedIn((context) => {
  const profile = fieldsOf(context.seccompProfile).type;
  return [
    must('runAsNonRoot', context, 'runAsNonRoot', true),
    { name: 'seccompProfile.type', value: profile, right: profile === 'RuntimeDefault' || profile === 'Localhost' },
    { name: 'runAsUser', value: context.runAsUser, right: context.runAsUser !== 0 },
  ];
});
