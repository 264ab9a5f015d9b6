import { defineRule } from '../../engine/rule.ts';
import type { Path, Value, Verdict } from '../../engine/types.ts';
import { type Direction, rulesOf } from '../shared/network-policy.ts';
import { openReason, show } from '../shared/value.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

const nameLabel = 'kubernetes.io/metadata.name';
const sides = [
  ['Ingress', 'ingress', 'from'],
  ['Egress', 'egress', 'to'],
] as const satisfies readonly (readonly [Direction, string, string])[];

/** A network policy names the namespaces it trusts by the one label that nobody can set at will. */
export const trustedNamespacesAreNamed = defineRule({
  id: 'NET-005',
  title: `A network policy names the namespaces it trusts by ${nameLabel}, the label that only the API server sets.`,
  severity: 'medium',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'grundschutz/APP.4.4.A18', 'nis2/art-21-2'],
  selects: ['NetworkPolicy'],
  whenSilent: 'pass',
  rationale:
    'An empty namespaceSelector opens a pod to every tenant, and any other label can be put on any namespace by whoever ' +
    'may label it: a tenant could name itself trusted.',
  remedy: `select by ${nameLabel}: <namespace>`,
  *evaluate(subject) {
    for (const [direction, key, peers] of sides) {
      for (const [index, rule] of rulesOf(subject, direction).entries()) {
        for (const [at, peer] of listOf(rule[peers]).entries()) {
          const selector = fieldsOf(peer).namespaceSelector;
          const path = ['spec', key, index, peers, at, 'namespaceSelector'];
          if (selector !== undefined && selector !== null) yield judge(path, selector);
        }
      }
    }
  },
});

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
