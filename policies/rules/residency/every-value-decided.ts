import { defineRule } from '../../engine/rule.ts';
import type { Context, Leaf, Subject, Verdict } from '../../engine/types.ts';
import { hidden, isCredentialName, nameAt } from '../shared/secret-text.ts';

/** No value is left of which nobody can say whether it names a place. */
export const everyValueDecided = defineRule({
  id: 'RES-004',
  title: 'No value is left of which nobody can say whether it names a place.',
  severity: 'high',
  enforcement: 'deny',
  waivable: false,
  controls: ['gdpr/art-5-1-f', 'gdpr/art-25', 'c5-2026/PSS-12'],
  selects: ['*'],
  whenSilent: 'pass',
  rationale:
    'What is not understood is not proven. Each string is placed, or shown to name no place, or it stays undecided; ' +
    'an undecided value could be the one that names a bucket in Virginia.',
  remedy: 'write the value as a literal that the catalogue knows, or declare its host under `claims` of the site file',
  evaluate: (subject, context) => (context.leaves(subject).length === 0 ? [] : undecided(subject, context)),
});

function* undecided(subject: Subject, context: Context): Generator<Verdict> {
  for (const leaf of context.leaves(subject)) {
    if (leaf.classification !== 'undecided' || leaf.places.length > 0 || leaf.path.length === 0) continue;
    const because = leaf.within === undefined ? leaf.reason : `${leaf.reason} (${leaf.within})`;
    const expected = 'a value that is known to name a place inside the boundary, or known to name none';
    yield { result: 'indeterminate', path: leaf.path, found: shown(subject, leaf), because, expected };
  }
}

/** What nobody could read may be a secret, and a report repeats none. */
function shown(subject: Subject, leaf: Leaf): string {
  const secret = subject.kind === 'Secret' || isCredentialName(nameAt(subject.body, leaf.path));
  return secret ? hidden(leaf.found) : leaf.found;
}
