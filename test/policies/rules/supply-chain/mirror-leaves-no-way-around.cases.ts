import { mirrorLeavesNoWayAround } from '../../../../policies/rules/supply-chain/mirror-leaves-no-way-around.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const mirrors = (
  policy: string,
  kind = 'ImageDigestMirrorSet',
  list = 'imageDigestMirrors',
) => `apiVersion: config.openshift.io/v1
kind: ${kind}
metadata: {name: mirror}
spec:
  ${list}:
    - source: quay.io
      mirrors: [registry.klinik.example/quay]
      ${policy}
`;

export const cases: RuleCases = {
  rule: mirrorLeavesNoWayAround,
  compliant: [
    { name: 'a source that is never asked', input: mirrors('mirrorSourcePolicy: NeverContactSource') },
    {
      name: 'the same for tags',
      input: mirrors('mirrorSourcePolicy: NeverContactSource', 'ImageTagMirrorSet', 'imageTagMirrors'),
    },
  ],
  nonCompliant: [
    {
      name: 'a mirror that says nothing and so falls back',
      input: mirrors(''),
      path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
      found: '(nothing)',
    },
    {
      name: 'a mirror that is told to fall back',
      input: mirrors('mirrorSourcePolicy: AllowContactingSource', 'ImageTagMirrorSet', 'imageTagMirrors'),
      path: 'spec.imageTagMirrors[0].mirrorSourcePolicy',
      found: 'AllowContactingSource',
    },
    {
      name: 'the older kind, which always falls back',
      input: `apiVersion: operator.openshift.io/v1alpha1
kind: ImageContentSourcePolicy
metadata: {name: mirror}
spec: {repositoryDigestMirrors: [{source: quay.io, mirrors: [registry.klinik.example/quay]}]}
`,
      path: 'kind',
      found: 'ImageContentSourcePolicy',
    },
  ],
  indeterminate: [
    {
      name: 'a choice that a template fills in',
      input: mirrors('mirrorSourcePolicy: "${MIRROR_POLICY}"'),
      path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
      found: '${MIRROR_POLICY}',
    },
    {
      name: 'a mirror set without a mirror',
      input: `apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata: {name: mirror}
spec: {}
`,
      path: '',
      found: '',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
