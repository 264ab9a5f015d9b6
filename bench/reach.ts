import type { Fields } from '../policies/engine/types.ts';
import { boundaryOf, runOf } from '../policies/judge.ts';
import { ReachGraph } from '../policies/reach/graph.ts';
import { Reach } from '../policies/reach/reach.ts';
import { liveSubject } from '../policies/subjects/index.ts';
import { median } from './measure.ts';
import type { Row } from './report.ts';

const PODS_EACH = 5;
const NAMESPACE_SIZE = 20;
const TIMES = 3;

/**
 * Who reaches whom among so many workloads of five pods under as many policies: every connection and every address outside,
 * in both directions. Objects are read beforehand, as they would be for a judgement.
 */
export function* benchReach(workloads: number): Generator<Row> {
  const seconds = [workloads / 2, workloads, workloads * 2].map((count) => secondsFor(count, count, PODS_EACH));
  const [half = Number.NaN, full = Number.NaN, double = Number.NaN] = seconds;
  const pods = workloads * PODS_EACH;
  yield { name: `reach, ${workloads} workloads (${pods} pods), processor seconds`, value: full, goal: 2 };
  yield growth(`reach, twice the workloads and policies`, double, `${workloads}`, full, 5);
  yield growth(`reach, ${workloads} of them`, full, `${workloads / 2}`, half, 5);
  const once = secondsFor(workloads, workloads, 1);
  yield growth(`reach, five times the pods`, full, `one pod each`, once, 2);
}

/** The table itself has four times the cells when there are twice the workloads. */
function growth(name: string, seconds: number, against: string, referenceSeconds: number, goal: number): Row {
  return { name, seconds, against, referenceSeconds, ratio: seconds / referenceSeconds, goal };
}

function secondsFor(workloads: number, policies: number, podsEach: number): number {
  const { context } = runOf(
    [...objects(workloads, policies, podsEach)].map((object) => liveSubject(object as Fields, 'bench')),
    boundaryOf('EEA'),
  );
  const runs = Array.from({ length: TIMES }, () => {
    const started = process.cpuUsage();
    const graph = new ReachGraph(new Reach(context), context);
    let ways = 0;
    for (const node of graph.nodes) {
      ways += graph.from(node).length + graph.outside(node, 'Egress').length + graph.outside(node, 'Ingress').length;
    }
    if (ways === 0) throw new Error('nothing reaches anything: the bench measures nothing');
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1e6;
  });
  return median(runs);
}

/** Namespaces of twenty workloads; policies with labels, expressions, named ports, ranges and blocks with exceptions. */
function* objects(workloads: number, policies: number, podsEach: number): Generator<unknown> {
  const spaces = Math.ceil(workloads / NAMESPACE_SIZE);
  for (let at = 0; at < spaces; at++) {
    const metadata = { name: `space-${at}`, labels: { team: `team-${at % 10}` } };
    yield { apiVersion: 'v1', kind: 'Namespace', metadata };
  }
  for (let at = 0; at < workloads; at++) yield* workload(at, `space-${at % spaces}`, podsEach);
  for (let at = 0; at < policies; at++) yield policy(at, at % workloads, spaces, workloads);
}

function* workload(at: number, namespace: string, podsEach: number): Generator<unknown> {
  const labels = { app: `app-${at}`, tier: ['web', 'api', 'data'][at % 3] };
  const spec = { containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 8000 + (at % 10) }] }] };
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: `app-${at}`, controller: true };
  yield {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: `app-${at}`, namespace },
    spec: { template: { metadata: { labels }, spec } },
  };
  for (let one = 0; one < podsEach; one++) {
    const metadata = { name: `app-${at}-${one}`, namespace, labels, ownerReferences: [owner] };
    const status = { podIPs: [{ ip: `10.${at >> 8}.${at & 255}.${one + 1}` }] };
    yield { apiVersion: 'v1', kind: 'Pod', metadata, spec, status };
  }
}

function policy(at: number, own: number, spaces: number, workloads: number): unknown {
  const block = { cidr: `10.${at % 200}.0.0/16`, except: [`10.${at % 200}.1.0/24`] };
  const isBroad = at % 10 === 0;
  const podSelector = isBroad
    ? { matchExpressions: [{ key: 'tier', operator: 'In', values: ['web', 'api'] }] }
    : { matchLabels: { app: `app-${own}` } };
  const teams = {
    namespaceSelector: { matchLabels: { team: `team-${at % 10}` } },
    podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['data'] }] },
  };
  const next = { namespaceSelector: {}, podSelector: { matchLabels: { app: `app-${(own * 7 + 1) % workloads}` } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${at}`, namespace: `space-${own % spaces}` },
    spec: {
      podSelector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [teams, { ipBlock: block }], ports: [{ port: 'http' }, { port: 8000 + (at % 7), endPort: 8100 }] },
      ],
      egress: [
        { to: [next, { podSelector: { matchLabels: { tier: 'api' } } }] },
        { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 443 }] },
      ],
    },
  };
}
