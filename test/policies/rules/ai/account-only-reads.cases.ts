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
const clusterBinding = (name: string) =>
  binding(name, '{kind: ServiceAccount, name: model, namespace: clinical}')
    .replace('RoleBinding', 'ClusterRoleBinding')
    .replace('name: model, namespace: clinical}\nroleRef', 'name: model}\nroleRef')
    .replace('kind: Role,', 'kind: ClusterRole,');
const clusterRole = (name: string, verbs: string) =>
  role(verbs).replace('kind: Role', 'kind: ClusterRole').replace('name: model, namespace: clinical', `name: ${name}`);
const elsewhere = (text: string) => text.replaceAll('namespace: clinical', 'namespace: research');
const withoutAccount = (account: string) => model.replace('  serviceAccountName: model\n', account);
const user = (name: string) => `{kind: User, name: "${name}"}`;
const group = (name: string) => `{kind: Group, name: "${name}"}`;
const path = 'roleRef.name';

export const cases: RuleCases = {
  rule: accountOnlyReads,
  compliant: [
    { name: 'an account that may read', input: documents(model, role('get, list'), binding('model')) },
    { name: 'an account that may wait for changes', input: documents(model, role('watch'), binding('model')) },
    {
      name: 'the rights to look at what is in the namespace',
      input: documents(model, binding('view').replace('kind: Role,', 'kind: ClusterRole,')),
    },
    {
      name: 'a role for the whole cluster that only reads',
      input: documents(model, clusterRole('reader', 'get'), clusterBinding('reader')),
    },
    {
      name: 'the same account name in another namespace',
      input: documents(model, role('create'), elsewhere(role('create')), elsewhere(binding('model'))),
      silent: true,
    },
    {
      name: 'an account of another namespace, named with it',
      input: documents(
        model,
        role('create'),
        binding('model', '{kind: ServiceAccount, name: model, namespace: research}'),
      ),
      silent: true,
    },
    {
      name: 'a user who is no AI workload',
      input: documents(model, role('create'), binding('model', user('anna'))),
      silent: true,
    },
    {
      name: 'a group that is no group of accounts',
      input: documents(model, role('create'), binding('model', group('physicians'))),
      silent: true,
    },
    {
      name: 'every account, where no AI workload runs',
      input: documents(role('create'), binding('model', group('system:serviceaccounts'))),
      silent: true,
    },
    {
      name: 'the account of a workload that is no AI',
      input: documents(member('model', 'fhir'), role('create'), binding('model')),
      silent: true,
    },
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
      name: 'an account that may do two things too many',
      input: documents(model, role('create, get, delete'), binding('model')),
      path,
      found: 'model: create, delete',
    },
    {
      name: 'a role for the whole cluster that writes, among others',
      input: documents(model, clusterRole('reader', 'get'), clusterRole('writer', 'create'), clusterBinding('writer')),
      path,
      found: 'writer: create',
    },
    ...['edit', 'admin'].map((name) => ({
      name: `the rights called ${name}`,
      input: documents(model, binding(name).replace('kind: Role,', 'kind: ClusterRole,')),
      path,
      found: name,
    })),
    ...[
      ['rights for the account as a user', user('system:serviceaccount:clinical:model')],
      ['rights for every account', group('system:serviceaccounts')],
      ['rights for whoever is known', group('system:authenticated')],
      ['rights for the account among others', `${user('anna')}, {kind: ServiceAccount, name: model}`],
    ].map(([name = '', subject]) => ({
      name,
      input: documents(model, role('create'), binding('model', subject)),
      path,
      found: 'model: create',
    })),
    ...[
      ['rights for the default account, under which a pod without one runs', ''],
      ['rights for the default account of a pod whose account is null', '  serviceAccountName: null\n'],
    ].map(([name = '', account = '']) => ({
      name,
      input: documents(
        withoutAccount(account),
        role('create'),
        binding('model', '{kind: ServiceAccount, name: default}'),
      ),
      path,
      found: 'model: create',
    })),
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
      name: 'a role of the right name in another namespace only',
      input: documents(model, elsewhere(role('get')), binding('model')),
      path,
      found: 'model',
    },
    {
      name: 'a role for the whole cluster, where only one of the namespace has the name',
      input: documents(model, role('get'), clusterBinding('model')),
      path,
      found: 'model',
    },
    {
      name: 'a role that is not in the input',
      input: documents(model, binding('elsewhere')),
      path,
      found: 'elsewhere',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
