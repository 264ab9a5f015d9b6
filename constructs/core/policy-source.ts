import { NetworkPolicyV1, type NetworkPolicyV1Config } from '@cdktf/provider-kubernetes/lib/network-policy-v1/index.js';
import { TerraformResource } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';

const ours = new WeakSet<IConstruct>();

/** The one place where a NetworkPolicy is made: for a namespace's default, or for a declared intent. */
export function createPolicy(scope: Construct, id: string, config: NetworkPolicyV1Config): NetworkPolicyV1 {
  const policy = new NetworkPolicyV1(scope, id, config);
  ours.add(policy);
  return policy;
}

/**
 * Network policies in the whole tree that no intent stands behind. Policies add up, so that a single one from elsewhere
 * opens what all others close.
 */
export function foreignPolicies(construct: IConstruct): readonly string[] {
  return construct.node.root.node
    .findAll()
    .filter((node) => TerraformResource.isTerraformResource(node) && isPolicy(node) && !ours.has(node))
    .map(
      (node) =>
        `${node.node.path} is a NetworkPolicy that no intent stands behind. Remove it, and permit the flow where it begins: workload.allowTo(target, { port, purpose }).`,
    );
}

function isPolicy(resource: TerraformResource): boolean {
  return /^kubernetes_network_policy(_v1)?$/.test(resource.terraformResourceType);
}
