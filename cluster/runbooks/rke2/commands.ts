import type { Machine } from '../../../constructs/core/site/hospital-cluster.ts';
import type { ContextOf } from '../../context.ts';
import { paths } from '../../rke2/paths.ts';
import { serversOf } from '../machines.ts';
import type { EncryptingServer, EncryptionKeys } from '../procedures/encryption-keys.ts';
import type { Step } from '../runbook.ts';
import { onMachine } from '../shell.ts';

/** RKE2 and the cluster that is operated. */
export type Rke2Context = ContextOf<'rke2'>;

const CRI = 'export CRI_CONFIG_FILE=/var/lib/rancher/rke2/agent/etc/crictl.yaml PATH=$PATH:/var/lib/rancher/rke2/bin';
const ETCD_TLS = '/var/lib/rancher/rke2/server/tls/etcd';

/** The unit that runs RKE2 on a machine. */
export function unitOf({ role }: Machine): 'rke2-server' | 'rke2-agent' {
  return role === 'control-plane' ? 'rke2-server' : 'rke2-agent';
}

/** etcdctl of the running member, as a command of the workstation. */
export function etcdctl({ address }: Machine, command: string): string {
  const files = `--cacert=${ETCD_TLS}/server-ca.crt --cert=${ETCD_TLS}/server-client.crt --key=${ETCD_TLS}/server-client.key`;
  return onMachine(
    address,
    `${CRI}; crictl exec "$(crictl ps --name "^etcd$" --quiet)" etcdctl --endpoints=https://127.0.0.1:2379 ${files} ${command}`,
  );
}

/** Every member of etcd, and whether each answers. */
export function etcdHealth(context: Rke2Context, members = serversOf(context).length): Step {
  const [first] = serversOf(context);
  return {
    title: 'Every member of etcd answers',
    commands: [etcdctl(first, 'member list --write-out=table'), etcdctl(first, 'endpoint health --cluster')],
    expect: `${members} members, each \`started\` and \`is healthy\``,
    sources: ['rke2-etcdctl', 'etcd-members'],
  };
}

/** A snapshot now, on the machine and in the bucket. */
export function snapshotNow(context: Rke2Context, name: string): Step {
  const [{ address }] = serversOf(context);
  const { snapshots } = context.cluster;
  return {
    title: 'Take a snapshot of etcd',
    commands: [
      onMachine(address, `rke2 etcd-snapshot save --name ${name}`),
      onMachine(address, 'rke2 etcd-snapshot ls'),
    ],
    expect: `a line with \`${name}\` at \`s3://${snapshots.bucket}/${snapshots.folder}/…\`, besides the one on the machine. Note its name`,
    sources: ['rke2-snapshots'],
  };
}

/** What a rotation of the encryption keys is done with. */
export function encryptionKeysOf(context: Rke2Context): EncryptionKeys {
  const [first, ...others] = serversOf(context);
  return {
    servers: [encryptingServer(first), ...others.map(encryptingServer)],
    provider: context.cluster.encryption,
    resources: ['secrets'],
    etcdctl: (command) => etcdctl(first, command),
    folder: `~/${context.site.name}-rotation`,
    sources: ['rke2-encryption', 'rke2-programs', 'rke2-etcdctl'],
  };
}

// RKE2 starts the API server as a static pod: stopping its container makes the kubelet start one that reads the file anew.
function encryptingServer({ name, address }: Machine): EncryptingServer {
  return {
    name,
    address,
    api: `https://${address}:6443`,
    configuration: `${paths.folder}/encryption.yaml`,
    restart: `${CRI}; crictl stop --timeout 60 "$(crictl ps --name "^kube-apiserver$" --quiet)"`,
    patience: 180,
  };
}
