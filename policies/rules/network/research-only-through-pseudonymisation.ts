import { defineRule } from '../../engine/rule.ts';
import type { Context, Subject } from '../../engine/types.ts';
import type { Endpoint } from '../../reach/endpoint.ts';
import { noWay } from '../../reach/foreign.ts';
import { shortestPath, sourcesOf, targetsOf } from '../../reach/path.ts';
import { type Reach, reachOf } from '../../reach/reach.ts';
import { isThere, roleLabel, roleOf } from '../shared/roles.ts';
import { podOf, workloadKinds } from '../shared/workload.ts';

/** The roles through which clinical data may come to research. */
const bridge = 'pseudonymisation';

/**
 * Roles that both sides meet at and that give neither anything of the other: they only take, or hand on what one client and
 * one server say to each other.
 */
const noPassage = ['audit-collector', 'identity', 'ingress', 'egress', 'metrics', 'telemetry-collector'];

/** Data comes from the clinical record to research only through the pseudonymisation. */
export const researchOnlyThroughPseudonymisation = defineRule({
  id: 'NET-009',
  title: 'Data comes from the clinical record to research only through the pseudonymisation.',
  severity: 'critical',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'gdpr/art-32-1-a', 'gdpr/art-5-1-f'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'A cohort is pseudonymised when there is no second way for it to arrive. Whoever opens a connection can fetch over it ' +
    'as well as send, so that the rule follows connections in both directions, over any number of hops: a job that reads ' +
    'the record and writes to research is a way, and so is a database that both sides use.',
  remedy:
    `let a workload of role fhir and one of role research-fhir meet at pods with ${roleLabel}: ${bridge} alone: narrow the ` +
    'network policies of every workload on the path shown',
  *evaluate(subject, context) {
    const pod = podOf(subject);
    if (pod === undefined || roleOf(pod) !== 'research-fhir') return;
    const path = pathFromRecord(subject, context);
    yield {
      result: 'fail',
      path: [...pod.path.slice(0, -1), 'metadata', 'labels', roleLabel],
      found: path?.map((one) => one.subject.address).join(' — ') ?? subject.address,
      because: 'the network policies leave this way from the record to research, past the pseudonymisation',
      expected: `every way from a FHIR server to a research store passes a workload of role ${bridge}`,
      ...(path === undefined ? noWay(context) : {}),
    };
  },
});

/** Whether data could come through a workload that both sides are connected to. */
function passes({ pod }: Endpoint): boolean {
  const role = roleOf(pod);
  return role !== bridge && !noPassage.includes(role ?? '');
}

/** The shortest chain of connections from a FHIR server, whoever opens each. */
function pathFromRecord(subject: Subject, context: Context): readonly Endpoint[] | undefined {
  if (!isThere('fhir', context)) return undefined;
  const reach = reachOf(context);
  const start = reach.endpointOf(subject);
  if (start === undefined) return undefined;
  const path = shortestPath({
    from: [start],
    next: (one) => neighboursOf(one, reach),
    isGoal: ({ pod }) => roleOf(pod) === 'fhir',
    passes,
  });
  return path?.toReversed();
}

/** Whoever a workload may open a connection to, and whoever may open one to it and is more than a meeting place. */
function neighboursOf(one: Endpoint, reach: Reach): readonly Endpoint[] {
  const targets = passes(one) ? targetsOf(reach, one, 'possible') : [];
  return [...targets, ...sourcesOf(reach, one, 'possible').filter(passes)];
}
