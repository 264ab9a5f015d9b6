import { defineRule } from '../../engine/rule.ts';
import type { Value, Verdict } from '../../engine/types.ts';
import { imageDemands, imagePolicyKinds } from '../shared/image-policy.ts';
import { firstOpen } from '../shared/open.ts';
import { show } from '../shared/value.ts';

const expected = 'a policy that enforces, and names a key, a certificate, or an identity with issuer and subject';

/** A policy that verifies images refuses what it cannot verify, and names whom it trusts. */
export const imagePolicyRefuses = defineRule({
  id: 'SUP-001',
  title: 'A policy that verifies images refuses what it cannot verify, and names whom it trusts.',
  severity: 'high',
  enforcement: 'deny',
  controls: [
    'c5-2026/OPS-34',
    'grundschutz/SYS.1.6.A6',
    'nis2/art-21-2-d',
    'iso-27001/A.5.21',
    'eu-csf/SOV-5',
    'cis-k8s/5.5.1',
  ],
  selects: imagePolicyKinds,
  whenSilent: 'pass',
  rationale:
    'A policy in audit mode, without an authority, or one that trusts whoever holds any identity looks like a guard and ' +
    'lets everything through. Kyverno audits unless it is told to enforce.',
  remedy:
    'set failureAction: Enforce (Kyverno), validationActions: [Deny], or mode: enforce (policy-controller), and name the key ' +
    'or the issuer and subject that signs',
  *evaluate(subject) {
    for (const { path, enforces, mode, signers } of imageDemands(subject)) {
      const unknown = firstOpen([mode, ...signers]);
      const open = signers.find(trustsAnybody);
      if (unknown !== undefined)
        yield verdict('indeterminate', path, unknown, 'it is not known yet what the policy asks for');
      else if (!enforces) yield verdict('fail', path, mode, 'it lets through what it could not verify');
      else if (signers.length === 0) yield verdict('fail', path, '(nobody)', 'it names nobody whose signature counts');
      else if (open !== undefined) yield verdict('fail', path, show(open), 'it trusts whoever has any identity');
      else yield verdict('pass', path, mode, 'it refuses what nobody whom it names has signed');
    }
  },
});

function verdict(result: Verdict['result'], path: Verdict['path'], found: string, because: string): Verdict {
  return { result, path, found, because, expected };
}

const anything = /(?:"|^)(?:subject|subjectRegExp|subjectRegex)"?\s*:\s*"(?:\*|\.\*|\^?\.[*+]\$?|)"/;

/** An identity whose subject is a pattern for everybody. */
function trustsAnybody(signer: Value): boolean {
  return anything.test(JSON.stringify(signer));
}
