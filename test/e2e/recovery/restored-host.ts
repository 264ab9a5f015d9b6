import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NewMember } from '../../../cluster/runbooks/procedures/etcd-snapshots.ts';
import { issueLeaf } from '../../../controlplane/certificates.ts';
import { findBinaries } from '../../../controlplane/launcher/binaries.ts';
import { argumentsOf, type Component } from '../../../controlplane/launcher/components.ts';
import { writeConfiguration } from '../../../controlplane/launcher/configuration.ts';
import { type Layout, layoutOf } from '../../../controlplane/launcher/layout.ts';
import { choosePorts, type Ports } from '../../../controlplane/launcher/ports.ts';
import { launch, runningProcess, stopProcess } from '../../../controlplane/launcher/processes.ts';
import type { Kubectl } from '../../../engines/kubectl.ts';
import { kubectlFor } from '../local-cluster.ts';

const HOLDERS = [
  ...(['etcd', 'etcd-client', 'kube-apiserver', 'kube-controller-manager'] as const),
  ...(['kube-scheduler', 'kwok', 'admin'] as const),
];
const START_LIMIT_SECONDS = 180;

/** A machine that has nothing but what an escrow gave it, on a loopback address of its own. */
export interface RestoredHost extends NewMember {
  readonly kubectl: Kubectl;
  readonly startEtcd: () => void;
  /** Starts it with that EncryptionConfiguration, in the place of one that runs. */
  readonly startApiServer: (encryption: string) => Promise<Kubectl>;
  /** Asks for the pods of the namespace `default`, as the holder of a token. */
  readonly askAs: (token: string) => Promise<{ readonly status: number; readonly body: string }>;
  readonly stop: () => Promise<void>;
}

/** Makes the machine from an escrow: certificates are issued anew, for its own address, by the authority that was kept. */
export async function restoredHost(
  folder: string,
  escrow: string,
  name: string,
  address: string,
): Promise<RestoredHost> {
  const layout = layoutOf(join(folder, name));
  mkdirSync(layout.run, { recursive: true, mode: 0o700 });
  cpSync(join(escrow, 'pki'), layout.pki, { recursive: true });
  await issueCertificates(layout, address);
  const ports = await choosePorts(layout);
  const kubeconfig = configure(layout, ports, address);
  const kubectl = kubectlFor(folder, kubeconfig, 'domicile-local', AbortSignal.timeout(600_000));
  const start = (component: Component) =>
    void launch({
      name: component,
      binary: findBinaries(process.env).found.get(component)?.path ?? component,
      args: argumentsOf(component, layout, ports).map((arg) => onOwnAddress(arg, name, address)),
      logFile: join(layout.logs, `${component}.log`),
      runFolder: layout.run,
      owner: layout.data,
    });
  const end = async (component: Component) => {
    const running = runningProcess(layout.run, component);
    if (running !== undefined) await stopProcess(running);
  };
  return {
    name,
    address,
    peer: `https://${address}:${ports.etcdPeer}`,
    data: layout.etcd,
    kubectl,
    startEtcd: () => start('etcd'),
    startApiServer: async (encryption) => {
      await end('kube-apiserver');
      cpSync(encryption, join(layout.config, 'encryption.yaml'));
      start('kube-apiserver');
      await answers(kubectl);
      return kubectl;
    },
    askAs: (token) => ask(address, ports.apiServer, readFileSync(join(layout.pki, 'ca.crt'), 'utf8'), token),
    stop: async () => {
      await end('kube-apiserver');
      await end('etcd');
    },
  };
}

async function issueCertificates({ pki }: Layout, address: string): Promise<void> {
  const read = (file: string) => readFileSync(join(pki, file), 'utf8');
  const authority = { certificate: read('ca.crt'), key: read('ca.key') };
  for (const holder of HOLDERS) {
    const organizations = holder === 'admin' ? ['system:masters'] : [];
    const names = { dnsNames: ['localhost'], addresses: [address] };
    const { certificate, key } = await issueLeaf(authority, { commonName: holder, organizations, ...names });
    writeFileSync(join(pki, `${holder}.crt`), certificate);
    writeFileSync(join(pki, `${holder}.key`), key, { mode: 0o600 });
  }
}

function configure(layout: Layout, ports: Ports, address: string): string {
  writeConfiguration(layout, ports);
  writeFileSync(layout.kubeconfig, readFileSync(layout.kubeconfig, 'utf8').replace('127.0.0.1', address));
  return layout.kubeconfig;
}

function onOwnAddress(argument: string, name: string, address: string): string {
  return argument
    .replaceAll('127.0.0.1', address)
    .replace(/^--name=local$/, `--name=${name}`)
    .replace(/^--initial-cluster=local=/, `--initial-cluster=${name}=`);
}

/** An API server that cannot read Secrets answers, but never says that it is ready. */
async function answers(kubectl: Kubectl): Promise<void> {
  for (const deadline = Date.now() + START_LIMIT_SECONDS * 1000; Date.now() < deadline; await sleep(200)) {
    if ((await kubectl.attempt(['get', 'namespace', 'default'])).code === 0) return;
  }
  throw new Error(`the restored API server does not answer after ${START_LIMIT_SECONDS} s`);
}

function ask(host: string, port: number, ca: string, token: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const path = '/api/v1/namespaces/default/pods';
    const call = request({ host, port, ca, path, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
    });
    call.on('error', reject);
    call.end();
  });
}
