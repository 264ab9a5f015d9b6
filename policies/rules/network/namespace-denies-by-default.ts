import { defineRule } from '../../engine/rule.ts';
import type { Fields, Subject } from '../../engine/types.ts';
import { isUnusedOwnNamespace } from '../shared/kubernetes-own.ts';
import { type Direction, isolates, policiesIn, rulesOf } from '../shared/network-policy.ts';
import { selectsEverything } from '../shared/selector.ts';
import { openReason } from '../shared/value.ts';
import { fieldsOf } from '../shared/workload.ts';

const directions: readonly Direction[] = ['Ingress', 'Egress'];

/** Every namespace that a configuration creates refuses all traffic in both directions unless a policy opens it. */
export const namespaceDeniesByDefault = defineRule({
  id: 'NET-001',
  title: 'Every namespace refuses all traffic in both directions unless another policy opens it.',
  severity: 'high',
  enforcement: 'deny',
  controls: [
    'gdpr/art-25',
    'gdpr/art-32',
    'grundschutz/APP.4.4.A18',
    'cis-k8s/5.3.2',
    'nis2/art-21-2',
    'iso-27001/A.8.22',
  ],
  selects: ['Namespace'],
  whenSilent: 'fail',
  rationale:
    'Kubernetes lets every pod talk to everything until some policy selects it. A default-deny policy turns that round: ' +
    'what nobody thought of stays closed.',
  remedy:
    'add a NetworkPolicy with `podSelector: {}`, `policyTypes: [Ingress, Egress]` and no rules to the namespace; ' +
    '`BoundaryNamespace` brings one',
  *evaluate(subject, context) {
    const policies = policiesIn(subject.name, context);
    const unknown = policies.some((policy) => isOpen(fieldsOf(policy.body.spec)));
    const unused = isUnusedOwnNamespace(subject, context);
    for (const direction of directions) {
      const denied = policies.some((policy) => deniesAll(policy, direction));
      yield {
        result: denied || unused ? 'pass' : unknown ? 'indeterminate' : 'fail',
        path: ['metadata', 'name'],
        aspect: direction,
        found: subject.name,
        because: unused
          ? 'Kubernetes brings this namespace, and no pod stands in it'
          : `no policy in this input denies ${direction.toLowerCase()} to all pods of namespace ${subject.name}`,
        expected: `a NetworkPolicy in ${subject.name} with podSelector {}, policyTypes [Ingress, Egress] and no rules`,
      };
    }
  },
});

/** A part that is not known yet could make it the policy that is missing. */
function isOpen({ podSelector, policyTypes, ingress, egress }: Fields): boolean {
  return [podSelector, policyTypes, ingress, egress].some((part) => openReason(part) !== undefined);
}

function deniesAll(policy: Subject, direction: Direction): boolean {
  const everything = selectsEverything(fieldsOf(policy.body.spec).podSelector);
  return everything && isolates(policy, direction) && rulesOf(policy, direction).length === 0;
}
