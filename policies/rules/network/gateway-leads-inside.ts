import { defineRule } from '../../engine/rule.ts';
import type { Context, Subject, Verdict } from '../../engine/types.ts';
import { EGRESS_ROLE, type GatewayRoute, isEgressGateway, routesIn } from '../../reach/gateway.ts';
import { reachOf } from '../../reach/reach.ts';
import { configMapsOf } from '../shared/mounted.ts';
import { resultOf } from '../shared/placed.ts';
import { isThere } from '../shared/roles.ts';
import { fieldsOf, workloadKinds } from '../shared/workload.ts';

/** Every name that the egress gateway lets through lies inside. */
export const gatewayLeadsInside = defineRule({
  id: 'NET-012',
  title: 'The egress gateway lets through named destinations alone, and each of them lies inside the boundary.',
  severity: 'critical',
  enforcement: 'deny',
  waivable: false,
  controls: ['gdpr/art-44', 'gdpr/art-32', 'grundschutz/APP.4.4.A18', 'nis2/art-21-2', 'iso-27001/A.8.12'],
  selects: ['ConfigMap', ...workloadKinds],
  whenSilent: 'pass',
  rationale:
    'Whatever reaches the gateway reaches what the gateway reaches. Its list of server names is the boundary at run time; ' +
    'a chain without names, or one that leads elsewhere than its name says, opens it.',
  remedy:
    'give each filter chain with a proxy `filter_chain_match.server_names` and a cluster whose address is a host inside the ' +
    'boundary; declare the site’s own hosts under claims in the site file',
  *evaluate(subject, context) {
    if (subject.kind === 'ConfigMap') {
      if (isOfGateway(subject, context)) for (const route of routesIn(subject)) yield* judge(route, context);
    } else yield* withoutList(subject, context);
  },
});

function isOfGateway(map: Subject, context: Context): boolean {
  return listsOf(context).has(map);
}

const known = new WeakMap<Context, ReadonlySet<Subject>>();

/** The ConfigMaps of every gateway. */
function listsOf(context: Context): ReadonlySet<Subject> {
  let lists = known.get(context);
  if (lists === undefined) {
    const gateways = isThere(EGRESS_ROLE, context) ? reachOf(context).endpoints.filter(isEgressGateway) : [];
    lists = new Set(gateways.flatMap(({ pod, namespace }) => configMapsOf(pod, namespace, context)));
    known.set(context, lists);
  }
  return lists;
}

/** A gateway of which no list can be read lets through nobody knows what. */
function* withoutList(subject: Subject, context: Context): Generator<Verdict> {
  const gateway = isThere(EGRESS_ROLE, context) ? reachOf(context).endpointOf(subject) : undefined;
  if (gateway === undefined || !isEgressGateway(gateway)) return;
  const maps = configMapsOf(gateway.pod, gateway.namespace, context);
  const isRead = maps.some(({ body }) =>
    Object.values(fieldsOf(body.data)).some((text) => `${text}`.includes('filter_chains')),
  );
  yield {
    result: isRead ? 'pass' : 'indeterminate',
    path: [...gateway.pod.path, 'volumes'],
    found: isRead ? (maps[0]?.name ?? '') : '(nothing)',
    because:
      'no ConfigMap of this input that it mounts holds filter chains of Envoy: nobody can say what it lets through',
    expected: 'a ConfigMap with the gateway’s list in the same input',
  };
}

function* judge({ path, serverNames, destinations }: GatewayRoute, context: Context): Generator<Verdict> {
  const expected = `server names, each leading to a host inside ${context.boundary.name}`;
  if (serverNames.length === 0 || serverNames.some((name) => name.startsWith('*'))) {
    const found = serverNames.join(', ') || '(any name)';
    yield { result: 'fail', path, found, because: 'it lets through names that nobody listed', expected };
  }
  if (destinations.length === 0) {
    const because = 'no cluster of this file says where the chain leads';
    yield {
      result: 'indeterminate',
      path,
      found: serverNames.join(', ') || '(any name)',
      because,
      expected,
      aspect: 'cluster',
    };
  }
  for (const { host } of destinations) {
    const place = context.place(host, 'host');
    yield { result: resultOf(place), path, found: host, because: place.reason, expected };
  }
}
