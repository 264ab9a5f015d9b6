import { imagePolicyRefuses } from '../../../../policies/rules/supply-chain/image-policy-refuses.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

/** A policy of sigstore's policy-controller. */
const sigstore = (spec: string) => `apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata: {name: signed}
spec: ${spec}
`;

/** A Kyverno policy with one rule that verifies images. */
const kyverno = (verify: string, more = '') => `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: signed}
spec:
  ${more}
  rules:
    - name: signed
      match: {any: [{resources: {kinds: [Pod]}}]}
      verifyImages: [${verify}]
`;

const key = 'attestors: [{entries: [{keys: {publicKeys: "k8s://kyverno/platform-key"}}]}]';
const images = 'imageReferences: ["registry.klinik.example/*"]';

export const cases: RuleCases = {
  rule: imagePolicyRefuses,
  compliant: [
    { name: 'a Kyverno policy that enforces one key', input: kyverno(`{${images}, failureAction: Enforce, ${key}}`) },
    {
      name: 'a Kyverno policy that enforces by the action of the whole policy, in its older spelling',
      input: kyverno(`{${images}, ${key}}`, 'validationFailureAction: enforce'),
    },
    {
      name: 'a policy-controller policy, which enforces when it says nothing else',
      input: sigstore(
        '{images: [{glob: "registry.klinik.example/**"}], authorities: [{key: {secretRef: {name: platform}}}]}',
      ),
    },
    {
      name: 'an identity with issuer and subject',
      input: sigstore(
        '{authorities: [{keyless: {identities: [{issuer: "https://identity.klinik.example", subject: "release@klinik.example"}]}}]}',
      ),
    },
    {
      name: 'a validating policy, which denies when it says nothing else',
      input: `apiVersion: policies.kyverno.io/v1alpha1
kind: ImageValidatingPolicy
metadata: {name: signed}
spec: {attestors: [{name: platform, cosign: {key: {kms: "hashivault://platform"}}}]}
`,
    },
  ],
  nonCompliant: [
    {
      name: 'a Kyverno policy that only audits, as it does unless told otherwise',
      input: kyverno(`{${images}, ${key}}`),
      path: 'spec.rules[0].verifyImages[0]',
      found: 'failureAction: Audit',
    },
    {
      name: 'signatures that are not required',
      input: kyverno(`{${images}, failureAction: Enforce, required: false, ${key}}`),
      path: 'spec.rules[0].verifyImages[0]',
      found: 'required: false',
    },
    {
      name: 'nobody whose signature counts',
      input: kyverno(`{${images}, failureAction: Enforce}`),
      path: 'spec.rules[0].verifyImages[0]',
      found: '(nobody)',
    },
    {
      name: 'a policy-controller policy that warns',
      input: sigstore('{mode: warn, authorities: [{key: {secretRef: {name: platform}}}]}'),
      path: 'spec',
      found: 'mode: warn',
    },
    {
      name: 'an authority that lets everything pass',
      input: sigstore('{authorities: [{static: {action: pass}}]}'),
      path: 'spec',
      found: '(nobody)',
    },
    {
      name: 'whoever has any identity',
      input: sigstore('{authorities: [{keyless: {identities: [{issuerRegExp: ".*", subjectRegExp: ".*"}]}}]}'),
      path: 'spec',
      found: '{"identities":[{"issuerRegExp":".*","subjectRegExp":".*"}]}',
    },
    {
      name: 'a validating policy that only audits',
      input: `apiVersion: policies.kyverno.io/v1alpha1
kind: ImageValidatingPolicy
metadata: {name: signed}
spec: {validationActions: [Audit], attestors: [{name: platform}]}
`,
      path: 'spec',
      found: 'validationActions: Audit',
    },
  ],
  indeterminate: [
    {
      name: 'an action that a template fills in',
      input: kyverno(`{${images}, failureAction: "\${ACTION}", ${key}}`),
      path: 'spec.rules[0].verifyImages[0]',
      found: '${ACTION}',
    },
    {
      name: 'a key that a template fills in',
      input: sigstore('{authorities: [{key: {data: "${PUBLIC_KEY}"}}]}'),
      path: 'spec',
      found: '${PUBLIC_KEY}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
