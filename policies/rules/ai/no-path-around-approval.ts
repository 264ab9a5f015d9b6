import { defineRule } from '../../engine/rule.ts';
import type { Context, Subject } from '../../engine/types.ts';
import type { Endpoint } from '../../reach/endpoint.ts';
import { noWay } from '../../reach/foreign.ts';
import { shortestPath, targetsOf } from '../../reach/path.ts';
import { reachOf } from '../../reach/reach.ts';
import { isAi, roleLabel, roleOf } from '../shared/roles.ts';
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
    const path = pathToFhir(subject, context);
    yield {
      result: 'fail',
      path: [...pod.path.slice(0, -1), 'metadata', 'labels', roleLabel],
      found: path?.map((one) => one.subject.address).join(' → ') ?? subject.address,
      because: 'the network policies allow this way to the FHIR server, past the approval service',
      expected: 'every way from an AI workload to the FHIR server passes a workload of role approval',
      ...(path === undefined ? noWay(context) : {}),
    };
  },
});

/** The shortest chain of connections to a FHIR server that avoids approval. */
function pathToFhir(subject: Subject, context: Context): readonly Endpoint[] | undefined {
  const reach = reachOf(context);
  const start = reach.endpointOf(subject);
  if (start === undefined) return undefined;
  return shortestPath({
    from: [start],
    next: (from) => targetsOf(reach, from, 'possible'),
    isGoal: ({ pod }) => roleOf(pod) === 'fhir',
    passes: ({ pod }) => roleOf(pod) !== 'approval',
    kindOf: (endpoint) => reach.classOf(endpoint),
  });
}
