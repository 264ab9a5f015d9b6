import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { boundaryOf, runOf } from '../../../policies/judge.ts';
import { ReachGraph } from '../../../policies/reach/graph.ts';
import { compared, type Outcome, type Prediction, probesOf } from '../../../policies/reach/probes.ts';
import { reachOf } from '../../../policies/reach/reach.ts';
import { readInputs } from '../../../policies/subjects/index.ts';

const pod = (name: string, address: string, labels: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'ward', labels: { app: name, ...labels } },
  spec: {
    ...more,
    containers: [
      { name: 'main', image: 'x', ports: [{ containerPort: 8443 }, { containerPort: 53, protocol: 'UDP' }] },
    ],
  },
  status: { phase: 'Running', podIP: address, podIPs: [{ ip: address }] },
});

const policy = (name: string, spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'ward' },
  spec,
});

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ward' } };

const cluster: readonly object[] = [
  namespace,
  pod('fhir', '10.1.0.1', { 'pod-template-hash': 'abc' }),
  pod('door', '10.1.0.2', {}),
  pod('agent', '10.1.0.3', {}, { hostNetwork: true }),
  policy('closed', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
  policy('in', {
    podSelector: { matchLabels: { app: 'fhir' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'door' } } }], ports: [{ port: 8443 }] }],
  }),
  policy('out', {
    podSelector: { matchLabels: { app: 'door' } },
    policyTypes: ['Egress'],
    egress: [
      { to: [{ podSelector: { matchLabels: { app: 'fhir' } } }], ports: [{ port: 8443 }] },
      { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ port: 443 }] },
    ],
  }),
];

const destinations = [
  { address: '192.0.2.7', port: 443 },
  { address: '192.0.2.7', port: 80 },
  { address: '203.0.113.9', port: 443 },
];

function probesIn(objects: readonly object[], outside: typeof destinations = []) {
  const text = objects.map((object) => stringify(object)).join('---\n');
  const { subjects } = readInputs([{ name: 'a.yaml', bytes: Buffer.from(text) }]);
  const { context } = runOf(subjects, boundaryOf('EEA'));
  return probesOf(new ReachGraph(reachOf(context), context), outside);
}

const probes = () => probesIn(cluster, destinations);

describe('what is tried in a running cluster', () => {
  it('is every TCP port that a running pod states, from a pod of each kind, and every destination, with what the policies say', () => {
    const told = probes().map(
      ({ source, target, predicted }) => `${source.standsFor.join()} ${target.address}:${target.port} ${predicted}`,
    );
    expect(told.toSorted()).toEqual([
      'ward/door 10.1.0.1:8443 open',
      'ward/door 10.1.0.2:8443 closed',
      'ward/door 192.0.2.7:443 open',
      'ward/door 192.0.2.7:80 closed',
      'ward/door 203.0.113.9:443 closed',
      'ward/fhir 10.1.0.1:8443 closed',
      'ward/fhir 10.1.0.2:8443 closed',
      'ward/fhir 192.0.2.7:443 closed',
      'ward/fhir 192.0.2.7:80 closed',
      'ward/fhir 203.0.113.9:443 closed',
    ]);
  });

  it('carries the labels of whom it stands for, but not those by which a controller knows its own', () => {
    const [source] = probes().flatMap((edge) => (edge.source.standsFor.includes('ward/fhir') ? [edge.source] : []));
    expect(source).toEqual({ standsFor: ['ward/fhir'], namespace: 'ward', labels: { app: 'fhir' } });
  });
});

describe('what a try shows', () => {
  const source = { standsFor: ['ward/door'], namespace: 'ward', labels: {} };
  const target = { name: 'ward/fhir', address: '10.1.0.1', port: 8443, ready: false };
  const shown = (predicted: Prediction, outcome: Outcome, othersReach: boolean) =>
    compared([{ source, target, predicted, outcome }], othersReach ? [target] : []).map((edge) => edge.shown);

  it.each([
    ['open', 'open', true, 'as predicted'],
    ['open', 'refused', true, 'closed against the prediction'],
    ['open', 'silent', false, 'closed against the prediction'],
    ['closed', 'open', true, 'open against the prediction'],
    ['closed', 'silent', true, 'as predicted'],
    ['closed', 'refused', true, 'as predicted'],
    ['closed', 'silent', false, 'not shown'],
    ['closed', 'refused', false, 'not shown'],
    ['unknown', 'open', true, 'not predicted'],
    ['open', 'untried', true, 'not shown'],
    ['closed', 'untried', true, 'not shown'],
  ] as const)('predicted %s, found %s, others get through: %s: it is %s', (predicted, outcome, others, expected) => {
    expect(shown(predicted, outcome, others)).toEqual([expected]);
  });

  it('is that a connection is closed, where the kubelet says that somebody answers', () => {
    const edge = { source, target: { ...target, ready: true }, predicted: 'closed', outcome: 'silent' } as const;
    expect(compared([edge]).map((one) => one.shown)).toEqual(['as predicted']);
  });
});

describe('whether somebody answers at a port', () => {
  const probed = (port: number | string, ready: boolean) => {
    const ports = [{ containerPort: 8443, name: 'https' }];
    const container = { name: 'main', image: 'x', ports, readinessProbe: { tcpSocket: { port } } };
    const status = { phase: 'Running', podIP: '10.1.0.1', containerStatuses: [{ name: 'main', ready }] };
    return probesIn([namespace, { ...pod('fhir', '10.1.0.1', {}), spec: { containers: [container] }, status }]);
  };

  it.each([
    ['its number is probed, and the container is ready', 8443, true, true],
    ['its name is probed, and the container is ready', 'https', true, true],
    ['another port is probed', 8080, true, false],
    ['the container is not ready', 8443, false, false],
  ] as const)('is known when %s', (_, port, ready, answers) => {
    expect(probed(port, ready).map(({ target }) => target.ready)).toEqual([answers]);
  });
});
