import { describe, expect, it } from 'vitest';
import { boundaryOf, runOf } from '../../../policies/judge.ts';
import { foreignPolicies } from '../../../policies/reach/foreign.ts';
import { readInputs } from '../../../policies/subjects/index.ts';

function foreign(apiVersion: string, kind: string): boolean {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x, namespace: ward}\nspec: {podSelector: {}}\n`;
  const { subjects } = readInputs([{ name: 'a.yaml', bytes: Buffer.from(text) }]);
  expect(subjects.length).toBeGreaterThan(0);
  return foreignPolicies(runOf(subjects, boundaryOf('EEA')).context).length > 0;
}

describe('what may open or close connections and is not read', () => {
  it.each([
    ['cilium.io/v2', 'CiliumNetworkPolicy'],
    ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy'],
    ['cilium.io/v2', 'CiliumLocalRedirectPolicy'],
    ['cilium.io/v2', 'CiliumEgressGatewayPolicy'],
    ['cilium.io/v9', 'CiliumPolicyOfTomorrowRule'],
    ['projectcalico.org/v3', 'NetworkPolicy'],
    ['crd.projectcalico.org/v1', 'NetworkPolicy'],
    ['crd.projectcalico.org/v1', 'GlobalNetworkPolicy'],
    ['projectcalico.org/v3', 'GlobalNetworkSet'],
    ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy'],
    ['k8s.ovn.org/v1', 'EgressFirewall'],
    ['security.istio.io/v1', 'AuthorizationPolicy'],
    ['networking.istio.io/v1', 'Sidecar'],
    ['policy.linkerd.io/v1beta3', 'Server'],
    ['kuma.io/v1alpha1', 'MeshTrafficPermission'],
    ['policy.networking.k8s.io/v2', 'PolicyOfTomorrow'],
  ])('%s %s is named, so that no answer beside it is certain', (apiVersion, kind) => {
    expect(foreign(apiVersion, kind)).toBe(true);
  });

  it.each([
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy'],
    ['policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy'],
    ['cilium.io/v2', 'CiliumEndpoint'],
    ['policy/v1', 'PodDisruptionBudget'],
    ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'],
  ])('%s %s is not', (apiVersion, kind) => {
    expect(foreign(apiVersion, kind)).toBe(false);
  });
});
