import { podSecurityStated } from '../../../../policies/rules/workload/pod-security-stated.ts';
import { configMap, pod, podWithoutSpec, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const secured = (context: string) => pod(`securityContext: ${context}\ncontainers: []`);
const path = 'spec.securityContext';

export const cases: RuleCases = {
  rule: podSecurityStated,
  compliant: [
    { name: 'both stated', input: secured('{runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}') },
    {
      name: 'a Deployment that Terraform makes',
      input: terraform({
        resource: {
          kubernetes_deployment_v1: {
            fhir: {
              metadata: { name: 'fhir', namespace: 'clinical' },
              spec: {
                template: {
                  spec: { security_context: { run_as_non_root: true, seccomp_profile: { type: 'RuntimeDefault' } } },
                },
              },
            },
          },
        },
      }),
    },
    {
      name: 'a profile that is kept on the node',
      input: secured('{runAsNonRoot: true, seccompProfile: {type: Localhost, localhostProfile: fhir.json}}'),
    },
  ],
  nonCompliant: [
    {
      name: 'nothing stated',
      input: pod('containers: []'),
      path,
      found: 'runAsNonRoot: (nothing), seccompProfile.type: (nothing)',
    },
    {
      name: 'root by number',
      input: secured('{runAsNonRoot: true, runAsUser: 0, seccompProfile: {type: RuntimeDefault}}'),
      path,
      found: 'runAsUser: 0',
    },
    {
      name: 'an unconfined pod in a CronJob',
      input: `apiVersion: batch/v1
kind: CronJob
metadata: {name: export, namespace: research}
spec:
  jobTemplate:
    spec:
      template:
        spec:
          securityContext: {runAsNonRoot: true, seccompProfile: {type: Unconfined}}
          containers: []
`,
      path: 'spec.jobTemplate.spec.template.spec.securityContext',
      found: 'seccompProfile.type: Unconfined',
    },
  ],
  indeterminate: [
    {
      name: 'a profile that a template fills in',
      input: secured('{runAsNonRoot: true, seccompProfile: {type: "${PROFILE}"}}'),
      path,
      found: 'seccompProfile.type: ${PROFILE}',
    },
    { name: 'a pod of which nothing is said', input: podWithoutSpec, path: '', found: '' },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
