import { defineRule } from '../../engine/rule.ts';
import { toCidrs } from '../../reach/addresses.ts';
import { noWay } from '../../reach/foreign.ts';
import { EGRESS_ROLE } from '../../reach/gateway.ts';
import { reachOf } from '../../reach/reach.ts';
import { dataClassOfPod } from '../shared/data-class.ts';
import { isThere, roleLabel, roleOf } from '../shared/roles.ts';
import { workloadKinds } from '../shared/workload.ts';

/** Jobs that talk to one store or API of the site for as long as they run, and serve nobody. */
const jobs: readonly string[] = ['backup', 'audit-archive', 'object-storage', 'compliance-check'];

/** Beside them the gateway, and the name server that it finds its destinations by. */
const leavesItself: readonly (string | undefined)[] = ['egress', 'name-server', ...jobs];

/** Where there is an egress gateway, nobody with data leaves beside it. */
export const egressThroughTheGateway = defineRule({
  id: 'NET-011',
  title: 'Where there is an egress gateway, workloads that hold data leave the cluster through it alone.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'gdpr/art-44', 'grundschutz/APP.4.4.A18', 'nis2/art-21-2', 'iso-27001/A.8.12'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'The gateway knows names and records who went where; an address block knows neither. A way beside it is one that ' +
    'nobody sees.',
  remedy:
    `send through the gateway: let the pods reach pods with ${roleLabel}: egress, and remove the ipBlocks from their egress; ` +
    `jobs that store backups say so by their role (${jobs.join(', ')})`,
  *evaluate(subject, context) {
    if (!isThere(EGRESS_ROLE, context)) return;
    const reach = reachOf(context);
    const endpoint = reach.endpointOf(subject);
    if (endpoint === undefined) return;
    const { pod, namespace } = endpoint;
    if (dataClassOfPod(pod, namespace, context) === undefined || leavesItself.includes(roleOf(pod))) return;
    const own = reach.classOf(endpoint);
    const certain = reach.outside(own, 'Egress', 'certain');
    const open = certain.length > 0 ? certain : reach.outside(own, 'Egress', 'possible');
    const found = open.map(
      ({ addresses, ports }) => `${toCidrs(addresses).join(', ')} on ${reach.portSets.show(ports)}`,
    );
    yield {
      result: certain.length > 0 ? 'fail' : 'indeterminate',
      path: [...pod.path.slice(0, -1), 'metadata', 'labels'],
      found: found.join('; ') || subject.address,
      because: 'the network policies let it send there without the gateway',
      expected: `no addresses outside the cluster: only pods with ${roleLabel}: egress`,
      ...(open.length === 0 ? noWay(context) : {}),
    };
  },
});
