import { defineRule } from '../../engine/rule.ts';
import { openReason, placeholderIn, show } from '../shared/value.ts';
import { fieldsOf, podOf, workloadKinds } from '../shared/workload.ts';

const annotation = 'domicile.internal/retention-days';
const role = 'domicile.internal/role';
const range = /^(\d{1,6})\.\.(\d{1,6})$/;
/** Six months as days: half a year, rounded up. */
const sixMonths = 183;

/** Whatever keeps audit records says for how long, and that is at least six months. */
export const auditRecordsAreKept = defineRule({
  id: 'AI-004',
  title: 'Whatever keeps audit records says for how many days, at least six months, and after how many they go.',
  severity: 'high',
  enforcement: 'deny',
  controls: [
    'ai-act/art-19-1',
    'ai-act/art-26-6',
    'gdpr/art-5-1-e',
    'c5-2026/OPS-10',
    'c5-2026/OPS-11',
    'iso-27001/A.8.10',
  ],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'The AI Act wants the logs of a high-risk system for six months at least; data protection wants them gone when nobody needs ' +
    'them any more. A store that states neither is forgotten until a disk is full.',
  remedy: `annotate the store with ${annotation}: "183..3650", and let its own retention do what the annotation says`,
  *evaluate(subject) {
    const metadata = fieldsOf(subject.body.metadata);
    const pod = podOf(subject);
    if (fieldsOf(metadata.labels)[role] !== 'audit-store' && pod?.labels[role] !== 'audit-store') return;
    const value = fieldsOf(metadata.annotations)[annotation] ?? pod?.annotations[annotation];
    const [, least, most] = range.exec(typeof value === 'string' ? value : '') ?? [];
    const isKept = least !== undefined && Number(least) >= sixMonths && Number(most) >= Number(least);
    const unknown = openReason(value);
    yield {
      result: isKept ? 'pass' : unknown === undefined ? 'fail' : 'indeterminate',
      path: ['metadata', 'annotations', annotation],
      found: unknown === undefined ? show(value) : placeholderIn(value),
      because: unknown ?? 'nothing says that the records stay six months, and when they go',
      expected: 'two numbers of days, least..most, of which the first is 183 or more',
    };
  },
});
