import { defineRule } from '../../engine/rule.ts';
import { openReason, placeholderIn, show } from '../shared/value.ts';
import { fieldsOf, textOf } from '../shared/workload.ts';

/** What a GitOps controller fetches carries a verified signature. */
export const fetchedSourceIsSigned = defineRule({
  id: 'SUP-004',
  title: 'What a GitOps controller fetches and applies carries a signature that it verifies.',
  severity: 'medium',
  enforcement: 'warn',
  controls: ['nis2/art-21-2-d', 'iso-27001/A.5.21'],
  selects: ['OCIRepository', 'GitRepository'],
  whenSilent: 'pass',
  rationale:
    'Whoever can write to the repository that a controller follows can change the cluster. A verified signature narrows ' +
    'that to whoever holds the key, and a stolen token of the git server is no longer enough.',
  remedy:
    'state spec.verify: for an OCIRepository a provider (cosign or notation), for a GitRepository a mode and a secretRef with the keys',
  *evaluate({ kind, type, body }) {
    if (!type.startsWith('source.toolkit.fluxcd.io/')) return;
    const stated = fieldsOf(body.spec).verify;
    const verify = fieldsOf(stated);
    const open = [stated, verify.provider, verify.secretRef, fieldsOf(verify.secretRef).name].find(
      (value) => openReason(value) !== undefined,
    );
    const isSigned =
      kind === 'GitRepository'
        ? textOf(fieldsOf(verify.secretRef).name) !== undefined
        : textOf(verify.provider) !== undefined;
    yield {
      result: open !== undefined ? 'indeterminate' : isSigned ? 'pass' : 'fail',
      path: ['spec', 'verify'],
      found: open === undefined ? show(stated) : placeholderIn(open),
      because: 'whatever stands at the source is applied',
      expected: 'a verification of the signature',
    };
  },
});
