import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1/index.js';
import { describe, expect, test } from 'vitest';
import { resource, resourcesOf, workbench } from '../../support/synthesized.ts';

const { stack } = workbench();
const resources = resourcesOf(stack);

describe('a boundary namespace', () => {
  test.each(['enforce', 'audit', 'warn'])(
    'asks the API server to %s Pod Security restricted, at a pinned version',
    (mode) => {
      const { labels } = resource(resources, 'namespace_v1', 'place').metadata;
      expect(labels[`pod-security.kubernetes.io/${mode}`]).toBe('restricted');
      expect(labels[`pod-security.kubernetes.io/${mode}-version`]).toMatch(/^v1\.\d+$/);
    },
  );

  test('says what data it holds and whose it is', () => {
    const { labels } = resource(resources, 'namespace_v1', 'place').metadata;
    expect(labels).toMatchObject({ 'domicile.internal/data-class': 'health', 'domicile.internal/module': 'interop' });
  });

  test('denies all traffic in and out to every pod', () => {
    expect(resource(resources, 'network_policy_v1', 'default-deny').spec).toEqual({
      pod_selector: {},
      policy_types: ['Ingress', 'Egress'],
    });
  });

  test('lets only pods that are labelled for it ask the cluster for names, and nobody else', () => {
    const { spec } = resource(resources, 'network_policy_v1', 'cluster-dns');
    expect(spec.pod_selector.match_labels).toEqual({ 'domicile.internal/dns': 'cluster' });
    expect(spec.egress).toEqual([
      {
        ports: [
          { port: '53', protocol: 'UDP' },
          { port: '53', protocol: 'TCP' },
        ],
        to: [
          {
            namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            pod_selector: { match_labels: { 'k8s-app': 'kube-dns' } },
          },
        ],
      },
    ]);
  });

  test('bounds what its pods may take, and grants no accelerator and no way in from outside unless asked', () => {
    expect(resource(resources, 'resource_quota_v1', 'quota').spec.hard).toMatchObject({
      pods: '10',
      'limits.memory': '20Gi',
      'requests.nvidia.com/gpu': '0',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
    });
    expect(resource(resources, 'limit_range_v1', 'limits').spec.limit).toHaveLength(1);
  });

  test('leaves the default account without a token', () => {
    expect(resource(resources, 'default_service_account_v1', 'default').automount_service_account_token).toBe(false);
  });

  test('refuses a network policy that no intent stands behind', () => {
    const bench = workbench();
    new NetworkPolicyV1(bench.stack, 'shortcut', {
      metadata: { name: 'shortcut', namespace: 'place' },
      spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{}] },
    });
    expect(() => resourcesOf(bench.stack)).toThrow(/stack\/shortcut is a NetworkPolicy that no intent stands behind/);
  });
});
