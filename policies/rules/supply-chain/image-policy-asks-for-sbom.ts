import { defineRule } from '../../engine/rule.ts';
import { imageDemands, imagePolicyKinds } from '../shared/image-policy.ts';
import { openReason, placeholderIn } from '../shared/value.ts';

const sbom = /cyclonedx|spdx/i;

/** A policy that verifies images also asks for a bill of materials. */
export const imagePolicyAsksForSbom = defineRule({
  id: 'SUP-002',
  title: 'A policy that verifies images also asks for an attested bill of materials.',
  severity: 'medium',
  enforcement: 'warn',
  controls: ['nis2/art-21-2-d', 'iso-27001/A.5.21', 'eu-csf/SOV-5'],
  selects: imagePolicyKinds,
  whenSilent: 'pass',
  rationale:
    'When a weakness is found in a library, a hospital has to know within hours which of its images hold it. A bill of ' +
    'materials that is attested with the image says so without asking the maker.',
  remedy:
    'add an attestation of type https://cyclonedx.org/bom or https://spdx.dev/Document to the policy, and let the pipeline ' +
    'attest one (cosign attest --type cyclonedx)',
  *evaluate(subject) {
    for (const { path, attestations } of imageDemands(subject)) {
      const open = attestations.find((type) => openReason(type) !== undefined);
      const asks = attestations.some((type) => sbom.test(type));
      yield {
        result: asks ? 'pass' : open === undefined ? 'fail' : 'indeterminate',
        path,
        found: open === undefined ? attestations.join(', ') || '(nothing)' : placeholderIn(open),
        because: 'an image without a bill of materials is let in',
        expected: 'an attestation whose type is CycloneDX or SPDX',
      };
    }
  },
});
