import { type Context, type Fields, type Subject, Unresolved, type Value } from '../engine/types.ts';
import { parseCidr, type Range } from '../rules/shared/cidr.ts';
import { namespaceOf } from '../rules/shared/namespace.ts';
import { workloadsOf } from '../rules/shared/roles.ts';
import { openReason, valueAt } from '../rules/shared/value.ts';
import { containersOf, fieldsOf, listOf, type PodView } from '../rules/shared/workload.ts';
import { isFields } from '../subjects/fields.ts';
import type { Labels } from './labels.ts';
import { namedPort, portNumber, protocolOf } from './network-policy.ts';
import type { Answer } from './policy.ts';
import type { Protocol } from './ports.ts';

/** Pods that a workload makes, or one pod that runs. */
export interface Endpoint {
  readonly subject: Subject;
  readonly pod: PodView;
  readonly namespace: string;
  readonly labels: Labels;
  /** Whether it shares its node's network, where no policy holds. */
  readonly onHost: Answer;
  /** Ports that its containers give a name. */
  readonly ports: readonly NamedPort[];
  /** False where more ports may have names. */
  readonly portsKnown: boolean;
  /** Its addresses; undefined when nobody gave it one yet. */
  readonly addresses: readonly Range[] | undefined;
}

/** A number that a container gives a name. */
export interface NamedPort {
  readonly protocol: Protocol;
  readonly name: string;
  readonly port: number;
}

/** Every pod of the run, as its workload describes it or as it runs. */
export function endpointsOf(context: Context): readonly Endpoint[] {
  return workloadsOf(context).map(({ subject, pod }) => endpointOf(subject, pod, context));
}

function endpointOf(subject: Subject, pod: PodView, context: Context): Endpoint {
  const metadata = valueAt(subject.body, [...pod.path.slice(0, -1), 'metadata']);
  const hidesLabels = metadata instanceof Unresolved || (isFields(metadata) && metadata.labels instanceof Unresolved);
  return {
    subject,
    pod,
    namespace: namespaceOf(subject, context),
    labels: { fields: pod.labels, complete: !hidesLabels },
    onHost: onHost(pod),
    ports: namedPortsOf(pod),
    portsKnown: !(hidesContainers(pod) || containersOf(pod).some(({ container }) => hidesPorts(container))),
    addresses: addressesOf(subject),
  };
}

function onHost({ spec: { hostNetwork } }: PodView): Answer {
  if (hostNetwork === undefined || hostNetwork === null || hostNetwork === false) return 'no';
  return hostNetwork === true ? 'yes' : 'unknown';
}

function hidesContainers({ spec: { containers, initContainers } }: PodView): boolean {
  return [containers, initContainers].some((list) => list instanceof Unresolved || listOf(list).some(isOpen));
}

function hidesPorts({ ports }: Fields): boolean {
  return isOpen(ports) || listOf(ports).some((port) => isOpen(port) || Object.values(fieldsOf(port)).some(isOpen));
}

function isOpen(value: Value | undefined): boolean {
  return openReason(value) !== undefined;
}

function namedPortsOf(pod: PodView): readonly NamedPort[] {
  return containersOf(pod).flatMap(({ container }) =>
    listOf(container.ports).flatMap((port) => readPort(fieldsOf(port))),
  );
}

function readPort({ name, containerPort, protocol: written }: Fields): readonly NamedPort[] {
  const [protocol, port] = [protocolOf(written), portNumber(containerPort)];
  const isNamed = typeof name === 'string' && namedPort(name, protocol).kind === 'named';
  return isNamed && protocol !== undefined && port !== undefined ? [{ protocol, name, port }] : [];
}

function addressesOf({ body }: Subject): readonly Range[] | undefined {
  const { podIPs, podIP } = fieldsOf(body.status);
  const written: readonly Value[] = [...listOf(podIPs).map((one) => fieldsOf(one).ip ?? null), podIP ?? null];
  const found = written.flatMap((address) => addressRange(address) ?? []);
  return found.length === 0 ? undefined : found;
}

function addressRange(address: Value): Range | undefined {
  return typeof address === 'string' ? parseCidr(`${address}/${address.includes(':') ? 128 : 32}`) : undefined;
}
