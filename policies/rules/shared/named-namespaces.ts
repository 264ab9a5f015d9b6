import type { Path, Subject, Value, Verdict } from '../../engine/types.ts';
import { type Direction, rulesOf } from './network-policy.ts';
import { openReason, show } from './value.ts';
import { fieldsOf, listOf } from './workload.ts';

/** The one label of a namespace that only the API server sets. */
export const nameLabel = 'kubernetes.io/metadata.name';

/** One verdict for every namespace selector in one direction of a NetworkPolicy: does it name its namespaces? */
export function* namespacesNamed(policy: Subject, direction: Direction): Generator<Verdict> {
  const key = direction === 'Egress' ? 'egress' : 'ingress';
  const peers = direction === 'Egress' ? 'to' : 'from';
  for (const [index, rule] of rulesOf(policy, direction).entries()) {
    for (const [at, peer] of listOf(rule[peers]).entries()) {
      const selector = fieldsOf(peer).namespaceSelector;
      const path = ['spec', key, index, peers, at, 'namespaceSelector'];
      if (selector !== undefined && selector !== null) yield judge(path, selector);
    }
  }
}

function judge(path: Path, selector: Value): Verdict {
  const labels = fieldsOf(fieldsOf(selector).matchLabels);
  const terms = listOf(fieldsOf(selector).matchExpressions).map(fieldsOf);
  const named = labels[nameLabel] ?? terms.find((term) => term.key === nameLabel && term.operator === 'In')?.values;
  const unknown = openReason(selector) ?? openReason(named);
  return {
    result: unknown !== undefined ? 'indeterminate' : named !== undefined ? 'pass' : 'fail',
    path,
    found: show(selector),
    because: unknown ?? 'any namespace with the right label is let in, and labels can be set',
    expected: `matchLabels with ${nameLabel}`,
  };
}
