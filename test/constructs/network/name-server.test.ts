import { describe, expect, test } from 'vitest';
import { intentsOf, permitClusterDns } from '../../../constructs/core/network-intent.ts';
import { secretRequirementsOf } from '../../../constructs/core/secrets.ts';
import { corefile } from '../../../constructs/network/corefile.ts';
import { NameServer, type NameServerProps } from '../../../constructs/network/name-server.ts';
import { resource, resourcesOf, workbench } from '../../support/synthesized.ts';

function nameServer(change: Partial<NameServerProps> = {}) {
  const { stack, namespace, images } = workbench();
  const server = new NameServer(stack, 'names', {
    ...{ namespace, images, name: 'names', replicas: 2, names: ['hospital.example'] },
    ...{ resolvers: ['10.20.0.53', 'fd00::53'], certifiedAs: 'dns.hospital.example', ...change },
  });
  return { stack, server, resources: resourcesOf(stack) };
}

describe('a name server', () => {
  const { stack, resources } = nameServer();

  test("is asked by the cluster's own name service alone, and asks the site's resolvers alone", () => {
    const ends = intentsOf(stack).map(({ from, to, port }) => [
      `${from.namespace}/${from.name}`,
      to.kind === 'external' ? to.networks : to.name,
      port,
    ]);
    expect(ends).toEqual([
      ['kube-system/kube-dns', 'names', 853],
      ['place/names', ['10.20.0.53/32'], 853],
      ['place/names', ['fd00::53/128'], 853],
    ]);
    const policy = resource(resources, 'network_policy_v1', 'names-853-from-cluster-dns');
    expect(policy.spec.ingress[0].from).toEqual([
      {
        namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        pod_selector: { match_labels: { 'k8s-app': 'kube-dns' } },
      },
    ]);
  });

  test('keeps the one capability that its program file demands, and asks no name service itself', () => {
    const { template } = resource(resources, 'deployment_v1', 'names').spec;
    expect(template.spec.container[0].security_context.capabilities).toEqual({
      drop: ['ALL'],
      add: ['NET_BIND_SERVICE'],
    });
    expect(template.metadata.labels).not.toHaveProperty(['domicile.internal/dns']);
  });

  test('knows the authority of the resolvers from the site', () => {
    expect(secretRequirementsOf(stack).map(({ name, contents }) => [name, contents.kind])).toEqual([
      ['names-resolver-authority', 'external'],
      ['names-tls', 'tls'],
    ]);
  });

  test('without a name for the resolvers asks them over TCP', () => {
    const plain = nameServer({ certifiedAs: undefined });
    expect(intentsOf(plain.stack).map(({ port }) => port)).toEqual([853, 53, 53]);
    expect(secretRequirementsOf(plain.stack).map(({ name }) => name)).toEqual(['names-tls']);
  });

  test('is the only role that the name service of the cluster may ask', () => {
    const { server } = nameServer();
    Object.assign(server.workload, { role: 'fhir' });
    expect(() => permitClusterDns(server.workload, { port: 1, purpose: 'x' })).toThrow(/role fhir may not be asked/);
  });
});

test.each([
  ['over TLS', 'dns.hospital.example', 'forward . tls://10.20.0.53 tls://[fd00::53] {'],
  ['over TCP', undefined, 'forward . 10.20.0.53 [fd00::53] {'],
])('resolvers are asked %s', (_, certifiedAs, line) => {
  const text = corefile({ names: ['hospital.example'], resolvers: ['10.20.0.53', 'fd00::53'], certifiedAs });
  expect(text).toContain(line);
  expect(text.match(/^\S.*\{$/gm)).toEqual(['tls://.:853 {', 'tls://hospital.example:853 {']);
});

test('with nothing to ask for refuses all', () => {
  const text = corefile({ names: [], resolvers: ['10.20.0.53'], certifiedAs: undefined });
  expect(text.match(/^\S.*\{$/gm)).toEqual(['tls://.:853 {']);
});
