import type { Fields, Subject } from '../../engine/types.ts';
import { isList, stringAt } from '../../subjects/fields.ts';
import { valueAt, withValue } from '../edit.ts';
import type { AttackClass, PodTarget, Target } from '../types.ts';

const ROLE = 'domicile.internal/role';
const NAME = 'kubernetes.io/metadata.name';
const roleOf = ({ labels }: PodTarget) => stringAt(labels, ROLE) ?? '';
const withRole = ({ pods }: Target, role: RegExp) => pods.filter((pod) => role.test(roleOf(pod)));
const AI = /^ai-/;

/** The policies that select a pod by the name label that every pod of the platform has. */
function policiesOf(target: Target, pod: PodTarget, type: string): readonly Subject[] {
  return target.subjects.filter(({ kind, namespace, body }) => {
    const selector = valueAt(body, ['spec', 'podSelector', 'matchLabels']) as Fields | undefined;
    const types = valueAt(body, ['spec', 'policyTypes']);
    const entries = Object.entries(selector ?? {});
    const selects = entries.length > 0 && entries.every(([key, value]) => pod.labels[key] === value);
    return (
      kind === 'NetworkPolicy' &&
      namespace === pod.subject.namespace &&
      selects &&
      isList(types) &&
      types.includes(type)
    );
  });
}

const auditEgress: AttackClass = {
  id: 'audit-path',
  title: 'the way from a model to the audit collector, closed',
  aim: 'hardening',
  caughtBy: ['AI-002'],
  mutate(target, random) {
    // Where a second policy leads to the collector as well, taking one away closes nothing.
    const own = withRole(target, /^(?:ai-|fhir$)/).flatMap((pod) => {
      const policies = policiesOf(target, pod, 'Egress');
      const ways = policies.filter((policy) => JSON.stringify(policy.body).includes('audit-collector'));
      return ways.length === 1 ? ways : [];
    });
    if (own.length === 0) return undefined;
    const subject = random.pick(own);
    const because = 'what the model does leaves no record any more';
    return {
      change: { do: 'remove', subject },
      what: 'the egress policy taken away',
      value: subject.name,
      because,
      at: 'anywhere',
    };
  },
};

const account: AttackClass = {
  id: 'powerful-account',
  title: 'rights for the account of a model',
  aim: 'hardening',
  caughtBy: ['AI-003'],
  mutate(target, random) {
    const pods = withRole(target, AI);
    if (pods.length === 0) return undefined;
    const { spec, subject } = random.pick(pods);
    const name = stringAt(spec, 'serviceAccountName') ?? 'default';
    const namespace = subject.namespace ?? 'default';
    const group = 'rbac.authorization.k8s.io';
    const bound = random.pick<Fields>([
      { kind: 'ServiceAccount', name, namespace },
      { kind: 'User', name: `system:serviceaccount:${namespace}:${name}`, apiGroup: group },
      { kind: 'Group', name: `system:serviceaccounts:${namespace}`, apiGroup: group },
      { kind: 'Group', name: 'system:serviceaccounts', apiGroup: group },
      { kind: 'Group', name: 'system:authenticated', apiGroup: group },
    ]);
    const role = random.pick(['cluster-admin', 'admin', 'edit']);
    const object = {
      ...{ apiVersion: `${group}/v1`, kind: 'ClusterRoleBinding', metadata: { name: 'added' } },
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: role },
      subjects: [bound],
    };
    const because = 'the model could open its own way: create pods, change policies';
    return {
      change: { do: 'add', object },
      what: `${role} for a ${bound.kind}`,
      value: String(bound.name),
      because,
      at: ['roleRef'],
    };
  },
};

const around: AttackClass = {
  id: 'around-approval',
  title: 'a way from a model to clinical data past the approval',
  aim: 'hardening',
  caughtBy: ['AI-001'],
  mutate(target, random) {
    const [models, records] = [withRole(target, AI), withRole(target, /^fhir$/)];
    if (models.length === 0 || records.length === 0) return undefined;
    const [model, fhir] = [random.pick(models), random.pick(records)];
    const out = policy(model, 'Egress', { egress: [{ to: [peer(fhir)] }] });
    const into = policy(fhir, 'Ingress', { ingress: [{ from: [peer(model)] }] });
    const because = 'a suggestion of the model reaches the record without a clinician';
    const object = { apiVersion: 'v1', kind: 'List', items: [out, into] };
    return { change: { do: 'add', object }, what: 'two policies', value: 'model → FHIR', because, at: 'anywhere' };
  },
};

const peer = ({ subject, labels }: PodTarget): Fields => ({
  namespaceSelector: { matchLabels: { [NAME]: subject.namespace ?? '' } },
  podSelector: { matchLabels: { [ROLE]: stringAt(labels, ROLE) ?? '' } },
});

const policy = ({ subject, labels }: PodTarget, type: string, rules: Fields): Fields => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: `added-${type.toLowerCase()}`, namespace: subject.namespace ?? '' },
  spec: { podSelector: { matchLabels: { [ROLE]: stringAt(labels, ROLE) ?? '' } }, policyTypes: [type], ...rules },
});

const aroundTrustCentre: AttackClass = {
  id: 'around-pseudonymisation',
  title: 'a way from the record to research past the pseudonymisation',
  aim: 'hardening',
  caughtBy: ['NET-009'],
  mutate(target, random) {
    const [records, stores] = [withRole(target, /^fhir$/), withRole(target, /^research-fhir$/)];
    if (records.length === 0 || stores.length === 0) return undefined;
    const [fhir, research] = [random.pick(records), random.pick(stores)];
    // Whoever opens both connections carries data from the one to the other.
    const carrier = random.pick([
      fhir,
      research,
      ...withRole(target, /^(?:approval|database|integration|ai-gateway)$/),
    ]);
    const ends = [fhir, research].filter((end) => end !== carrier);
    const items = [
      policy(carrier, 'Egress', { egress: [{ to: ends.map(peer) }] }),
      ...ends.map((end) => policy(end, 'Ingress', { ingress: [{ from: [peer(carrier)] }] })),
    ];
    const because = 'data reaches research that nobody has pseudonymised';
    const value = `record → ${roleOf(carrier)} → research`;
    return {
      change: { do: 'add', object: { apiVersion: 'v1', kind: 'List', items } },
      what: 'policies',
      value,
      because,
      at: 'anywhere',
    };
  },
};

const lost: AttackClass = {
  id: 'lost-policies',
  title: 'a pod that no policy selects any more',
  aim: 'hardening',
  caughtBy: ['NET-', 'AI-'],
  mutate(target, random) {
    if (target.pods.length === 0) return undefined;
    const { subject } = random.pick(target.pods);
    const body = withValue(subject.body, ['metadata', 'namespace'], 'elsewhere');
    const because = 'in a namespace of which nothing is known, no policy holds it';
    const what = 'moved to a namespace without policies';
    return { change: { do: 'edit', subject, body }, what, value: 'elsewhere', because, at: 'anywhere' };
  },
};

/** Attacks on the record and on the clinician's say. */
export const oversightClasses: readonly AttackClass[] = [auditEgress, account, around, aroundTrustCentre, lost];
