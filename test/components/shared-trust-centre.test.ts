import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadSite } from '../../constructs/core/site/load.ts';
import { SovereignStack } from '../../constructs/core/stack.ts';
import { createAuthority, issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { bareApp, type Resource, resource, resourcesOf } from '../support/synthesized.ts';
import { describeWith, eventually, freePort, pathOf, start, stop } from './programs.ts';

type Files = Readonly<Record<string, string>>;

function resourcesOfSite(file: string): readonly Resource[] {
  const platform = buildPlatform(bareApp(), loadSite(`examples/shared-trust-centre/${file}.yaml`));
  return Object.values(platform).flatMap((one) => (one instanceof SovereignStack ? resourcesOf(one) : []));
}

const NORTH = 'klinik-nord.trust-centre.example';
const SOUTH = 'klinik-sued.trust-centre.example';
const shown = (hospital: string) => `trust-centre.${hospital}-trust-centre-access.svc`;
const JOB = 'research-export-sepsis-2026.klinik-nord-trust-centre-access.svc';
const GUARD = shown('klinik-nord');
const CENTRE = {
  ingress: 'ingress.verbund-ingress.svc',
  intake: 'intake-klinik-nord.verbund-trust-centre.svc',
  pseudonymisation: 'pseudonymisation-klinik-nord.verbund-trust-centre.svc',
  research: 'research-fhir.verbund-research.svc',
  records: 'audit-collector.verbund-audit.svc',
};

const patient = { resourceType: 'Patient', id: 'patient-1', name: [{ family: 'Mustermann' }] };
const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: patient }] };
const HASH = 'a'.repeat(64);

/**
 * Both ends of the way as they are generated: the hospital's gateway and its way out, the entrance of the trust centre and the
 * intake, each a real Envoy, and the intake's program. What pseudonymises and what stores stand in for the real ones.
 */
describeWith(['envoy', 'python3'], 'the way of a hospital to a trust centre at another site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-shared-'));
  const programs: ReturnType<typeof start>[] = [];
  const asked: { path: string; client: string; body: string }[] = [];
  let authority: Record<'north' | 'south' | 'centre', KeyPair>;
  let port: Record<'guard' | 'relay' | 'egress' | 'ingress' | 'intake' | 'program' | 'behind' | 'fhir', number>;
  let behind: Server;
  let fhir: Server;

  async function leaf(by: KeyPair, ...dnsNames: string[]) {
    const { certificate, key } = await issueLeaf(by, { commonName: dnsNames[0] ?? '', dnsNames });
    return { cert: certificate, key };
  }

  async function mounted(name: string, by: KeyPair, ...dnsNames: string[]): Promise<string> {
    const at = join(folder, name);
    mkdirSync(at);
    const { cert, key } = await leaf(by, ...dnsNames);
    writeFileSync(join(at, 'tls.crt'), cert);
    writeFileSync(join(at, 'tls.key'), key);
    writeFileSync(join(at, 'ca.crt'), by.certificate);
    return at;
  }

  function trusted(name: string, of: KeyPair): string {
    const at = join(folder, name);
    mkdirSync(at);
    writeFileSync(join(at, 'ca.crt'), of.certificate);
    return at;
  }

  /** Runs an Envoy from its ConfigMap: only ports, addresses and folders are those of this machine. */
  async function envoy(name: string, files: Files, folders: Files, ports: Readonly<Record<string, number>>) {
    const at = join(folder, `${name}-configuration`);
    mkdirSync(at);
    const here = (text: string) =>
      Object.entries({ ...folders, '/etc/envoy': at }).reduce((moved, [from, to]) => moved.replaceAll(from, to), text);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), here(text));
    const { static_resources: parts, ...rest } = parse(here(files['envoy.yaml'] ?? ''));
    for (const one of parts.listeners) {
      one.address.socket_address = { address: '127.0.0.1', port_value: ports[one.name] ?? (await freePort()) };
    }
    for (const one of parts.clusters) {
      const [{ endpoint }] = one.load_assignment.endpoints[0].lb_endpoints;
      // What is not named here is not there: port 9 is that of nobody.
      endpoint.address.socket_address = { address: '127.0.0.1', port_value: ports[one.name] ?? 9 };
    }
    writeFileSync(join(at, 'envoy.yaml'), stringify({ ...rest, static_resources: parts }));
    const quiet = ['--disable-hot-restart', '--concurrency', '1', '--log-level', 'warning'];
    programs.push(start(pathOf('envoy'), ['--config-path', join(at, 'envoy.yaml'), ...quiet]));
  }

  async function startHospital(resources: readonly Resource[]): Promise<void> {
    const { data } = resource(resources, 'config_map_v1', 'trust-centre-guard');
    const folders = {
      '/etc/trust-centre': trusted('trust-centre-authority', authority.centre),
      '/etc/tls': await mounted('guard', authority.north, GUARD, 'localhost'),
    };
    const way = `${NORTH}:443`;
    await envoy('guard', data, folders, {
      ...{ https: port.guard, [`to-${way}`]: port.relay, upstream: port.relay, [`egress-${way}`]: port.egress },
    });
    const gateway = resource(resources, 'config_map_v1', 'egress-gateway').data;
    const { static_resources: parts } = parse(gateway['envoy.yaml']);
    // biome-ignore lint/suspicious/noExplicitAny: Envoy's configuration is looked into
    const out = parts.clusters.find((one: any) => JSON.stringify(one).includes(NORTH)).name;
    await envoy(
      'egress',
      gateway,
      { '/etc/tls': await mounted('egress', authority.north, 'egress.klinik-nord-egress.svc') },
      { [parts.listeners[0].name]: port.egress, [out]: port.ingress },
    );
  }

  async function startCentre(resources: readonly Resource[]): Promise<void> {
    const folders = {
      '/etc/hospitals/klinik-nord': trusted('nord', authority.north),
      '/etc/hospitals/klinik-sued': trusted('sued', authority.south),
      '/etc/clients': trusted('systems', authority.centre),
      '/etc/tls': await mounted('ingress', authority.centre, CENTRE.ingress, NORTH, SOUTH),
    };
    await envoy('ingress', resource(resources, 'config_map_v1', 'ingress-gateway').data, folders, {
      ...{ ingress: port.ingress, 'door-hospital-klinik-nord': port.intake },
    });
    const names = ['pseudonymisation', 'research', 'records'];
    const local = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()] as const)));
    const { data } = resource(resources, 'config_map_v1', 'intake-klinik-nord-guard');
    const file = parse(data['envoy.yaml']);
    const guard = { '/etc/tls': await mounted('intake', authority.centre, CENTRE.intake) };
    // The two ends of an outlet have one name, and different ports.
    for (const one of file.static_resources.clusters) {
      if (one.name.startsWith('outlet-')) one.name = `far-${one.name}`;
    }
    const text = stringify(file).replaceAll(/cluster: outlet-/g, 'cluster: far-outlet-');
    await envoy('intake', { ...data, 'envoy.yaml': text }, guard, {
      ...{ https: port.intake, upstream: port.program },
      ...Object.fromEntries(names.map((name) => [`outlet-${name}`, local[name] ?? 0])),
      ...Object.fromEntries(names.map((name) => [`far-outlet-${name}`, port.behind])),
    });
    const tasks = resource(resources, 'config_map_v1', 'intake-klinik-nord-tasks').data;
    const task = JSON.parse(tasks['tasks.json']);
    const [own] = Object.values(task.exports) as Record<string, string>[];
    const moved = (name: string, key: string) => (own?.[key] ?? '').replace(/:\d+/, `:${local[name]}`);
    Object.assign(own ?? {}, {
      pseudonymisation: moved('pseudonymisation', 'pseudonymisation'),
      research: moved('research', 'research'),
      lineage: moved('records', 'lineage'),
    });
    writeFileSync(join(folder, 'tasks.json'), JSON.stringify({ ...task, port: port.program }));
    writeFileSync(join(folder, 'intake.py'), tasks['intake.py']);
    programs.push(start(pathOf('python3'), ['-I', join(folder, 'intake.py'), join(folder, 'tasks.json')]));
  }

  /** A record of two patients, of which one has an observation; and the export's job, ready to run. */
  async function startRecord(resources: readonly Resource[]): Promise<void> {
    const own = await leaf(authority.north, 'localhost');
    const tls = { ...own, ca: authority.north.certificate, requestCert: true, rejectUnauthorized: true };
    const found = (...all: readonly object[]) => ({
      ...{ resourceType: 'Bundle', entry: all.map((one) => ({ resource: one })) },
    });
    fhir = createServer(tls, (message, response) => {
      const { pathname, searchParams } = new URL(message.url ?? '', 'https://localhost');
      const first = searchParams.get('patient') === 'Patient/patient-1';
      message.resume().on('end', () => {
        if (pathname === '/fhir/Patient') response.end(JSON.stringify(found(patient, { ...patient, id: 'patient-2' })));
        else if (pathname !== '/fhir/Observation' || !first) response.end(JSON.stringify(found()));
        else response.end(JSON.stringify(found({ resourceType: 'Observation', id: 'observation-1' })));
      });
    });
    await new Promise<void>((resolve) => fhir.listen(port.fhir, '127.0.0.1', resolve));
    const { data } = resource(resources, 'config_map_v1', 'research-export-sepsis-2026-task');
    const task = JSON.parse(data['task.json']);
    const at = (url: string, here: number) => url.replace(/\/\/[^/]+/, `//localhost:${here}`);
    const moved = {
      ...{ ...task, fhir: at(task.fhir, port.fhir), lineage: at(task.lineage, port.fhir) },
      trustCentre: at(task.trustCentre, port.guard),
    };
    writeFileSync(join(folder, 'send.json'), JSON.stringify(moved));
    writeFileSync(join(folder, 'send.py'), data['export.py']);
    await mounted('job', authority.north, JOB);
  }

  function runJob(): Promise<{ code: number | null; out: string; err: string }> {
    const args = ['-I', join(folder, 'send.py'), join(folder, 'send.json'), join(folder, 'job')];
    return new Promise((resolve) => {
      execFile(pathOf('python3'), args, { timeout: 120_000 }, (error, out, err) => {
        resolve({ code: error === null ? 0 : 1, out, err });
      });
    });
  }

  function answerOf(path: string, body: string): object {
    if (path !== '/fhir/$de-identify') return {};
    const { entry } = JSON.parse(body) as typeof bundle;
    const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'CRYTOHASH' }];
    return {
      resourceType: 'Bundle',
      entry: entry.map(({ resource: { resourceType } }) => ({
        resource: { resourceType, id: HASH, meta: { security } },
      })),
    };
  }

  beforeAll(async () => {
    const [north, south, centre] = await Promise.all(['Nord', 'Süd', 'Verbund'].map((name) => createAuthority(name)));
    authority = { north, south, centre } as typeof authority;
    const names = ['guard', 'relay', 'egress', 'ingress', 'intake', 'program', 'behind', 'fhir'] as const;
    port = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await freePort()] as const)),
    ) as typeof port;
    const own = await leaf(authority.centre, CENTRE.pseudonymisation, CENTRE.research, CENTRE.records);
    const tls = { ...own, ca: authority.centre.certificate, requestCert: true, rejectUnauthorized: true };
    behind = createServer(tls, (message, response) => {
      let body = '';
      message.on('data', (part) => {
        body += part;
      });
      message.on('end', () => {
        const path = message.url ?? '';
        // biome-ignore lint/suspicious/noExplicitAny: the TLS socket of an HTTPS server
        const client = (message.socket as any).getPeerCertificate().subject?.CN;
        asked.push({ path, client, body });
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answerOf(path, body)));
      });
    });
    await new Promise<void>((resolve) => behind.listen(port.behind, '127.0.0.1', resolve));
    await startCentre(resourcesOfSite('trust-centre'));
    const hospital = resourcesOfSite('hospital');
    await startHospital(hospital);
    await startRecord(hospital);
    const job = await leaf(authority.north, JOB);
    await eventually(
      () => send(port.guard, GUARD, { ...job, ca: authority.north.certificate }),
      ({ status }) => status === 200,
      60,
    );
  }, 180_000);

  afterAll(async () => {
    await Promise.all(programs.map(stop));
    behind?.close();
    fhir?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    asked.length = 0;
  });

  /** Hands in one patient. Rejects when the connection is not let in. */
  function send(
    at: number,
    servername: string,
    tls: { readonly ca: string; readonly cert?: string; readonly key?: string },
    { path = '/exports/sepsis-2026', host = servername, body = bundle as object } = {},
  ): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/fhir+json', host };
      const call = request(
        { ...tls, host: '127.0.0.1', port: at, servername, method: 'POST', path, headers, agent: false },
        (response) => {
          let text = '';
          response.on('data', (part) => {
            text += part;
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        },
      );
      call.on('error', reject);
      call.end(JSON.stringify(body));
    });
  }

  const paths = () => asked.map(({ path }) => path);

  describe('from the hospital', () => {
    const job = async () => ({ ...(await leaf(authority.north, JOB)), ca: authority.north.certificate });

    test('a patient arrives, is pseudonymised and stored, and the answer holds a count alone', async () => {
      const { status, body } = await send(port.guard, GUARD, await job());
      expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: { resources: 1 } });
      expect(paths()).toEqual(['/fhir/$de-identify', '/fhir', '/v1/logs']);
      expect(new Set(asked.map(({ client }) => client))).toEqual(new Set([CENTRE.intake]));
      const stored = asked[1]?.body ?? '';
      expect(stored).toContain(`Patient/${HASH}`);
      expect(stored).toContain('klinik-nord/sepsis-2026');
      expect(stored).not.toContain('Mustermann');
    });

    test('the job sends its cohort patient by patient, and learns a count', { timeout: 120_000 }, async () => {
      const { code, out, err } = await runJob();
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(JSON.parse(out)).toEqual({ export: 'sepsis-2026', patients: 2, resources: 3 });
      const handed = asked
        .filter(({ path }) => path === '/fhir/$de-identify')
        .map(({ body }) => JSON.parse(body).entry);
      expect(handed.map((one: typeof bundle.entry) => one.map(({ resource: { id } }) => id))).toEqual([
        ['patient-1', 'observation-1'],
        ['patient-2'],
      ]);
      expect(out).not.toContain(HASH);
    });

    test.each([
      ['an export that the trust centre did not approve', '/exports/other', bundle, 404],
      ['another path', '/fhir/$de-pseudonymize', bundle, 404],
      ['two patients at once', undefined, { ...bundle, entry: [...bundle.entry, ...bundle.entry] }, 422],
      [
        'a kind of resource that was not approved',
        undefined,
        { ...bundle, entry: [...bundle.entry, { resource: { resourceType: 'Consent', id: 'c' } }] },
        422,
      ],
    ])('%s is refused', async (_, path, body, status) => {
      const answer = await send(port.guard, GUARD, await job(), { body, ...(path === undefined ? {} : { path }) });
      expect(answer.status).toBe(status);
      expect(answer.body).not.toContain('Mustermann');
      expect(paths()).toEqual([]);
    });

    test('nobody but the job of an export is let to the gateway', async () => {
      const fhir = await leaf(authority.north, 'fhir.klinik-nord-clinical.svc');
      await expect(send(port.guard, GUARD, { ...fhir, ca: authority.north.certificate })).rejects.toThrow();
    });
  });

  describe('at the door of the hospital', () => {
    const ca = () => authority.centre.certificate;

    test("the hospital's own certificate is let in", async () => {
      const own = await leaf(authority.north, shown('klinik-nord'));
      expect((await send(port.ingress, NORTH, { ...own, ca: ca() })).status).toBe(200);
    });

    test.each([
      ["another hospital's certificate", 'south', shown('klinik-sued'), NORTH],
      ["another hospital's authority, though in this hospital's name", 'south', shown('klinik-nord'), NORTH],
      ["the trust centre's own authority, though in this hospital's name", 'centre', shown('klinik-nord'), NORTH],
      ['another workload of the hospital', 'north', 'fhir.klinik-nord-clinical.svc', NORTH],
      ["this hospital's certificate, at the door of another", 'north', shown('klinik-nord'), SOUTH],
    ] as const)('%s is refused', async (_, by, name, door) => {
      const own = await leaf(authority[by], name);
      await expect(send(port.ingress, door, { ...own, ca: ca() })).rejects.toThrow();
      expect(paths()).toEqual([]);
    });

    test('nobody without a certificate is let in', async () => {
      await expect(send(port.ingress, NORTH, { ca: ca() })).rejects.toThrow();
    });

    test('who came in by one door cannot ask for the other', async () => {
      const own = { ...(await leaf(authority.north, shown('klinik-nord'))), ca: ca() };
      expect((await send(port.ingress, NORTH, own, { host: SOUTH })).status).toBe(404);
      expect(paths()).toEqual([]);
    });
  });

  test('nobody but the entrance of the trust centre is let to the intake', async () => {
    const research = await leaf(authority.centre, CENTRE.research);
    const tls = { ...research, ca: authority.centre.certificate };
    await expect(send(port.intake, CENTRE.intake, tls)).rejects.toThrow();
  });
});
