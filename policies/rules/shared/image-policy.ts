import type { Fields, Subject, Value } from '../../engine/types.ts';
import { fieldsOf, listOf } from './workload.ts';

/** A demand that images carry a signature or an attestation, as one policy of an admission controller makes it. */
export interface ImageDemand {
  /** Path in the subject to the part that makes the demand. */
  readonly path: readonly (string | number)[];
  /** Whether an image that does not meet it is refused; undefined when the policy leaves that to a default that refuses. */
  readonly enforces: boolean;
  /** How the policy says so, for a reader. */
  readonly mode: string;
  /** Whom it trusts: each a key, a certificate or an identity; empty when it names nobody. */
  readonly signers: readonly Value[];
  /** Types of attestations that it asks for besides the signature: `https://cyclonedx.org/bom`, `spdxjson`. */
  readonly attestations: readonly string[];
}

/** The kinds that can hold such a demand. */
export const imagePolicyKinds: readonly string[] = [
  'ClusterImagePolicy',
  'ClusterPolicy',
  'Policy',
  'ImageValidatingPolicy',
  'NamespacedImageValidatingPolicy',
];

/** Whether a subject is a policy that asks for signatures and refuses what has none. */
export function verifiesImages(subject: Subject): boolean {
  return imageDemands(subject).some(({ enforces, signers }) => enforces && signers.length > 0);
}

/**
 * The demands of a policy of sigstore's policy-controller (ClusterImagePolicy) or Kyverno (ClusterPolicy and Policy with
 * verifyImages, ImageValidatingPolicy); none for anything else. Recalled from the projects' API references, 2026-11-22.
 */
export function imageDemands(subject: Subject): readonly ImageDemand[] {
  const { kind, type, body } = subject;
  if (kind === 'ClusterImagePolicy' && type.startsWith('policy.sigstore.dev/')) return [sigstore(fieldsOf(body.spec))];
  if (type.startsWith('policies.kyverno.io/') && kind.endsWith('ImageValidatingPolicy'))
    return [validating(fieldsOf(body.spec))];
  if (type.startsWith('kyverno.io/') && (kind === 'ClusterPolicy' || kind === 'Policy'))
    return kyverno(fieldsOf(body.spec));
  return [];
}

function sigstore(spec: Fields): ImageDemand {
  const authorities = listOf(spec.authorities).map(fieldsOf);
  const mode = typeof spec.mode === 'string' ? spec.mode : 'enforce';
  return {
    path: ['spec'],
    enforces: mode === 'enforce',
    mode: `mode: ${mode}`,
    // `static: {action: pass}` lets everything through.
    signers: authorities.flatMap(({ key, keyless }) => [key, keyless].filter(isStated)),
    attestations: authorities.flatMap(({ attestations }) => typesOf(attestations, 'predicateType')),
  };
}

function kyverno(spec: Fields): readonly ImageDemand[] {
  return listOf(spec.rules).flatMap((rule, index) =>
    listOf(fieldsOf(rule).verifyImages).map((entry, position): ImageDemand => {
      const verify = fieldsOf(entry);
      // The rule's own action comes first, then the policy's, whose default is Audit.
      const mode = String(
        verify.failureAction ??
          fieldsOf(fieldsOf(rule).validate).failureAction ??
          spec.validationFailureAction ??
          'Audit',
      );
      const asked = verify.required !== false;
      const attested = listOf(verify.attestations).map(fieldsOf);
      return {
        path: ['spec', 'rules', index, 'verifyImages', position],
        enforces: /^enforce$/i.test(mode) && asked,
        mode: asked ? `failureAction: ${mode}` : 'required: false',
        signers: [verify.attestors, verify.key, ...attested.map(({ attestors }) => attestors)].flatMap(signersIn),
        attestations: attested.flatMap(({ type, predicateType }) =>
          [type, predicateType].filter((one) => typeof one === 'string'),
        ),
      };
    }),
  );
}

function validating(spec: Fields): ImageDemand {
  const actions = listOf(spec.validationActions);
  const mode = actions.length === 0 ? 'Deny' : actions.map(String).join(', ');
  const attested = listOf(spec.attestations).map(fieldsOf);
  const types = attested.flatMap(({ intoto, referrer }) => [fieldsOf(intoto).type, fieldsOf(referrer).type]);
  return {
    path: ['spec'],
    enforces: actions.length === 0 || actions.includes('Deny'),
    mode: `validationActions: ${mode}`,
    signers: listOf(spec.attestors),
    attestations: types.filter((type) => typeof type === 'string'),
  };
}

/** Attestors are nested: a list of sets, each with entries that name a key, certificates or an identity. */
function signersIn(value: Value | undefined): readonly Value[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return listOf(value).flatMap((set) =>
    listOf(fieldsOf(set).entries).filter((entry) => Object.keys(fieldsOf(entry)).length > 0),
  );
}

function typesOf(value: Value | undefined, key: string): readonly string[] {
  return listOf(value)
    .map((one) => fieldsOf(one)[key])
    .filter((type) => typeof type === 'string');
}

function isStated(value: Value | undefined): value is Value {
  return value !== undefined && value !== null;
}
