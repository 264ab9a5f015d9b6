import { regionOf } from '../../constructs/core/site/location.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import type { Complaint } from '../facts/complaint.ts';
import { nodeLabels } from '../kubernetes/node-labels.ts';
import { kubeletComplaints } from './kubelet.ts';
import type { NodeObject, RunningCluster } from './seen.ts';
import { kubeletSkew, statedVersion, versionComplaints } from './versions.ts';

/** Everything in which a running cluster is not what the site says. What could not be read is in it. */
export function compareRunning(site: Site, seen: RunningCluster): readonly Complaint[] {
  return [...versionComplaints(site, seen), ...readiness(seen), ...nodes(site, seen)];
}

function readiness({ readyz }: RunningCluster): readonly Complaint[] {
  const common = { about: 'API server', where: '/readyz?verbose', allowed: 'every check ok' } as const;
  const failed = [...readyz.text.matchAll(/\[-\]([\w./-]+)/g)].map(([, name = '']) => name);
  if (failed.length > 0) {
    const mend = 'its log names the reason: kubectl -n kube-system logs --selector component=kube-apiserver';
    const message = 'checks of the API server fail';
    return [{ ...common, result: 'wrong', message, seen: failed.join(', '), mend }];
  }
  if (readyz.ok && /^\[\+\]/m.test(readyz.text)) return [];
  const message = 'nobody could read whether the API server is ready';
  const mend = 'use a role that may get /readyz (system:monitoring)';
  return [{ ...common, result: 'unknown', message, seen: readyz.text.slice(0, 200), mend }];
}

function nodes(site: Site, seen: RunningCluster): readonly Complaint[] {
  const machines = site.cluster.provision?.machines;
  const named = new Set(machines?.map(({ name }) => name));
  const found = new Map(seen.nodes.map((node) => [node.metadata.name, node]));
  const lacking = (machines ?? []).filter(({ name }) => !found.has(name));
  const strangers = machines === undefined ? [] : seen.nodes.filter(({ metadata }) => !named.has(metadata.name));
  const names = [...named].join(', ');
  return [
    ...(seen.nodes.length > 0
      ? []
      : [
          wrong(
            'cluster',
            'there is no node',
            'none',
            '/api/v1/nodes',
            'at least one',
            'join the machines: cluster-files/README.md',
          ),
        ]),
    ...lacking.map(({ name }) =>
      wrong(
        name,
        'the machine is no node of the cluster',
        'no node',
        '/api/v1/nodes',
        'a node of this name',
        `run ${name}/install.sh on it as root, or read its log: journalctl -u kubelet -u rke2-server -u rke2-agent`,
      ),
    ),
    ...strangers.map(({ metadata: { name } }) =>
      wrong(
        name,
        'the site has no machine of this name',
        name,
        pathOf(name),
        names,
        `add it to cluster.provision.machines, or kubectl drain ${name} and kubectl delete node ${name}`,
      ),
    ),
    ...seen.nodes.flatMap((node) => [
      ...conditions(node),
      ...labels(node, site),
      ...address(node, site),
      ...kubeletSkew(node, site, seen),
      ...kubeletComplaints(node.metadata.name, seen.kubelets.get(node.metadata.name)),
    ]),
  ];
}

function conditions({ metadata: { name }, spec, status }: NodeObject): readonly Complaint[] {
  const stated = new Map(status?.conditions?.map(({ type, status: value }) => [type, value]));
  const ready = stated.get('Ready') ?? 'not stated';
  const pressed = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'].filter(
    (type) => stated.get(type) === 'True',
  );
  const look = `kubectl describe node ${name}`;
  const at = (part: string) => `${pathOf(name)} ${part}`;
  return [
    ...(ready === 'True'
      ? []
      : [wrong(name, 'the node is not ready', ready, at('status.conditions Ready'), 'True', look)]),
    ...pressed.map((type) =>
      wrong(name, 'the node is short of something', type, at('status.conditions'), 'False', look),
    ),
    ...(spec?.unschedulable === true
      ? [wrong(name, 'the node takes no pods', 'true', at('spec.unschedulable'), 'false', `kubectl uncordon ${name}`)]
      : []),
  ];
}

/** What the site says of the machine; where it names none, the region that its location has, and any zone in it. */
function labels({ metadata: { name, labels: given = {} } }: NodeObject, site: Site): readonly Complaint[] {
  const machine = site.cluster.provision?.machines.find((one) => one.name === name);
  const region = regionOf(site.location);
  const wanted = machine === undefined ? { 'topology.kubernetes.io/region': region } : nodeLabels(site, machine);
  const differing = Object.entries(wanted).filter(([key, value]) => given[key] !== value);
  const zone = given['topology.kubernetes.io/zone'];
  return [
    ...differing.map(([key, value]) =>
      wrong(
        name,
        `the node has another label ${key}`,
        given[key] ?? 'no such label',
        `${pathOf(name)} metadata.labels`,
        value,
        `kubectl label --overwrite node ${name} ${key}=${value}`,
      ),
    ),
    ...(machine !== undefined || zone !== undefined
      ? []
      : [
          wrong(
            name,
            'the node stands in no zone',
            'no such label',
            `${pathOf(name)} metadata.labels`,
            'topology.kubernetes.io/zone',
            `kubectl label node ${name} topology.kubernetes.io/zone=ZONE`,
          ),
        ]),
  ];
}

function address({ metadata: { name }, status }: NodeObject, site: Site): readonly Complaint[] {
  const machine = site.cluster.provision?.machines.find((one) => one.name === name);
  if (machine === undefined) return [];
  const own = (status?.addresses ?? []).filter(({ type }) => type === 'InternalIP').map((one) => one.address);
  if (own.includes(machine.address)) return [];
  const mend = `correct node-ip on ${name}, or its address in cluster.provision.machines`;
  return [
    wrong(
      name,
      'the node has another address',
      own.join(', ') || 'none',
      `${pathOf(name)} status.addresses`,
      machine.address,
      mend,
    ),
  ];
}

function pathOf(node: string): string {
  return `/api/v1/nodes/${node}`;
}

function wrong(about: string, message: string, seen: string, where: string, allowed: string, mend: string): Complaint {
  return { result: 'wrong', about, message, seen, where, allowed, mend };
}

/** What no API tells, with the command on a control-plane machine that does. */
export function notChecked(site: Site): readonly string[] {
  const { provision } = site.cluster;
  const version = statedVersion(provision);
  const talos = 'talosctl -n ADDRESS get staticpods kube-apiserver -o yaml';
  const bySystem =
    provision?.distribution === 'talos'
      ? { audit: talos, encryption: talos, flags: talos }
      : {
          audit: 'ps -o args= -C kube-apiserver | tr " " "\\n" | grep -e --audit',
          encryption: 'ps -o args= -C kube-apiserver | tr " " "\\n" | grep -e --encryption-provider-config',
          flags: 'ps -o args= -C kube-apiserver',
        };
  return [
    `that the audit log is written: ${bySystem.audit}`,
    `that Secrets are encrypted in etcd: ${bySystem.encryption}`,
    `the other flags of the API server: ${bySystem.flags}`,
    ...(version === undefined
      ? ['versions and machines against the site: it has no cluster.provision (docs/cluster.md)']
      : []),
  ];
}
