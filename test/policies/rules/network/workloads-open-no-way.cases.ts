import { workloadsOpenNoWay } from '../../../../policies/rules/network/workloads-open-no-way.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';
import { besidePolicies, clinical, pod } from './where-data-is.ts';

const fhir = pod('fhir', 'fhir', 'serviceAccountName: fhir\n  containers: [{name: main}]');
const binding = (role: string, subject: string, namespace = 'clinical') => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: fhir, namespace: ${namespace}}
roleRef: {kind: Role, name: ${role}, apiGroup: rbac.authorization.k8s.io}
subjects: [${subject}]
`;
const everywhere = (role: string, subject: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: fhir}
roleRef: {kind: ClusterRole, name: ${role}, apiGroup: rbac.authorization.k8s.io}
subjects: [${subject}]
`;
const role = (verbs: string, resources: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: own, namespace: clinical}
rules: [{apiGroups: ["", apps], resources: [${resources}], verbs: [${verbs}]}]
`;
const account = '{kind: ServiceAccount, name: fhir, namespace: clinical}';
const path = 'roleRef.name';
/** Another namespace, to which everything is closed. */
const apart = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: clinical}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
`;

export const cases: RuleCases = {
  rule: workloadsOpenNoWay,
  compliant: [
    {
      name: 'an account that reads pods',
      input: documents(clinical, fhir, role('get, list', 'pods'), binding('own', account)),
    },
    { name: 'the role that only reads', input: documents(clinical, fhir, everywhere('view', account)) },
    {
      name: 'an account that writes what opens no way',
      input: documents(clinical, fhir, role('create', 'events'), binding('own', account)),
    },
    {
      name: 'people, whose rights are not a matter of the network',
      input: documents(
        clinical,
        fhir,
        role('create', 'pods'),
        binding('own', '{kind: Group, name: platform-engineers}'),
      ),
      silent: true,
    },
    { name: 'no namespace holds data', input: documents(fhir, everywhere('cluster-admin', account)), silent: true },
    {
      name: 'a namespace that no way leads to',
      input: documents(clinical, fhir, apart, binding('admin', account, 'sandbox')),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'an account that may create pods, with any label',
      input: documents(clinical, fhir, role('get, create', 'pods'), binding('own', account)),
      path,
      found: 'own: create pods',
    },
    {
      name: 'an account that may change everything',
      input: documents(clinical, fhir, everywhere('cluster-admin', account)),
      path,
      found: 'cluster-admin',
    },
    {
      name: 'a namespace that no way leads to, but for a policy that nobody reads',
      input: documents(clinical, fhir, apart, besidePolicies[0]?.[2] ?? '', binding('admin', account, 'sandbox')),
      path,
      found: 'admin',
    },
    {
      name: 'an account that may write the policies of a network plugin',
      input: documents(clinical, fhir, role('update', 'ciliumnetworkpolicies'), binding('own', account)),
      path,
      found: 'own: update ciliumnetworkpolicies',
    },
    {
      name: 'every account of the cluster',
      input: documents(
        clinical,
        fhir,
        role('patch', '"*"'),
        binding('own', '{kind: Group, name: "system:serviceaccounts"}'),
      ),
      path,
      found: 'own: patch *',
    },
  ],
  indeterminate: [
    {
      name: 'a role that is not in the input',
      input: documents(clinical, fhir, binding('elsewhere', account)),
      path,
      found: 'elsewhere',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
