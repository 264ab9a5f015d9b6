import { readsAreLogged } from '../../../../policies/rules/cluster/reads-are-logged.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const policy = (...rules: readonly string[]) =>
  `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`;
const rest = '{level: Metadata}';

export const cases: RuleCases = {
  rule: readsAreLogged,
  compliant: [
    { name: 'everything, without bodies', input: policy(rest) },
    {
      name: 'without the noise of the system',
      input: policy(
        '{level: None, users: ["system:kube-proxy"], verbs: [watch], resources: [{group: "", resources: [services]}]}',
        '{level: None, nonResourceURLs: ["/readyz*"]}',
        '{level: Request, resources: [{group: rbac.authorization.k8s.io}]}',
        rest,
      ),
    },
    {
      name: 'a policy of another kind',
      input: 'apiVersion: kyverno.io/v1\nkind: Policy\nmetadata: {name: other}\nspec: {rules: []}\n',
      silent: true,
    },
  ],
  nonCompliant: [
    { name: 'what a hardened profile installs', input: policy('{level: None}'), path: 'rules[0].level', found: 'None' },
    {
      name: 'reads left out',
      input: policy('{level: None, verbs: [get, list, watch], userGroups: ["system:authenticated"]}', rest),
      path: 'rules[0].level',
      found: 'None',
    },
    {
      name: 'logs of pods left out for machines',
      input: policy(
        '{level: None, userGroups: ["system:nodes"], resources: [{group: "", resources: [pods/log]}]}',
        rest,
      ),
      path: 'rules[0].level',
      found: 'None',
    },
    {
      name: 'a user of the system, for everything',
      input: policy('{level: None, users: ["system:kube-scheduler"]}', rest),
      path: 'rules[0].level',
      found: 'None',
    },
    {
      name: 'every URL',
      input: policy('{level: None, nonResourceURLs: ["*"]}', rest),
      path: 'rules[0].level',
      found: 'None',
    },
    {
      name: 'values of Secrets in the log',
      input: policy('{level: RequestResponse, resources: [{group: "", resources: [secrets]}]}', rest),
      path: 'rules[0].level',
      found: 'RequestResponse',
    },
    { name: 'bodies of everything', input: policy('{level: Request}'), path: 'rules[0].level', found: 'Request' },
    {
      name: 'nothing about what no rule names',
      input: policy('{level: Metadata, resources: [{group: "", resources: [secrets]}]}'),
      path: 'rules',
      found: '1 rules',
    },
  ],
  indeterminate: [
    {
      name: 'a level that a template fills in',
      input: policy('{level: "${AUDIT_LEVEL}"}'),
      path: 'rules[0].level',
      found: '${AUDIT_LEVEL}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
