import { join } from 'node:path';
import type { BinaryName } from './binaries.ts';
import type { Layout } from './layout.ts';
import type { Ports } from './ports.ts';

/** A program of the control plane, in the order of their start. */
export const COMPONENTS = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
] as const satisfies readonly BinaryName[];

/** One of {@link COMPONENTS}. */
export type Component = (typeof COMPONENTS)[number];

const SERVICE_RANGE = '10.96.0.0/16';
const FAKE_POD_RANGE = '10.244.0.1/16';

/** The command line of a component. Everything listens on loopback only. */
export function argumentsOf(component: Component, layout: Layout, ports: Ports): readonly string[] {
  return ARGUMENTS[component](layout, ports);
}

const ARGUMENTS: Readonly<Record<Component, (layout: Layout, ports: Ports) => readonly string[]>> = {
  etcd: ({ etcd, pki }, ports) => [
    '--name=local',
    `--data-dir=${etcd}`,
    `--listen-client-urls=https://127.0.0.1:${ports.etcd}`,
    `--advertise-client-urls=https://127.0.0.1:${ports.etcd}`,
    `--listen-peer-urls=https://127.0.0.1:${ports.etcdPeer}`,
    `--initial-advertise-peer-urls=https://127.0.0.1:${ports.etcdPeer}`,
    `--initial-cluster=local=https://127.0.0.1:${ports.etcdPeer}`,
    '--client-cert-auth',
    `--trusted-ca-file=${join(pki, 'ca.crt')}`,
    ...pair(pki, 'etcd', '--cert-file', '--key-file'),
    '--peer-client-cert-auth',
    `--peer-trusted-ca-file=${join(pki, 'ca.crt')}`,
    ...pair(pki, 'etcd', '--peer-cert-file', '--peer-key-file'),
  ],
  'kube-apiserver': ({ pki, config, logs }, ports) => [
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1', // else it wants a default route, and a machine without a network has none
    `--secure-port=${ports.apiServer}`,
    `--service-cluster-ip-range=${SERVICE_RANGE}`,
    '--endpoint-reconciler-type=none', // an endpoint on loopback is invalid
    `--etcd-servers=https://127.0.0.1:${ports.etcd}`,
    `--etcd-cafile=${join(pki, 'ca.crt')}`,
    ...pair(pki, 'etcd-client', '--etcd-certfile', '--etcd-keyfile'),
    `--client-ca-file=${join(pki, 'ca.crt')}`,
    ...pair(pki, 'kube-apiserver', '--tls-cert-file', '--tls-private-key-file'),
    '--tls-min-version=VersionTLS13',
    '--anonymous-auth=false',
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction,DenyServiceExternalIPs,PodSecurity',
    `--admission-control-config-file=${join(config, 'admission.yaml')}`,
    `--encryption-provider-config=${join(config, 'encryption.yaml')}`,
    `--audit-policy-file=${join(config, 'audit-policy.yaml')}`,
    `--audit-log-path=${join(logs, 'audit.log')}`,
    '--audit-log-maxsize=100',
    '--audit-log-maxbackup=5',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${join(pki, 'service-account.pub')}`,
    `--service-account-signing-key-file=${join(pki, 'service-account.key')}`,
    '--service-account-extend-token-expiration=false',
    '--allow-privileged=true', // as in real clusters: Pod Security is what refuses
    '--profiling=false',
  ],
  'kube-controller-manager': (layout, ports) => [
    ...controller('kube-controller-manager', layout, ports.controllerManager),
    '--controllers=*,-node-ipam-controller',
    '--use-service-account-credentials',
    `--root-ca-file=${join(layout.pki, 'ca.crt')}`,
    `--service-account-private-key-file=${join(layout.pki, 'service-account.key')}`,
    ...pair(layout.pki, 'ca', '--cluster-signing-cert-file', '--cluster-signing-key-file'),
  ],
  'kube-scheduler': (layout, ports) => controller('kube-scheduler', layout, ports.scheduler),
  kwok: ({ config }, ports) => [
    `--kubeconfig=${join(config, 'kwok.kubeconfig')}`,
    `--config=${join(config, 'kwok.yaml')}`,
    '--manage-nodes-with-label-selector=domicile.internal/rehearsal=true',
    `--cidr=${FAKE_POD_RANGE}`,
    '--node-lease-duration-seconds=40',
    `--server-address=127.0.0.1:${ports.kwok}`,
  ],
};

function controller(name: 'kube-controller-manager' | 'kube-scheduler', layout: Layout, port: number) {
  const kubeconfig = join(layout.config, `${name}.kubeconfig`);
  return [
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    ...pair(layout.pki, name, '--tls-cert-file', '--tls-private-key-file'),
    `--kubeconfig=${kubeconfig}`,
    '--authentication-skip-lookup', // the authority below is all there is
    `--authorization-kubeconfig=${kubeconfig}`,
    `--client-ca-file=${join(layout.pki, 'ca.crt')}`,
    '--leader-elect=false', // there is one of it, and it starts faster
    '--profiling=false',
  ];
}

function pair(pki: string, holder: string, certificateFlag: string, keyFlag: string): readonly string[] {
  return [`${certificateFlag}=${join(pki, `${holder}.crt`)}`, `${keyFlag}=${join(pki, `${holder}.key`)}`];
}
