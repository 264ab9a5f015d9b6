import { defineRule } from '../../engine/rule.ts';
import type { Context, Subject } from '../../engine/types.ts';
import type { Endpoint } from '../../reach/endpoint.ts';
import { noWay } from '../../reach/foreign.ts';
import { shortestPath, targetsOf } from '../../reach/path.ts';
import { reachOf } from '../../reach/reach.ts';
import { namespaceOf } from '../shared/namespace.ts';
import { roleLabel, roleOf, type Workload } from '../shared/roles.ts';
import { isThirdParty } from '../shared/third-party.ts';
import { podOf, workloadKinds } from '../shared/workload.ts';

/** Behind a gateway: what may be read, and what records and watches that. */
const behind: readonly (string | undefined)[] = ['fhir', 'audit-collector', 'telemetry-collector', 'egress'];

/** No third-party app reaches anything but the FHIR server behind its gateway. */
export const appReachesItsGatewayAlone = defineRule({
  id: 'APP-002',
  title: 'A third-party app reaches its gateway and nothing else, and behind the gateway only what may be read.',
  severity: 'critical',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'gdpr/art-32', 'nis2/art-21-2', 'iso-27001/A.8.22', 'grundschutz/APP.4.4.A18'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'The gateway is where scopes, quota and record are. A second way, straight or through a helper that the app brought ' +
    'along, goes round all three.',
  remedy:
    `let the pods of the app send only to pods with ${roleLabel}: app-gateway in another namespace, and those only to the FHIR ` +
    'server and the audit collector: narrow the policies on the path shown',
  *evaluate(subject, context) {
    const pod = podOf(subject);
    if (pod === undefined || !isThirdParty(subject, pod, context)) return;
    const path = wayRound(subject, context);
    yield {
      result: 'fail',
      path: [...pod.path.slice(0, -1), 'metadata', 'labels', roleLabel],
      found: path?.map((one) => one.subject.address).join(' → ') ?? subject.address,
      because: 'the network policies allow this way past the gateway',
      expected: 'connections to a workload of role app-gateway, and from there to the FHIR server',
      ...(path === undefined ? noWay(context) : {}),
    };
  },
});

/** The shortest chain to something that an app has no business with. */
function wayRound(subject: Subject, context: Context): readonly Endpoint[] | undefined {
  const reach = reachOf(context);
  const start = reach.endpointOf(subject);
  if (start === undefined) return undefined;
  return shortestPath({
    from: [start],
    next: (from) => targetsOf(reach, from, 'possible'),
    isGoal: (to, from) => !isGateway(to, context) && !isExpected(from, to, context),
    passes: (to) => isGateway(to, context),
  });
}

/** A pod beside the app is no gateway, whatever it calls itself. */
function isGateway({ subject, pod }: Workload, context: Context): boolean {
  return roleOf(pod) === 'app-gateway' && !isThirdParty(subject, { ...pod, labels: {} }, context);
}

function isExpected(from: Workload, to: Workload, context: Context): boolean {
  if (isGateway(from, context)) return behind.includes(roleOf(to.pod));
  // Both ends ask for names; who answers is the cluster's own.
  return namespaceOf(to.subject, context) === 'kube-system' && to.pod.labels['k8s-app'] === 'kube-dns';
}
