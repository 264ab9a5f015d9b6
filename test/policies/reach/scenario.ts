import { covers } from '../../../policies/reach/addresses.ts';
import { NO_PORT, type PortSet, PROTOCOLS } from '../../../policies/reach/ports.ts';
import { Reach, type ReachOptions } from '../../../policies/reach/reach.ts';
import { parseCidr } from '../../../policies/rules/shared/cidr.ts';
import { readInputs } from '../../../policies/subjects/index.ts';
import { documents, toInput } from '../../support/rule-cases.ts';
import { runOver } from '../../support/subjects.ts';

/** `open` for sure, `closed` for sure, or `perhaps` where something that decides is not known. */
export type Expected = 'open' | 'closed' | 'perhaps';

/** One clause of the API in plain words, objects that show it, and what becomes of packets: `clinic/a → clinic/b TCP 80`. */
export interface Scenario {
  readonly clause: string;
  readonly objects: readonly string[];
  readonly packets: Readonly<Record<string, Expected>>;
  readonly options?: ReachOptions;
}

/** What becomes of each packet of a scenario. */
export function outcomes({ objects, packets, options }: Scenario): Readonly<Record<string, Expected>> {
  const { subjects, problems } = readInputs([toInput(documents(...objects))]);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('; '));
  const reach = new Reach(runOver(subjects).context, options);
  return Object.fromEntries(Object.keys(packets).map((packet) => [packet, outcome(packet, reach)]));
}

function outcome(packet: string, reach: Reach): Expected {
  const [, from = '', to = '', protocol = '', port = ''] = /^(\S+) → (\S+) (TCP|UDP|SCTP) (\d+)$/.exec(packet) ?? [];
  const wanted = reach.portSets.of(
    PROTOCOLS.filter((one) => one === protocol).map((one) => ({
      protocol: one,
      first: Number(port),
      last: Number(port),
    })),
  );
  if (wanted === NO_PORT) throw new Error(`"${packet}" is no packet`);
  const has = (set: PortSet) => reach.portSets.intersection(set, wanted) !== NO_PORT;
  if (has(openPorts(from, to, reach, 'certain'))) return 'open';
  return has(openPorts(from, to, reach, 'possible')) ? 'perhaps' : 'closed';
}

function openPorts(from: string, to: string, reach: Reach, reading: 'certain' | 'possible'): PortSet {
  const [source, target] = [from, to].map((name) => {
    const endpoint = reach.endpoints.find(({ namespace, subject }) => `${namespace}/${subject.name}` === name);
    return endpoint && reach.classOf(endpoint);
  });
  if (source !== undefined && target !== undefined) return reach.ports(source, target, reading);
  const [pod, address] = source === undefined ? [target, from] : [source, to];
  const range = parseCidr(`${address}/${address.includes(':') ? 128 : 32}`);
  if (pod === undefined || range === undefined) throw new Error(`${from} → ${to} has no pod at either end`);
  return reach
    .outside(pod, source === undefined ? 'Ingress' : 'Egress', reading)
    .filter(({ addresses }) => covers(addresses, range))
    .reduce((sum, { ports }) => reach.portSets.union(sum, ports), NO_PORT);
}

/** A pod of a namespace, with the label `app` and others, as YAML. */
export function pod(name: string, labels = '', spec = ''): string {
  const [namespace, app] = name.split('/');
  return `apiVersion: v1
kind: Pod
metadata: {name: ${app}, namespace: ${namespace}, labels: {app: ${app}${labels === '' ? '' : `, ${labels}`}}}
spec: {${spec === '' ? '' : `${spec}, `}containers: [{name: main, ports: [{name: http, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}]}]}
`;
}

/** A namespace with labels. */
export function namespace(name: string, labels = ''): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {${labels}}}\n`;
}

/** A NetworkPolicy of the namespace `clinic` with this spec, as YAML in one line. */
export function policy(spec: string, name = 'policy', own = 'clinic'): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: ${own}}\nspec: {${spec}}\n`;
}

/** A policy of the Network Policy API for all pods of the namespace `clinic`. */
export function adminPolicy(kind: string, rules: string, priority = 10, version = 'v1alpha1'): string {
  const order = kind.startsWith('Baseline') ? '' : `priority: ${priority}, `;
  return `apiVersion: policy.networking.k8s.io/${version}
kind: ${kind}
metadata: {name: ${kind.toLowerCase()}-${priority}}
spec: {${order}subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: clinic}}}, ${rules}}
`;
}
