import { accountOnlyReads } from '../../../../policies/rules/ai/account-only-reads.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';
import { member } from './platform.ts';

const model = member('model', 'ai-model');
const role = (verbs: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: model, namespace: clinical}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [${verbs}]}]
`;
const binding = (
  name: string,
  subject = '{kind: ServiceAccount, name: model}',
) => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: model, namespace: clinical}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}
subjects: [${subject}]
`;
const path = 'roleRef.name';

export const cases: RuleCases = {
  rule: accountOnlyReads,
  compliant: [
    { name: 'an account that may read', input: documents(model, role('get, list'), binding('model')) },
    {
      name: 'an account that no AI workload has',
      input: documents(model, role('"*"'), binding('model', '{kind: ServiceAccount, name: operator}')),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'an account that may change things',
      input: documents(model, role('get, patch'), binding('model')),
      path,
      found: 'model: patch',
    },
    {
      name: 'an account that may do everything',
      input: documents(model, role('"*"'), binding('model')),
      path,
      found: 'model: *',
    },
    {
      name: 'the rights of an administrator',
      input: documents(model, binding('cluster-admin').replace('kind: Role,', 'kind: ClusterRole,')),
      path,
      found: 'cluster-admin',
    },
    {
      name: 'rights for every account of the namespace',
      input: documents(
        model,
        role('create'),
        binding('model', '{kind: Group, name: "system:serviceaccounts:clinical"}'),
      ),
      path,
      found: 'model: create',
    },
  ],
  indeterminate: [
    {
      name: 'a role that is not in the input',
      input: documents(model, binding('elsewhere')),
      path,
      found: 'elsewhere',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
