import fc from 'fast-check';
import { type Fields, type Subject, Unresolved, type Value } from '../../../policies/engine/types.ts';
import { Reach } from '../../../policies/reach/reach.ts';
import { liveSubject } from '../../../policies/subjects/index.ts';
import { runOver } from '../../support/subjects.ts';
import type {
  AdminPeer,
  AdminPolicy,
  AdminRule,
  NetworkPolicy,
  Peer,
  Pod,
  Port,
  Selector,
  World,
} from './slow-model.ts';

/** Few words, so that selectors, labels, ports and blocks meet often. */
const namespaceNames = ['clinic', 'research', 'tools'];
const keys = ['app', 'tier'];
const values = ['a', 'b', 'c'];
export const samplePorts = [1, 2, 3, 4, 5, 6, 7, 65_535];
export const sampleAddresses = [
  ...['10.0.0.0', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6', '10.0.0.7', '10.0.0.8', '10.0.0.15', '10.0.0.16'],
  ...['0.0.0.0', '9.255.255.255', '127.255.255.255', '128.0.0.0', '255.255.255.255'],
  ...['fd00::', 'fd00::7', 'fd00::8', 'fd00::9', '::', '7fff::', '8000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];
const blocks = [
  ...['10.0.0.0/28', '10.0.0.0/29', '10.0.0.8/29', '10.0.0.4/30', '10.0.0.5/32', '10.0.0.0/8'],
  ...['0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1', 'fd00::/8', 'fd00::/125', 'fd00::8/128', '::/0', '::/1', '8000::/1'],
];

const word = fc.constantFrom(...values);
const labels = fc.dictionary(fc.constantFrom(...keys), word, { maxKeys: 2 });
const expression = fc.oneof(
  fc.record({
    key: fc.constantFrom(...keys),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.array(word, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);
const selector: fc.Arbitrary<Selector> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.record(
      { matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 1 }) },
      { requiredKeys: [] },
    ),
  },
);
const namespaceSelector: fc.Arbitrary<Selector> = fc.oneof(
  selector,
  fc.constantFrom(...namespaceNames).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);
const block = fc.record(
  { cidr: fc.constantFrom(...blocks), except: fc.array(fc.constantFrom(...blocks), { maxLength: 2 }) },
  { requiredKeys: ['cidr'] },
);
const peer: fc.Arbitrary<Peer> = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector }),
  fc.record({ namespaceSelector, podSelector: selector }),
  fc.record({ ipBlock: block }),
);
const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP');
const port: fc.Arbitrary<Port> = fc.oneof(
  fc.record({ protocol, port: fc.integer({ min: 1, max: 6 }) }, { requiredKeys: [] }),
  fc.record({ port: fc.integer({ min: 1, max: 4 }), endPort: fc.constantFrom(4, 6, 65_535) }),
  fc.record({ protocol, port: fc.constantFrom('http', 'admin') }, { requiredKeys: ['port'] }),
);
const ports = fc.array(port, { maxLength: 2 });
const peers = fc.array(peer, { maxLength: 2 });

const policy: fc.Arbitrary<Omit<NetworkPolicy, 'name'>> = fc.record(
  {
    namespace: fc.constantFrom(...namespaceNames),
    podSelector: selector,
    policyTypes: fc.constantFrom<string[]>([], ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
    ingress: fc.array(fc.record({ from: peers, ports }, { requiredKeys: [] }), { maxLength: 2 }),
    egress: fc.array(fc.record({ to: peers, ports }, { requiredKeys: [] }), { maxLength: 2 }),
  },
  { requiredKeys: ['namespace', 'podSelector'] },
);

const inCluster: fc.Arbitrary<AdminPeer> = namespaceSelector.map((namespaces) => ({ namespaces }));
const anywhere: fc.Arbitrary<AdminPeer> = fc.oneof(
  inCluster,
  fc.array(fc.constantFrom(...blocks), { minLength: 1, maxLength: 2 }).map((networks) => ({ networks })),
);

function adminRule(peer: fc.Arbitrary<AdminPeer>, actions: readonly AdminRule['action'][]): fc.Arbitrary<AdminRule> {
  const rule = {
    action: fc.constantFrom(...actions),
    peers: fc.array(peer, { minLength: 1, maxLength: 2 }),
    port: fc.integer({ min: 1, max: 6 }),
  };
  return fc.record(rule, { requiredKeys: ['action', 'peers'] });
}

function adminPolicy(tier: AdminPolicy['tier']): fc.Arbitrary<Omit<AdminPolicy, 'name' | 'priority'>> {
  const actions: readonly AdminRule['action'][] = tier === 'admin' ? ['Allow', 'Deny', 'Pass'] : ['Allow', 'Deny'];
  return fc.record({
    tier: fc.constant(tier),
    namespaces: namespaceSelector,
    ingress: fc.array(adminRule(inCluster, actions), { maxLength: 2 }),
    egress: fc.array(adminRule(anywhere, actions), { maxLength: 2 }),
  });
}

const pod: fc.Arbitrary<Omit<Pod, 'name' | 'address'>> = fc.record({
  namespace: fc.constantFrom(...namespaceNames),
  labels,
  ports: fc.array(
    fc.record({ name: fc.constantFrom('http', 'admin'), containerPort: fc.integer({ min: 1, max: 6 }), protocol }),
    { maxLength: 2 },
  ),
  hostNetwork: fc.boolean().chain((rare) => (rare ? fc.boolean() : fc.constant(false))),
});

/** A small cluster in which everything is known. */
export const world: fc.Arbitrary<World> = fc
  .record({
    labels: fc.tuple(labels, labels, labels),
    pods: fc.array(pod, { minLength: 2, maxLength: 4 }),
    policies: fc.array(policy, { maxLength: 5 }),
    admin: fc.array(adminPolicy('admin'), { maxLength: 2 }),
    baseline: fc.array(adminPolicy('baseline'), { maxLength: 1 }),
  })
  .map(({ labels: own, pods, policies, admin, baseline }) => ({
    namespaces: namespaceNames.map((name, at) => ({ name, labels: own[at] ?? {} })),
    pods: pods.map((one, at) => ({
      ...one,
      name: `pod-${at}`,
      address: at % 2 === 0 ? `10.0.0.${at * 3}` : `fd00::${at * 3}`,
    })),
    policies: policies.map((one, at) => ({ ...one, name: `policy-${at}` })),
    admin: [...admin, ...baseline].map((one, at) => ({ ...one, name: `admin-${at}`, priority: at })),
  }));

/** The Kubernetes objects of a world. */
export function objectsOf({ namespaces, pods, policies, admin }: World): readonly Fields[] {
  const objects = [
    ...namespaces.map(({ name, labels }) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...pods.map(podObject),
    ...policies.map(({ name, namespace, ...spec }) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace },
      spec,
    })),
    ...admin.map(adminObject),
  ];
  return objects as unknown as readonly Fields[];
}

function podObject({ name, namespace, labels, ports, hostNetwork, address }: Pod) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: { hostNetwork, containers: [{ name: 'main', ports }] },
    status: { podIPs: [{ ip: address }] },
  };
}

function adminObject({ name, tier, priority, namespaces, ingress, egress }: AdminPolicy) {
  const rule = ({ action, peers: own, port }: AdminRule, key: 'from' | 'to') => ({
    action,
    [key]: own,
    ...(port === undefined ? {} : { ports: [{ portNumber: { protocol: 'TCP', port } }] }),
  });
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: tier === 'admin' ? 'AdminNetworkPolicy' : 'BaselineAdminNetworkPolicy',
    metadata: { name },
    spec: {
      priority,
      subject: { namespaces },
      ingress: ingress.map((one) => rule(one, 'from')),
      egress: egress.map((one) => rule(one, 'to')),
    },
  };
}

/** The reach of some objects. */
export function reachOfObjects(objects: readonly Fields[]): Reach {
  const subjects: readonly Subject[] = objects.map((object) => liveSubject(object, 'test'));
  return new Reach(runOver(subjects).context);
}

type Path = readonly (string | number)[];

/** An object in which one value that a policy may look at is not known any more: the one that `at` counts to. */
export function blurred(object: Fields, at: number): Fields {
  const paths = pathsIn(object).filter(([first, second]) =>
    first === 'spec' ? second !== undefined : second === 'labels',
  );
  const path = paths[at % Math.max(paths.length, 1)];
  return path === undefined ? object : (without(object, path) as Fields);
}

function pathsIn(value: Value, before: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || value instanceof Unresolved) return [before];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [before, ...entries.flatMap(([key, inner]) => pathsIn(inner as Value, [...before, key]))];
}

function without(value: Value, [step, ...rest]: Path): Value {
  if (step === undefined) return new Unresolved('nobody knows this yet');
  if (Array.isArray(value)) return value.map((inner, at) => (at === step ? without(inner, rest) : inner));
  return { ...(value as Fields), [step]: without((value as Fields)[step] ?? null, rest) };
}
