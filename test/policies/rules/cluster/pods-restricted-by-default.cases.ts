import { podsRestrictedByDefault } from '../../../../policies/rules/cluster/pods-restricted-by-default.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const admission = (enforce: string, exemptions = 'namespaces: [kube-system]') => `apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
  - name: PodSecurity
    configuration:
      apiVersion: pod-security.admission.config.k8s.io/v1
      kind: PodSecurityConfiguration
      defaults: {enforce: "${enforce}"}
      exemptions: {${exemptions}}
`;
const configuration = 'plugins[0].configuration';

export const cases: RuleCases = {
  rule: podsRestrictedByDefault,
  compliant: [{ name: 'restricted, but for the system', input: admission('restricted') }],
  nonCompliant: [
    {
      name: 'privileged by default',
      input: admission('privileged'),
      path: `${configuration}.defaults.enforce`,
      found: 'privileged',
    },
    {
      name: 'a namespace of the platform exempted',
      input: admission('restricted', 'namespaces: [clinical]'),
      path: `${configuration}.exemptions.namespaces[0]`,
      found: 'clinical',
    },
    {
      name: 'a user exempted',
      input: admission('restricted', 'usernames: [kube-system]'),
      path: `${configuration}.exemptions.usernames[0]`,
      found: 'kube-system',
    },
    {
      name: 'no word of Pod Security',
      input:
        'apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins: [{name: EventRateLimit}]\n',
      path: '',
      found: '',
    },
  ],
  indeterminate: [
    {
      name: 'a level that a template fills in',
      input: admission('${LEVEL}'),
      path: `${configuration}.defaults.enforce`,
      found: '${LEVEL}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
