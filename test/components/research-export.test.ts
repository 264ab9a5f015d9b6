import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EXPORT_SCRIPT } from '../../constructs/data/export-script.ts';
import { certificateFolder, describeWith } from './programs.ts';

interface Resource {
  readonly resourceType: string;
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: FHIR resources are looked into by expectations
  readonly [element: string]: any;
}

const patient: Resource = {
  resourceType: 'Patient',
  id: 'patient-1',
  identifier: [{ value: 'MRN-4711-0815' }],
  name: [{ family: 'Mustermann', given: ['Erika'] }],
  birthDate: '1961-03-12',
};
const observation: Resource = {
  resourceType: 'Observation',
  id: 'observation-1',
  subject: { reference: 'Patient/patient-1' },
  valueString: 'Frau Mustermann hat Fieber',
};
const hash = (id: string) => Buffer.from(id.padEnd(32, '.')).toString('hex').slice(0, 64);
const system = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue';

/** What the trust centre makes of a resource, as far as the export looks at it. */
function pseudonymised({ resourceType, id }: Resource): Resource {
  return { resourceType, id: hash(id), meta: { security: [{ system, code: 'CRYTOHASH' }] } };
}

describeWith(['python3'], 'the export, run by Python', () => {
  let server: Server;
  let base: string;
  let tls: string;
  const folder = mkdtempSync(join(tmpdir(), 'domicile-export-'));
  const asked: { path: string; body: string; client: string | undefined }[] = [];
  let centre: (resource: Resource) => Resource | undefined = pseudonymised;
  let record: readonly Resource[] = [];
  const written = () => asked.filter(({ path }) => path === '/research').map(({ body }) => JSON.parse(body));

  function answer(path: string, query: URLSearchParams, body: string): object | undefined {
    const bundle = (resources: readonly (Resource | undefined)[], link: readonly object[] = []) => ({
      ...{ resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })), link },
    });
    if (path === '/fhir/Patient') {
      // The server knows itself by another name and port than the export calls it by.
      return bundle([patient], [{ relation: 'next', url: 'https://elsewhere.example:1/fhir?_getpages=2' }]);
    }
    if (path === '/fhir') return bundle(query.get('_getpages') === '2' ? [{ ...patient, id: 'patient-2' }] : []);
    if (path === '/fhir/Observation') return bundle(query.get('patient') === 'Patient/patient-1' ? record : []);
    if (path === '/centre') {
      const { entry } = JSON.parse(body) as { entry: { resource: Resource }[] };
      return bundle(entry.map(({ resource }) => centre(resource)));
    }
    if (path === '/analyze') return [{ entity_type: 'PERSON', start: 0, end: 15, score: 1 }];
    if (path === '/anonymize') return { text: JSON.parse(body).text.replace('Frau Mustermann', '<PERSON>') };
    if (path === '/lineage') return { partialSuccess: {} };
    return path === '/research' ? { resourceType: 'Bundle', type: 'transaction-response' } : undefined;
  }

  beforeAll(async () => {
    tls = await certificateFolder(['localhost']);
    const [key, cert, ca] = ['tls.key', 'tls.crt', 'ca.crt'].map((file) => readFileSync(join(tls, file)));
    server = createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: true }, (request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        const { pathname, searchParams } = new URL(request.url ?? '', base);
        const peer = 'getPeerCertificate' in request.socket ? request.socket : undefined;
        // biome-ignore lint/suspicious/noExplicitAny: the TLS socket of an HTTPS server
        asked.push({ path: pathname, body, client: (peer as any)?.getPeerCertificate().subject?.CN });
        const said = answer(pathname, searchParams, body);
        response.writeHead(said === undefined ? 403 : 200).end(JSON.stringify(said ?? {}));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    base = `https://localhost:${typeof address === 'object' ? address?.port : 0}`;
    writeFileSync(join(folder, 'export.py'), EXPORT_SCRIPT);
  });
  afterAll(() => {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    asked.length = 0;
    centre = pseudonymised;
    record = [observation];
  });

  function run(change: object = {}): Promise<{ code: number | null; out: string; err: string }> {
    const task = {
      ...{ name: 'sepsis', approval: 'Ethics vote S-1/2026', patients: 'gender=female', resources: ['Observation'] },
      ...{ fhir: `${base}/fhir`, pseudonymisation: `${base}/centre`, research: `${base}/research` },
      ...{ lineage: `${base}/lineage`, ...change },
    };
    writeFileSync(join(folder, 'task.json'), JSON.stringify(task));
    const args = ['-I', join(folder, 'export.py'), join(folder, 'task.json'), tls];
    return new Promise((resolve) => {
      const child = spawn('python3', args);
      let [out, err] = ['', ''];
      child.stdout.on('data', (text) => {
        out += text;
      });
      child.stderr.on('data', (text) => {
        err += text;
      });
      child.on('close', (code) => resolve({ code, out, err }));
    });
  }

  test('reads every page, has each patient pseudonymised, and writes under the hashed ids', async () => {
    const { code, out } = await run();
    expect({ code, out: JSON.parse(out) }).toEqual({
      code: 0,
      out: { export: 'sepsis', patients: 2, resources: 3 },
    });
    const urls = written().map(({ entry }) => entry.map((one: { request: { url: string } }) => one.request.url));
    expect(urls.map((one) => one.slice(0, -1))).toEqual([
      [`Patient/${hash('patient-1')}`, `Observation/${hash('observation-1')}`],
      [`Patient/${hash('patient-2')}`],
    ]);
  });

  test('writes beside it who approved it', async () => {
    await run();
    const provenance = written()[0].entry.at(-1).resource;
    expect(provenance.resourceType).toBe('Provenance');
    expect(provenance.reason[0].text).toBe('Ethics vote S-1/2026');
    expect(provenance.target).toHaveLength(2);
  });

  test('writes the same twice under the same ids, so that a second run adds nothing', async () => {
    await run();
    await run();
    const ids = written().map(({ entry }) => entry.map((one: { request: { url: string } }) => one.request.url));
    expect(ids.slice(0, 2)).toEqual(ids.slice(2));
  });

  test('comes with its certificate', async () => {
    await run();
    expect(new Set(asked.map(({ client }) => client))).toEqual(new Set(['localhost']));
  });

  test('puts a text back without what was recognised in it', async () => {
    const text = { language: 'de', analyzer: `${base}/analyze`, anonymizer: `${base}/anonymize` };
    await run({ text: { ...text, elements: { Observation: ['valueString'] } } });
    expect(written()[0].entry[1].resource.valueString).toBe('<PERSON> hat Fieber');
  });

  test('leaves a text out in which a name of the patient is left', async () => {
    record = [{ ...observation, valueString: 'Frau Mustermann, Tochter von Mustermann' }];
    const text = { language: 'de', analyzer: `${base}/analyze`, anonymizer: `${base}/anonymize` };
    await run({ text: { ...text, elements: { Observation: ['valueString'] } } });
    expect(written()[0].entry[1].resource).not.toHaveProperty('valueString');
  });

  describe('writes nothing, and says no value, when', () => {
    const cases: readonly [string, (resource: Resource) => Resource | undefined, RegExp][] = [
      ['the id is still the same', (one) => ({ ...pseudonymised(one), id: one.id }), /without a hashed id/],
      [
        'nothing says that the rules were applied',
        (one) => ({ ...pseudonymised(one), meta: {} }),
        /without a hashed id/,
      ],
      ['a name is left', (one) => ({ ...pseudonymised(one), name: patient.name }), /direct identifier/],
      ['a record number is left inside a text', (one) => ({ ...pseudonymised(one), a: 'x MRN-4711-0815' }), /direct/],
      ['the whole birth date is left', (one) => ({ ...pseudonymised(one), birthDate: '1961-03-12' }), /direct/],
      ['a narrative is left', (one) => ({ ...pseudonymised(one), text: { div: '' } }), /narrative/],
      ['a resource is missing', (one) => (one.resourceType === 'Patient' ? pseudonymised(one) : undefined), /\w/],
      ['another kind comes back', (one) => ({ ...pseudonymised(one), resourceType: 'Basic' }), /other resources/],
    ];
    test.each(cases)('%s', async (_, made, message) => {
      centre = made;
      const { code, out, err } = await run();
      expect({ code, out, written: written() }).toEqual({ code: 1, out: '', written: [] });
      expect(err).toMatch(message);
      expect(err).not.toMatch(/Mustermann|4711|1961|patient-1/);
    });

    test('the record returns a kind that the export does not name', async () => {
      record = [{ ...observation, resourceType: 'Consent' }];
      expect((await run()).err).toMatch(/does not name: Consent/);
      expect(written()).toEqual([]);
    });

    test('a server refuses', async () => {
      expect((await run({ pseudonymisation: `${base}/closed` })).err).toMatch(/localhost\/closed answered 403/);
      expect(written()).toEqual([]);
    });
  });
});
