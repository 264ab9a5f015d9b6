import { defineRule } from '../../engine/rule.ts';
import type { Subject, Verdict } from '../../engine/types.ts';
import { isKnownKind } from '../shared/known-kinds.ts';

/** Everything that is configured is of a kind whose fields the judge understands. */
export const kindIsKnown = defineRule({
  id: 'RES-005',
  title: 'Everything that is configured is of a kind whose fields the judge understands.',
  severity: 'high',
  enforcement: 'deny',
  waivable: false,
  controls: ['gdpr/art-25', 'gdpr/art-5-1-f', 'c5-2026/PSS-12'],
  selects: ['*'],
  whenSilent: 'indeterminate',
  rationale:
    'A custom resource can order a bucket, a tunnel or a backup anywhere, in fields that only its operator understands. ' +
    'Each of its strings is still classified; but what a number, a switch or a default of it means, nobody here can say.',
  remedy: 'use a kind that the judge knows, or add its API group to the known kinds after a review of its fields',
  evaluate: (subject) => {
    const kind = `${subject.kind}\n${subject.type}`;
    const verdicts = answers.get(kind) ?? [judge(subject)];
    answers.set(kind, verdicts);
    return verdicts;
  },
});

/** The same for every subject of one kind. */
const answers = new Map<string, readonly [Verdict]>();

function judge(subject: Subject): Verdict {
  const terraform = subject.kind.startsWith('terraform/');
  return {
    result: isKnownKind(subject) ? 'pass' : 'indeterminate',
    path: terraform ? [] : ['apiVersion'],
    found: terraform ? subject.type : `${subject.type} ${subject.kind}`,
    because: 'nobody here knows what the fields of this kind do',
    expected: 'a built-in kind, or one of an operator or provider that was reviewed',
  };
}
