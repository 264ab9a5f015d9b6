import { defineRule } from '../../engine/rule.ts';
import { annotationsOf, isAppNamespace } from '../shared/third-party.ts';
import { openReason, show } from '../shared/value.ts';

const digest = { form: /^sha256:[0-9a-f]{64}$/, expected: 'sha256: and 64 hexadecimal digits' };

/** What the namespace of an app says of its review, by annotation. */
const facts = [
  { key: 'domicile.internal/image-digest', what: 'which image was reviewed', ...digest },
  { key: 'domicile.internal/signed-by', what: 'whose key signed the image', ...digest },
  { key: 'domicile.internal/sbom-digest', what: 'which bill of materials was reviewed', ...digest },
  {
    key: 'domicile.internal/approved-until',
    what: 'until when the approval holds',
    form: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
    expected: 'the last day: 2027-01-31',
  },
  {
    key: 'domicile.internal/review-ticket',
    what: 'where the review is written down',
    form: /\S/,
    expected: 'the name of a ticket',
  },
] as const;

/** The namespace of a third-party app says what was reviewed, who signed it, and until when. */
export const reviewIsWrittenDown = defineRule({
  id: 'APP-001',
  title: 'The namespace of a third-party app says what was reviewed, who signed it, and until when.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['nis2/art-21-2-d', 'iso-27001/A.5.21', 'c5-2026/OPS-34', 'eu-csf/SOV-5'],
  selects: ['Namespace'],
  whenSilent: 'pass',
  rationale:
    'An app of somebody else that nobody can trace to a review, or whose approval never ends, stays long after the people ' +
    'who let it in have gone. What is written on its namespace can be asked of a running cluster.',
  remedy:
    'let the app in by `modules.marketplace` of the site file, whose `ThirdPartyApp` writes the annotations; or write those ' +
    'that the finding names',
  *evaluate(subject) {
    if (!isAppNamespace(subject)) return;
    const annotations = annotationsOf(subject);
    for (const { key, what, form, expected } of facts) {
      const value = annotations[key];
      const unknown = openReason(value);
      yield {
        result: unknown !== undefined ? 'indeterminate' : form.test(show(value ?? '')) ? 'pass' : 'fail',
        path: ['metadata', 'annotations', key],
        found: show(value),
        because: unknown ?? `nothing says ${what}`,
        expected,
      };
    }
  },
});
