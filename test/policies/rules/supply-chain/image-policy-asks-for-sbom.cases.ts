import { imagePolicyAsksForSbom } from '../../../../policies/rules/supply-chain/image-policy-asks-for-sbom.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const policy = (authority: string) => `apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata: {name: signed}
spec:
  images: [{glob: "registry.klinik.example/**"}]
  authorities: [{key: {secretRef: {name: platform}}${authority}}]
`;

export const cases: RuleCases = {
  rule: imagePolicyAsksForSbom,
  compliant: [
    { name: 'a CycloneDX attestation', input: policy(', attestations: [{name: sbom, predicateType: cyclonedx}]') },
    {
      name: 'an SPDX attestation of a Kyverno policy',
      input: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: signed}
spec:
  rules:
    - name: signed
      verifyImages:
        - imageReferences: ["*"]
          failureAction: Enforce
          attestations: [{type: "https://spdx.dev/Document", attestors: [{entries: [{keys: {publicKeys: k}}]}]}]
`,
    },
    {
      name: 'a bill of materials of a validating policy',
      input: `apiVersion: policies.kyverno.io/v1alpha1
kind: ImageValidatingPolicy
metadata: {name: signed}
spec:
  attestors: [{name: platform}]
  attestations: [{name: sbom, intoto: {type: "https://cyclonedx.org/bom"}}]
`,
    },
  ],
  nonCompliant: [
    { name: 'a signature alone', input: policy(''), path: 'spec', found: '(nothing)' },
    {
      name: 'only a provenance',
      input: policy(', attestations: [{name: origin, predicateType: slsaprovenance}]'),
      path: 'spec',
      found: 'slsaprovenance',
    },
  ],
  indeterminate: [
    {
      name: 'a type that a template fills in',
      input: policy(', attestations: [{name: sbom, predicateType: "${SBOM_TYPE}"}]'),
      path: 'spec',
      found: '${SBOM_TYPE}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
