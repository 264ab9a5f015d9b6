import type { Rule } from '../engine/rule.ts';
import { nameLabel } from '../rules/shared/named-namespaces.ts';
import { text, texts } from './cel.ts';
import { namespaceCheck, objectTargets } from './objects.ts';
import { made, trusted } from './ownership.ts';
import { podChecks, podTargets } from './pods.ts';
import { changed, rows, written } from './rows.ts';
import type { AdmissionScope, Check, Manifest, ResourceRule, Target } from './types.ts';

/** One line of a policy: what must be true, and what is said when it is not. */
interface Validation {
  readonly expression: string;
  readonly message: string;
  readonly messageExpression?: string;
}

interface Draft extends Target {
  readonly validations: readonly Validation[];
  /** CEL: the objects that it is about. @default - all of them */
  readonly about?: string;
}

/**
 * The rules of the judge that CEL can express, for one site, as ValidatingAdmissionPolicies with a binding each; and who may
 * change what the platform made. Nothing is a parameter: there is no object whose absence or change would open a policy.
 */
export function admissionPolicies(scope: AdmissionScope): readonly Manifest[] {
  return [...contents(scope), ...ownership(scope)].flatMap((draft) => [policy(scope, draft), bindingOf(scope, draft)]);
}

function contents(scope: AdmissionScope): readonly Draft[] {
  const pods = podTargets.map((target) => ({ ...target, validations: podChecks(scope).map(validation) }));
  const objects = objectTargets(scope).map((asked) => ({ ...asked, validations: asked.checks.map(validation) }));
  return [...pods, ...objects];
}

function validation({ rule, holds, seen }: Check): Validation {
  const message = said(rule);
  if (seen === undefined) return { expression: holds, message };
  return {
    expression: holds,
    message,
    messageExpression: `${text(`${rule.id}: ${rule.title} `)} + ${seen} + ${text(`. Mend: ${oneLine(rule.remedy)}`)}`,
  };
}

function said({ id, title, remedy }: Rule): string {
  return `${id}: ${title} Mend: ${oneLine(remedy)}`;
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim();
}

function ownership(scope: AdmissionScope): readonly Draft[] {
  const isTrusted: readonly [string, string] = ['trusted', trusted(scope.deployers)];
  const names = texts(scope.namespaces);
  return [
    {
      id: 'made-by-the-platform',
      resources: [{ group: '*', versions: ['*'], resources: ['*'], operations: ['UPDATE', 'DELETE'] }],
      variables: [isTrusted, ['labels', 'oldObject.?metadata.?labels.orValue({})']],
      validations: [
        {
          expression: `variables.trusted || ${isProvisioned} || !${made('variables.labels')}`,
          message:
            'What the platform made is changed by its deployers alone. Mend: change the site file and deploy it; or name ' +
            'the account in modules.admission.deployers of the site file',
        },
      ],
    },
    {
      id: 'ways-in',
      resources: waysIn,
      variables: [isTrusted],
      validations: [
        {
          expression: `variables.trusted || ${isOrdinarySecret}`,
          message:
            'In the namespaces of the platform its deployers alone run pods, reach into them, open ways to them, act for ' +
            'their accounts, and say who may do what or how much. Mend: ' +
            'declare the part in the site file and deploy it, give it a namespace of its own, or name the account in ' +
            'modules.admission.deployers',
        },
      ],
    },
    {
      id: 'namespaces',
      clusterWide: true,
      about: `(request.operation == 'DELETE' ? oldObject : object).metadata.name in ${names}`,
      resources: [rows(changed, '', 'namespaces', 'namespaces/status', 'namespaces/finalize')],
      variables: [isTrusted],
      validations: [
        { expression: `request.operation == 'DELETE' || ${namespaceCheck.holds}`, message: said(namespaceCheck.rule) },
        {
          expression: 'variables.trusted',
          message:
            'A namespace of the platform is made, labelled and removed by its deployers alone. Mend: change the site file ' +
            'and deploy it',
        },
      ],
    },
  ];
}

// Storage drivers write into claims, from namespaces of their own.
const isProvisioned = "(request.resource.resource == 'persistentvolumeclaims' && request.operation == 'UPDATE')";

// Into one of the other type the cluster writes the token of the account that it names.
const isOrdinarySecret =
  "(request.resource.resource == 'secrets' && dyn(object).?type.orValue('') != 'kubernetes.io/service-account-token')";

/**
 * What runs, and what is reached: whatever makes a pod, changes or places one, goes into one, opens a way to one, or has a
 * controller do so; who may do what, and how much.
 */
const waysIn: readonly ResourceRule[] = [
  rows(changed, '', 'pods', 'pods/status', 'pods/ephemeralcontainers', 'pods/resize', 'pods/eviction', 'pods/binding'),
  rows(['CREATE'], '', 'bindings'),
  rows(written, '', 'secrets'),
  rows(changed, '', 'resourcequotas', 'limitranges'),
  rows(changed, 'autoscaling', 'horizontalpodautoscalers'),
  rows(changed, 'policy', 'poddisruptionbudgets'),
  rows(changed, 'rbac.authorization.k8s.io', 'roles', 'rolebindings'),
  rows(changed, '', 'replicationcontrollers', 'replicationcontrollers/scale', 'podtemplates'),
  rows(changed, 'apps', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'controllerrevisions'),
  rows(changed, 'apps', 'deployments/scale', 'statefulsets/scale', 'replicasets/scale'),
  rows(changed, 'batch', 'jobs', 'cronjobs'),
  rows(changed, '', 'services', 'endpoints', 'serviceaccounts/token'),
  rows(changed, 'discovery.k8s.io', 'endpointslices'),
  rows(changed, 'networking.k8s.io', 'networkpolicies', 'ingresses'),
  rows(['CONNECT'], '', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy'),
];

function policy(scope: AdmissionScope, draft: Draft): Manifest {
  const { resources, variables = [], validations, about, clusterWide } = draft;
  const inNamespaces = { matchExpressions: [{ key: nameLabel, operator: 'In', values: scope.namespaces }] };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: nameOf(scope, draft), labels },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        matchPolicy: 'Equivalent',
        ...(clusterWide === true ? {} : { namespaceSelector: inNamespaces }),
        resourceRules: resources.map(({ group, versions, resources: names, operations }) => ({
          apiGroups: [group],
          apiVersions: versions,
          resources: names,
          operations,
        })),
      },
      ...(about === undefined ? {} : { matchConditions: [{ name: 'about', expression: about }] }),
      ...(variables.length === 0 ? {} : { variables: variables.map(([name, expression]) => ({ name, expression })) }),
      validations: validations.map((one) => ({ ...one, reason: 'Forbidden' })),
    },
  };
}

const labels = { 'app.kubernetes.io/part-of': 'domicile', 'app.kubernetes.io/managed-by': 'domicile' };

function bindingOf(scope: AdmissionScope, draft: Draft): Manifest {
  const name = nameOf(scope, draft);
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name, labels },
    spec: { policyName: name, validationActions: ['Deny', 'Audit'] },
  };
}

function nameOf({ site }: AdmissionScope, { id }: Draft): string {
  return `${site}-${id}`;
}
