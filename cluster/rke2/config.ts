import type { Machine } from '../../constructs/core/site/hospital-cluster.ts';
import type { ContextOf } from '../context.ts';
import { apiServerFlags, assignments, controllerManagerFlags, schedulerFlags } from '../kubernetes/arguments.ts';
import { nodeLabels } from '../kubernetes/node-labels.ts';
import { paths } from './paths.ts';

type Context = ContextOf<'rke2'>;

/** config.yaml of one machine. The first control-plane machine founds the cluster; every other one joins it. */
export function rke2Configuration(context: Context, machine: Machine): object {
  const { cluster, site } = context;
  const isServer = machine.role === 'control-plane';
  const founder = foundingMachine(context);
  return {
    'node-name': machine.name,
    'node-ip': machine.address,
    ...(machine === founder ? {} : { server: `https://${isServer ? founder.address : cluster.api}:9345` }),
    'token-file': isServer ? paths.token : paths.agentToken,
    ...(isServer ? serverPart(context) : {}),
    // Alone it installs an audit policy that logs nothing; the policy of this site is named beside it.
    profile: 'cis',
    'protect-kernel-defaults': true,
    selinux: cluster.selinux,
    'node-label': Object.entries(nodeLabels(site, machine)).map(([key, value]) => `${key}=${value}`),
    ...(isServer && hasWorkers(context) ? { 'node-taint': ['CriticalAddonsOnly=true:NoExecute'] } : {}),
    'private-registry': paths.registries,
    // Without it containerd asks the public registry when the mirror does not answer.
    'disable-default-registry-endpoint': true,
    ...(site.registry.mirror.includes('/') ? {} : { 'system-default-registry': site.registry.mirror }),
    'resolv-conf': paths.resolver,
  };
}

/** The control-plane machine that is installed first. */
export function foundingMachine({ cluster }: Context): Machine {
  const founder = cluster.machines.find(({ role }) => role === 'control-plane');
  if (founder === undefined) throw new Error('a site without a control-plane machine was not refused');
  return founder;
}

function hasWorkers({ cluster }: Context): boolean {
  return cluster.machines.some(({ role }) => role === 'worker');
}

function serverPart(context: Context): object {
  const { cluster, site } = context;
  const members = cluster.machines.filter(({ role }) => role === 'control-plane');
  return {
    'agent-token-file': paths.agentToken,
    'tls-san': [cluster.api, ...members.flatMap(({ name, address }) => [name, address])],
    'tls-san-security': true,
    'write-kubeconfig-mode': '0600',
    cni: cluster.networkPlugin,
    'cluster-cidr': cluster.networks.pods,
    'service-cidr': cluster.networks.services,
    'cluster-domain': 'cluster.local',
    // Doors are the platform's own: modules.ingress.
    'ingress-controller': 'none',
    'audit-policy-file': `${paths.folder}/audit-policy.yaml`,
    'pod-security-admission-config-file': `${paths.folder}/admission.yaml`,
    'kube-apiserver-extra-mount': [`${paths.folder}:${paths.folder}:ro`],
    'kube-apiserver-arg': assignments(apiServerFlags(paths)),
    'kube-controller-manager-arg': assignments(controllerManagerFlags),
    'kube-scheduler-arg': assignments(schedulerFlags),
    'etcd-expose-metrics': false,
    ...snapshotPart(cluster.snapshots),
    ...(site.location.kind === 'on-premises' ? {} : { 'disable-cloud-controller': false }),
  };
}

/** Endpoint, region and authority are stated: RKE2's own defaults are a company and a region abroad. */
function snapshotPart(snapshots: Context['cluster']['snapshots']): object {
  return {
    'etcd-snapshot-schedule-cron': snapshots.schedule,
    'etcd-snapshot-retention': snapshots.keep,
    'etcd-snapshot-compress': true,
    'etcd-s3': true,
    'etcd-s3-endpoint': snapshots.endpoint.replace(/^https:\/\//, ''),
    'etcd-s3-endpoint-ca': `${paths.folder}/authorities.pem`,
    'etcd-s3-region': snapshots.region,
    'etcd-s3-bucket': snapshots.bucket,
    'etcd-s3-folder': snapshots.folder,
    'etcd-s3-bucket-lookup-type': 'path',
    'etcd-s3-retention': snapshots.keep,
  };
}
