import { defineRule } from '../../engine/rule.ts';
import type { Context } from '../../engine/types.ts';
import { reachable } from '../shared/reach.ts';
import { roleLabel, roleOf, type Workload, workloadsOf } from '../shared/roles.ts';
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
    const path = pathFromRecord({ subject, pod }, context);
    yield {
      result: path === undefined ? 'pass' : 'fail',
      path: [...pod.path.slice(0, -1), 'metadata', 'labels', roleLabel],
      found: (path ?? [subject]).map((one) => one.address).join(' — '),
      because: 'the network policies leave this way from the record to research, past the pseudonymisation',
      expected: `every way from a FHIR server to a research store passes a workload of role ${bridge}`,
    };
  },
});

/** Whether data could come through a workload that both sides are connected to. */
function passes({ pod }: Workload): boolean {
  const role = roleOf(pod);
  return role !== bridge && !noPassage.includes(role ?? '');
}

/** The shortest chain of connections from a FHIR server, whoever opens each. Breadth first, each workload once. */
function pathFromRecord(research: Workload, context: Context): readonly Workload['subject'][] | undefined {
  if (!workloadsOf(context).some(({ pod }) => roleOf(pod) === 'fhir')) return undefined;
  const seen = new Set([research.subject]);
  let front: readonly (readonly [Workload, ...Workload[]])[] = [[research]];
  while (front.length > 0) {
    const next: [Workload, ...Workload[]][] = [];
    for (const trail of front) {
      for (const neighbour of neighboursOf(trail[0], context)) {
        if (roleOf(neighbour.pod) === 'fhir') return [neighbour, ...trail].map(({ subject }) => subject);
        if (seen.has(neighbour.subject) || !passes(neighbour)) continue;
        seen.add(neighbour.subject);
        next.push([neighbour, ...trail]);
      }
    }
    front = next;
  }
  return undefined;
}

const known = new WeakMap<Context, ReadonlyMap<Workload['subject'], readonly Workload[]>>();

/** Whoever a workload may open a connection to, and whoever may open one to it. */
function neighboursOf({ subject }: Workload, context: Context): readonly Workload[] {
  let map = known.get(context);
  if (map === undefined) {
    map = connections(context);
    known.set(context, map);
  }
  return map.get(subject) ?? [];
}

function connections(context: Context): ReadonlyMap<Workload['subject'], readonly Workload[]> {
  const map = new Map<Workload['subject'], Workload[]>(workloadsOf(context).map(({ subject }) => [subject, []]));
  for (const from of workloadsOf(context).filter(passes)) {
    for (const to of reachable(from, context)) {
      map.get(from.subject)?.push(to);
      map.get(to.subject)?.push(from);
    }
  }
  return map;
}
