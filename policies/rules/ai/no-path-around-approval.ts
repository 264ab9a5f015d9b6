import { defineRule } from '../../engine/rule.ts';
import type { Context } from '../../engine/types.ts';
import { reachable } from '../shared/reach.ts';
import { isAi, roleLabel, roleOf, type Workload } from '../shared/roles.ts';
import { podOf, workloadKinds } from '../shared/workload.ts';

/** No AI workload reaches clinical data except through the clinicians' approval. */
export const noPathAroundApproval = defineRule({
  id: 'AI-001',
  title: "No AI workload reaches the FHIR server except through the clinicians' approval service.",
  severity: 'critical',
  enforcement: 'deny',
  controls: ['ai-act/art-14', 'ai-act/art-26-2', 'gdpr/art-22'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'A suggestion becomes a medication, a letter or a code only when a clinician says so. That holds when the network ' +
    'leaves no other way: the rule follows every connection that the policies allow, over any number of hops.',
  remedy:
    `let only pods with ${roleLabel}: approval reach the FHIR server: narrow the \`from\` of its NetworkPolicy, and the \`to\` ` +
    'of every workload on the path shown',
  *evaluate(subject, context) {
    const pod = podOf(subject);
    if (pod === undefined || !isAi(roleOf(pod))) return;
    const path = pathToFhir({ subject, pod }, context);
    yield {
      result: path === undefined ? 'pass' : 'fail',
      path: [...pod.path.slice(0, -1), 'metadata', 'labels', roleLabel],
      found: (path ?? [subject]).map((one) => one.address).join(' → '),
      because: 'the network policies allow this way to the FHIR server, past the approval service',
      expected: 'every way from an AI workload to the FHIR server passes a workload of role approval',
    };
  },
});

/** The shortest chain of connections to a FHIR server that avoids approval. Breadth first, each workload once. */
function pathToFhir(start: Workload, context: Context): readonly Workload['subject'][] | undefined {
  const seen = new Set([start.subject]);
  let front: readonly (readonly [Workload, ...Workload[]])[] = [[start]];
  while (front.length > 0) {
    const next: [Workload, ...Workload[]][] = [];
    for (const trail of front) {
      for (const to of reachable(trail[0], context)) {
        if (seen.has(to.subject) || roleOf(to.pod) === 'approval') continue;
        if (roleOf(to.pod) === 'fhir') return [to, ...trail].map(({ subject }) => subject).reverse();
        seen.add(to.subject);
        next.push([to, ...trail]);
      }
    }
    front = next;
  }
  return undefined;
}
