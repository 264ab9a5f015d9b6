import { defineRule } from '../../engine/rule.ts';
import { openReason, placeholderIn, show } from '../shared/value.ts';
import { fieldsOf } from '../shared/workload.ts';

/** Ten years of 365 days. The leap days of a decade are two or three more: see the rationale. */
const tenYears = 3650;

/** A German site keeps its backups of patient records at least ten years. */
export const recordsKeptTenYears = defineRule({
  id: 'HLT-001',
  title: 'A German site that keeps patient records cannot lose their backups within ten years.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['bgb/630f-3', 'sgb-v/391', 'gdpr/art-5-1-f', 'grundschutz/APP.4.4.A5'],
  selects: ['Site'],
  whenSilent: 'pass',
  rationale:
    '§ 630f(3) BGB has patient records kept for ten years after the treatment has ended; other law keeps some of them longer ' +
    '(X-rays, blood products). The rule counts ten years of 365 days: the days of a decade beyond that, and the time ' +
    'from a backup to the end of a treatment, are for the hospital to add.',
  remedy: 'set storage.backup.retentionDays of the site file to 3653 or more',
  *evaluate({ body }) {
    if (body.country !== 'DE' || fieldsOf(body.modules).fhir === undefined) return;
    const days = fieldsOf(fieldsOf(body.storage).backup).retentionDays;
    const unknown = openReason(days);
    yield {
      result: typeof days === 'number' && days >= tenYears ? 'pass' : unknown === undefined ? 'fail' : 'indeterminate',
      path: ['storage', 'backup', 'retentionDays'],
      found: unknown === undefined ? show(days) : placeholderIn(days),
      because: unknown ?? 'a backup of a record could be deleted before the record may be',
      expected: '3650 days or more',
    };
  },
});
