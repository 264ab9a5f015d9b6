import { fetchedSourceIsSigned } from '../../../../policies/rules/supply-chain/fetched-source-is-signed.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const source = (kind: string, verify: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: ${kind}
metadata: {name: platform, namespace: flux-system}
spec:
  url: ${kind === 'OCIRepository' ? 'oci' : 'https'}://git.klinik.example/platform
  interval: 10m
  ${verify}
`;

export const cases: RuleCases = {
  rule: fetchedSourceIsSigned,
  compliant: [
    {
      name: 'an OCI artifact whose signature is verified',
      input: source('OCIRepository', 'verify: {provider: cosign, secretRef: {name: platform-key}}'),
    },
    {
      name: 'commits that are signed by known keys',
      input: source('GitRepository', 'verify: {mode: HEAD, secretRef: {name: maintainers}}'),
    },
  ],
  nonCompliant: [
    {
      name: 'an OCI artifact that anybody may have pushed',
      input: source('OCIRepository', ''),
      path: 'spec.verify',
      found: '(nothing)',
    },
    {
      name: 'commits whose signers nobody names',
      input: source('GitRepository', 'verify: {mode: HEAD}'),
      path: 'spec.verify',
      found: '{"mode":"HEAD"}',
    },
  ],
  indeterminate: [
    {
      name: 'a provider that a template fills in',
      input: source('OCIRepository', 'verify: {provider: "${VERIFY}"}'),
      path: 'spec.verify',
      found: '${VERIFY}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
