import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderCluster } from '../../cluster/render.ts';
import { parseSite } from '../../constructs/core/site/load.ts';
import { createAuthority, issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import { type BinaryName, findBinaries } from '../../controlplane/launcher/binaries.ts';
import { buildBinaries } from '../../controlplane/launcher/build.ts';
import { argumentsOf, type Component } from '../../controlplane/launcher/components.ts';
import { writeConfiguration } from '../../controlplane/launcher/configuration.ts';
import { waitHealthy } from '../../controlplane/launcher/health.ts';
import { type Layout, layoutOf } from '../../controlplane/launcher/layout.ts';
import { ensurePki } from '../../controlplane/launcher/pki.ts';
import { choosePorts, type Ports } from '../../controlplane/launcher/ports.ts';
import { launch, type ProcessRecord, stopProcess } from '../../controlplane/launcher/processes.ts';
import { ApiClient } from './api-client.ts';

interface AuditEvent {
  readonly level: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly objectRef?: { readonly resource: string; readonly name?: string; readonly subresource?: string };
  readonly [key: string]: unknown;
}

const folder = mkdtempSync(join(tmpdir(), 'domicile-e2e-'));
const layout: Layout = layoutOf(join(folder, 'project'));
const written = join(folder, 'files');
const logFile = join(layout.logs, 'audit.log');
const { signal } = new AbortController();
let binaries = findBinaries(process.env);
const started: ProcessRecord[] = [];
const collected: { readonly client: string; readonly event: AuditEvent }[] = [];
let [collector, api, ports]: [Server?, ApiClient?, Ports?] = [];
let configuration: Readonly<Record<string, unknown>> = {};

/** Starts the API server as RKE2 would by the files of node-1, with them in a folder of the test in place of the machine's. */
beforeAll(async () => {
  const options = { environment: process.env, onProgress: () => undefined, signal };
  if (binaries.missing.length > 0) await buildBinaries(binaries.missing, options);
  binaries = findBinaries(process.env);
  const authority = await createAuthority('Hospital authority');
  const port = await listen(authority);
  render(authority, port);
  makeSecrets(authority);
  configuration = parse(readFileSync(join(written, 'node-1/etc/rancher/rke2/config.yaml'), 'utf8'));
  await ensurePki(layout);
  ports = await choosePorts(layout);
  writeConfiguration(layout, ports);
  await start('etcd', argumentsOf('etcd', layout, ports));
  await start('kube-apiserver', apiServerArguments(ports));
  api = new ApiClient(layout.kubeconfig);
});

afterAll(async () => {
  api?.close();
  for (const one of started.toReversed()) await stopProcess(one);
  collector?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function listen(authority: KeyPair): Promise<number> {
  const { certificate, key } = await issueLeaf(authority, { commonName: 'collector', dnsNames: ['localhost'] });
  const trusted = { cert: certificate, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true };
  const server = createServer(trusted, (request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const client = String((request.socket as TLSSocket).getPeerCertificate().subject.CN);
      for (const event of JSON.parse(body).items) collected.push({ client, event });
      response.end();
    });
  });
  collector = server;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

function render(authority: KeyPair, port: number): void {
  const text = readFileSync('sites/on-prem.yaml', 'utf8').replace(
    'https://audit.on-prem.example/',
    `https://localhost:${port}/`,
  );
  const inputs = { version: '0.0.0-test', authorities: authority.certificate };
  for (const file of renderCluster(parseSite(text, 'sites/on-prem.yaml'), inputs)) {
    const path = join(written, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, relocated(file.text), { mode: file.executable ? 0o755 : 0o644 });
  }
}

/** The same text, with the folders of the test in place of those of a machine. */
function relocated(text: string): string {
  return text
    .replaceAll('/etc/rancher/rke2', join(written, 'node-1/etc/rancher/rke2'))
    .replaceAll('/var/lib/rancher/rke2/server/logs/audit.log', logFile);
}

function makeSecrets(authority: KeyPair): void {
  const secrets = join(written, 'secrets');
  const program = (...args: readonly string[]) =>
    execFileSync(args[0] ?? '', args.slice(1), { cwd: secrets, stdio: 'pipe' });
  mkdirSync(secrets);
  expect(String(program('../make-secrets.sh'))).toContain('TO DO  have your authority sign');
  writeFileSync(join(folder, 'ca.crt'), authority.certificate);
  writeFileSync(join(folder, 'ca.key'), authority.key);
  writeFileSync(join(folder, 'client.cnf'), 'extendedKeyUsage = clientAuth\n');
  const signed = [
    '-CA',
    join(folder, 'ca.crt'),
    '-CAkey',
    join(folder, 'ca.key'),
    '-extfile',
    join(folder, 'client.cnf'),
  ];
  program('openssl', 'x509', '-req', '-in', 'audit-client.csr', ...signed, '-days', '2', '-out', 'audit-client.crt');
  for (const name of ['encryption.yaml', 'audit-client.crt', 'audit-client.key']) {
    copyFileSync(join(secrets, name), join(written, 'node-1/etc/rancher/rke2/domicile', name));
  }
}

/** What RKE2 makes of its configuration, over what the launcher says of ports and certificates. */
function apiServerArguments(at: Ports): readonly string[] {
  const own = [
    ...(configuration['kube-apiserver-arg'] as readonly string[]),
    `audit-policy-file=${configuration['audit-policy-file']}`,
    `admission-control-config-file=${configuration['pod-security-admission-config-file']}`,
  ].map((flag) => `--${flag}`);
  const nameOf = (flag: string) => flag.split('=')[0];
  const names = new Set(own.map(nameOf));
  return [...argumentsOf('kube-apiserver', layout, at).filter((flag) => !names.has(nameOf(flag))), ...own];
}

async function start(name: Component & BinaryName, args: readonly string[]): Promise<void> {
  if (ports === undefined) throw new Error('no ports were chosen');
  const binary = binaries.found.get(name)?.path ?? name;
  const logs = join(layout.logs, `${name}.log`);
  const process_ = launch({ name, binary, args, logFile: logs, runFolder: layout.run, owner: layout.data });
  started.push(process_);
  await waitHealthy(process_, layout, ports, signal);
}

async function send(method: string, path: string, body?: unknown, user?: string) {
  if (api === undefined) throw new Error('the API server was not started');
  return api.send(method, path, body, user === undefined ? undefined : { user, groups: ['system:masters'] });
}

function events(): readonly AuditEvent[] {
  const log = readFileSync(logFile, 'utf8');
  const whole = log.slice(0, log.lastIndexOf('\n')); // the next one may be half there
  return whole.split('\n').map((line) => JSON.parse(line));
}

/** The event is written while the answer is on its way. */
async function logged(wanted: (event: AuditEvent) => boolean): Promise<AuditEvent | undefined> {
  for (const end = Date.now() + 60_000; ; await sleep(250)) {
    const found = events().find(wanted);
    if (found !== undefined || Date.now() > end) return found;
  }
}

describe('a kube-apiserver with the files that are written for a machine', () => {
  it('has secrets that nobody else can read, and keeps them when they are made again', () => {
    const [token, key] = ['token', 'encryption.yaml'].map((name) => join(written, 'secrets', name));
    const before = [token, key].map((file) => readFileSync(file ?? '', 'utf8'));
    const said = execFileSync(join(written, 'make-secrets.sh'), { encoding: 'utf8' });
    expect(said.match(/^kept /gm)).toHaveLength(6);
    expect([token, key].map((file) => readFileSync(file ?? '', 'utf8'))).toEqual(before);
    expect(before[0]).toMatch(/^[0-9a-f]{64}$/);
    for (const file of [token, key]) expect(statSync(file ?? '').mode & 0o077).toBe(0);
  });

  it('encrypts a Secret before it reaches etcd, and logs no value of it', async () => {
    const value = 'a-value-that-must-not-be-readable';
    await send('POST', '/api/v1/namespaces', { metadata: { name: 'clinic' } });
    const secret = { metadata: { name: 'hidden' }, stringData: { key: value } };
    expect(await send('POST', '/api/v1/namespaces/clinic/secrets', secret)).toMatchObject({ status: 201 });
    expect(await send('GET', '/api/v1/namespaces/clinic/secrets/hidden')).toMatchObject({ status: 200 });
    await send('POST', '/api/v1/namespaces/clinic/configmaps', {
      metadata: { name: 'plain' },
      data: { key: 'readable-in-the-store' },
    });
    const member = join(layout.etcd, 'member');
    const store = ['snap/db', 'wal/0000000000000000-0000000000000000.wal']
      .map((file) => join(member, file))
      .map((file) => (existsSync(file) ? readFileSync(file, 'latin1') : ''))
      .join('');
    expect(store).toContain('readable-in-the-store');
    expect(store).toContain('k8s:enc:secretbox:v1:key-1:');
    expect(store).not.toContain(value);
    expect(readFileSync(logFile, 'utf8')).not.toContain(value);
    const created = await logged(({ verb, objectRef }) => verb === 'create' && objectRef?.name === 'hidden');
    expect(created).toMatchObject({ level: 'Metadata', objectRef: { resource: 'secrets' } });
  });

  it.each([
    ['the proxy of a service', '/services/fhir:8080/proxy/fhir/Patient/4711', 'services', 'proxy'],
    ['the proxy of a pod', '/pods/fhir-0:8080/proxy/fhir/Patient/4711', 'pods', 'proxy'],
    ['the log of a pod', '/pods/fhir-0/log', 'pods', 'log'],
    ['a command in a pod', '/pods/fhir-0/exec?command=cat&command=Patient-4711', 'pods', 'exec'],
  ])('logs who read what of whom, when and from where: by %s', async (_, path, resource, subresource) => {
    await send('GET', `/api/v1/namespaces/clinic${path}`, undefined, 'nurse');
    const read = await logged(({ requestURI, stage }) => requestURI.endsWith(path) && stage === 'ResponseComplete');
    expect(read).toMatchObject({
      level: 'Metadata',
      stage: 'ResponseComplete',
      verb: 'get',
      impersonatedUser: { username: 'nurse' },
      user: { username: 'domicile:local-admin' },
      sourceIPs: ['127.0.0.1'],
      objectRef: { namespace: 'clinic', resource, subresource },
      requestReceivedTimestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
      responseStatus: { code: expect.any(Number) },
      annotations: { 'authorization.k8s.io/decision': 'allow' },
    });
  });

  it('logs a refused read as well', async () => {
    if (api === undefined) throw new Error('the API server was not started');
    const visitor = { user: 'visitor', groups: ['guests'] };
    const answer = await api.send('GET', '/api/v1/namespaces/clinic/secrets/hidden', undefined, visitor);
    expect(answer.status).toBe(403);
    const read = await logged(
      ({ impersonatedUser }) => (impersonatedUser as { username?: string })?.username === 'visitor',
    );
    expect(read).toMatchObject({
      annotations: { 'authorization.k8s.io/decision': 'forbid' },
      responseStatus: { code: 403 },
    });
  });

  it('sends the events to the collector, which knows the API server by its certificate', async () => {
    const arrived = () => collected.find(({ event }) => event.requestURI.endsWith('Patient/4711'));
    for (const end = Date.now() + 60_000; arrived() === undefined && Date.now() < end; ) await sleep(250);
    expect(arrived()).toMatchObject({
      client: 'on-prem-api-server',
      event: { impersonatedUser: { username: 'nurse' } },
    });
  });

  it('keeps the whole of a change of who may do what', async () => {
    const role = { metadata: { name: 'reader' }, rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] };
    await send('POST', '/apis/rbac.authorization.k8s.io/v1/namespaces/clinic/roles', role);
    const change = await logged(({ verb, objectRef }) => verb === 'create' && objectRef?.name === 'reader');
    expect(change).toMatchObject({ level: 'Request', requestObject: { rules: role.rules } });
  });

  it('refuses a privileged pod in a namespace without a label, and lets the network plugin run one', async () => {
    const container = { name: 'main', image: 'registry.example/app', securityContext: { privileged: true } };
    const pod = { metadata: { name: 'privileged' }, spec: { containers: [container] } };
    for (const namespace of ['clinic', 'kube-system']) {
      await send('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name: 'default' } });
    }
    const refused = await send('POST', '/api/v1/namespaces/clinic/pods', pod);
    expect(refused).toMatchObject({
      status: 403,
      message: expect.stringContaining('violates PodSecurity "restricted:latest"'),
    });
    expect(await send('POST', '/api/v1/namespaces/kube-system/pods', pod)).toMatchObject({ status: 201 });
  });

  it.each([
    ['kube-controller-manager', 'kube-controller-manager-arg'],
    ['kube-scheduler', 'kube-scheduler-arg'],
  ] as const)('%s knows every flag that it is given', (name, key) => {
    const help = execFileSync(binaries.found.get(name)?.path ?? name, ['--help'], { encoding: 'utf8' });
    for (const flag of configuration[key] as readonly string[]) expect(help).toContain(`--${flag.split('=')[0]}`);
  });
});
