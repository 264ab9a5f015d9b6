import { findOperator } from '../../catalog/operators.ts';
import type { Obligation } from '../engine/obligation.ts';
import type { Context } from '../engine/types.ts';
import { imagePolicyKinds, verifiesImages } from '../rules/shared/image-policy.ts';
import { workloadKinds } from '../rules/shared/workload.ts';
import { obligation } from './obligation.ts';

const POLICY_KINDS = ['NetworkPolicy', 'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'AdminNetworkPolicy'];
/** What only the cluster's own agents can do with what was configured: enforce network policies, verify signatures. */
export function clusterDuties(context: Context): readonly Obligation[] {
  return [...networkPolicies(context), ...signatures(context)];
}

function networkPolicies(context: Context): readonly Obligation[] {
  if (POLICY_KINDS.every((kind) => context.ofKind(kind).length === 0)) return [];
  return [
    obligation({
      about: 'network-policy',
      subject: 'cluster',
      path: '',
      owed: 'an agent in the cluster enforces network policies: an API server accepts them without one',
      due: 'live',
      how: 'a probe in the cluster: what a policy closes does not answer, what it opens does',
      blocks: false,
      location: null,
    }),
  ];
}

function signatures(context: Context): readonly Obligation[] {
  if (workloadKinds.every((kind) => context.ofKind(kind).length === 0)) return [];
  if (imagePolicyKinds.some((kind) => context.ofKind(kind).some(verifiesImages))) return [];
  return [
    obligation({
      about: 'signature',
      subject: 'cluster',
      path: '',
      owed: 'the signatures of images are verified before they run: no policy in this input does it',
      due: 'admission',
      how: "a policy that verifies, in the same input (see SUP-001); or a person, with the mirror's own verification on file",
      blocks: false,
      location: null,
    }),
  ];
}

/** One attestation for each known operator of a place where data may be, where German law asks for it. */
export function attestations(context: Context): readonly Obligation[] {
  const operators = new Set<string>();
  for (const subject of context.subjects) {
    for (const { places } of context.leaves(subject)) {
      for (const { verdict, operator } of places) {
        if (verdict === 'inside' && operator !== null && findOperator(operator) !== undefined) operators.add(operator);
      }
    }
  }
  return [...operators].map((id) =>
    obligation({
      about: 'attestation',
      subject: `operator/${id}`,
      path: '',
      owed: `${findOperator(id)?.name ?? id} holds a C5 attestation of type 2 for what is used here, and has an establishment in Germany (§ 393 SGB V)`,
      due: 'live',
      how: "a person: the operator's current C5 report and its criteria for customers, read and on file",
      blocks: false,
      location: null,
    }),
  );
}
