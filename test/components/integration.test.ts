import { mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bootstrap } from '../../constructs/core/envoy/config.ts';
import { streamCluster, streamListener } from '../../constructs/core/envoy/streams.ts';
import { CLIENT_AUTHORITY, type GuardStream } from '../../constructs/core/envoy/types.ts';
import type { EngineConfigProps, MessageSource } from '../../constructs/interop/hl7/engine-config.ts';
import { standardMapping } from '../../constructs/interop/hl7/mapping.ts';
import { createAuthority, issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import { Engine, FhirStub, send } from './camel/engine.ts';
import { withCertificates } from './certificates.ts';
import { describeWith, eventually, freePort, pathOf, start, stop } from './programs.ts';

const source = (name: string, characterSet: string): MessageSource => ({
  ...{ name, characterSet, certificate: `${name}.hospital.example` },
  messages: name === 'lis' ? ['ORU^R01'] : ['ADT^A01', 'ADT^A03', 'ADT^A08'],
});

interface Admission {
  readonly control: string;
  readonly type?: string;
  readonly set?: string;
  readonly encoding?: BufferEncoding;
  readonly family?: string;
  readonly visit?: string;
}

/** An admission as a system of the nineties sends it. */
function admission({ control, type = 'ADT^A01', set = '', encoding = 'latin1', ...of }: Admission): Buffer {
  const { family = 'Müller', visit = 'V1' } = of;
  const lines = [
    `MSH|^~\\&|HIS|KH|DOM|KH|20261122101500||${type}|${control}|P|2.3||||||${set}`,
    `PID|1||4711^^^KH||${family}^Jürgen||19570312|M|||Hauptstr. 1^^Heidelberg^^69117^DE`,
    `PV1|1|I|ST1^12^1||||||||||||||||${visit}|||||||||||||||||||||||||20261122101000`,
  ];
  return Buffer.from(lines.join('\r'), encoding);
}

const result = [
  'MSH|^~\\&|LIS|KH|DOM|KH|20261122111500+0100||ORU^R01|L1|P|2.5.1||||||UNICODE UTF-8',
  'PID|1||4711^^^KH',
  'PV1|1|I|||||||||||||||||V1',
  'OBR|1|P1|F1|24323-8^Panel^LN|||20261122110000|||||||||||||||20261122111000|||F',
  'OBX|1|NM|2345-7^Glucose^LN||5.6|mmol/L^^UCUM|3.9-5.5|H|||F',
  'OBX|2|ST|K1^Kommentar^L||h\\T\\mm~zweite Zeile||||||P',
].join('\r');

/** Gateway, guard and engine as real processes with the generated files, a FHIR server that fails on demand, all on loopback. */
describeWith(['camel', 'java', 'envoy'], 'the integration engine', () => {
  const programs: ReturnType<typeof start>[] = [];
  const fhir = new FhirStub();
  let authority: KeyPair;
  let engine: Engine;
  let port: Record<
    'gateway' | 'guard' | 'mllp' | 'mllpLab' | 'gatewayLab' | 'guardLab' | 'health' | 'fhir' | 'lineage',
    number
  >;
  let his: string;
  let lis: string;

  async function leaf(name: string): Promise<string> {
    const pair = await issueLeaf(authority, { commonName: name, dnsNames: [name], addresses: ['127.0.0.1'] });
    const at = mkdtempSync(join(tmpdir(), 'domicile-tls-'));
    writeFileSync(join(at, 'tls.crt'), pair.certificate);
    writeFileSync(join(at, 'tls.key'), pair.key);
    writeFileSync(join(at, 'ca.crt'), authority.certificate);
    return at;
  }

  function envoy(name: string, tls: string, streams: readonly GuardStream[]): void {
    const recorder = { serviceName: name, namespace: 'place', role: 'integration' } as const;
    // Nobody collects here: what is recorded is another test's.
    const listeners = streams.map((one) => ({ ...streamListener(recorder, one), access_log: [] }));
    const yaml = bootstrap(recorder, { listeners, clusters: streams.map(streamCluster) });
    const file = join(mkdtempSync(join(tmpdir(), 'domicile-envoy-')), 'envoy.yaml');
    writeFileSync(file, withCertificates(yaml, tls).replaceAll('0.0.0.0', '127.0.0.1'));
    const quiet = ['--disable-hot-restart', '--concurrency', '1', '--log-level', 'warning', '--use-dynamic-base-id'];
    programs.push(start(pathOf('envoy'), ['--config-path', file, ...quiet]));
  }

  beforeAll(async () => {
    authority = await createAuthority('test authority');
    [his, lis] = [await leaf('his.hospital.example'), await leaf('lis.hospital.example')];
    const numbers = await Promise.all(Array.from({ length: 9 }, freePort));
    const names = [
      'gateway',
      'guard',
      'mllp',
      'mllpLab',
      'gatewayLab',
      'guardLab',
      'health',
      'fhir',
      'lineage',
    ] as const;
    port = Object.fromEntries(names.map((name, index) => [name, numbers[index]])) as typeof port;
    const configuration: EngineConfigProps = {
      systems: [
        { ...source('his', 'ISO-8859-1'), localPort: port.mllp },
        { ...source('lis', 'ISO-8859-1'), localPort: port.mllpLab },
      ],
      folders: [
        source('archive', 'IBM850'),
        {
          ...{ name: 'bloodgas', certificate: 'folder bloodgas', characterSet: 'windows-1252', messages: ['ORU^R01'] },
          csv: {
            separator: ';',
            columns: {
              ...{ Patientennr: 'PID-3', Probe: 'OBR-3', Panel: 'OBR-4', Zeit: 'OBR-7' },
              ...{ Analyt: 'OBX-3', Wert: 'OBX-5', Einheit: 'OBX-6' },
            },
            constants: { 'OBX-2': 'NM', 'OBX-11': 'F', 'OBR-25': 'F' },
            times: { 'OBR-7': 'dd.MM.uuuu HH:mm' },
            decimalComma: ['OBX-5'],
          },
        },
      ],
      ...{ identifierSystem: 'https://fhir.hospital.example/sid', timeZone: 'Europe/Berlin', mapping: standardMapping },
    };
    engine = new Engine(configuration, port);
    const inner = await leaf('localhost');
    const stream = (name: 'his' | 'lis', outer: number, middle: number, local: number) => ({
      outside: {
        ...{ name: `mllp-${name}`, port: outer, clients: [`${name}.hospital.example`], authority: CLIENT_AUTHORITY },
        to: { kind: 'remote', host: 'localhost', port: middle },
      } as const,
      inside: {
        name: `mllp-${name}`,
        port: middle,
        clients: ['localhost'],
        to: { kind: 'local', port: local },
      } as const,
    });
    const both = [
      stream('his', port.gateway, port.guard, port.mllp),
      stream('lis', port.gatewayLab, port.guardLab, port.mllpLab),
    ];
    envoy(
      'guard',
      inner,
      both.map(({ inside }) => inside),
    );
    envoy(
      'gateway',
      inner,
      both.map(({ outside }) => outside),
    );
    await fhir.listen(port.fhir);
    engine.start();
    await eventually(() => engine.ready(), Boolean, 60);
  });

  afterAll(async () => {
    await engine?.stop();
    await Promise.all(programs.map(stop));
    await fhir.close();
  });

  beforeEach(() => {
    fhir.status = 200;
    fhir.transactions.length = 0;
  });

  const toHis = (message: Buffer) =>
    send(message, { port: port.gateway, folder: his, authority: authority.certificate });
  const arrived = (count: number, seconds?: number) =>
    eventually(
      async () => fhir.transactions.length,
      (length) => length >= count,
      seconds,
    );
  const family = () => fhir.transactions.at(-1)?.entry[0].resource.name[0].family;

  test('acknowledges an admission, and writes the patient, the encounter and where they are from', async () => {
    expect(await toHis(admission({ control: 'A1' }))).toMatch(/MSA\|AA\|A1/);
    await arrived(1);
    const [patient, encounter, provenance] = fhir.transactions[0].entry;
    expect(patient.request).toEqual({
      ...{ method: 'PUT', url: 'Patient?identifier=https%3A%2F%2Ffhir.hospital.example%2Fsid%2Fpatient%7C4711' },
    });
    expect(patient.resource).toMatchObject({
      ...{ birthDate: '1957-03-12', gender: 'male', name: [{ family: 'Müller', given: ['Jürgen'] }] },
    });
    expect(encounter.resource).toMatchObject({
      ...{ status: 'in-progress', class: { code: 'IMP' }, period: { start: '2026-11-22T10:10:00+01:00' } },
      subject: { reference: patient.fullUrl },
    });
    expect(provenance.resource.target).toEqual([{ reference: patient.fullUrl }, { reference: encounter.fullUrl }]);
    expect(provenance.resource.agent[0].who.display).toBe('his.hospital.example');
    expect(provenance.resource.entity[0]).toMatchObject({
      ...{
        role: 'source',
        what: { identifier: { value: `urn:uuid:${provenance.resource.id}` }, display: 'ADT^A01 A1' },
      },
    });
    const [event] = await eventually(
      async () => engine.events,
      (events) => events.length > 0,
    );
    expect(event).toMatchObject({
      ...{
        eventType: 'COMPLETE',
        run: { runId: provenance.resource.id },
        job: { namespace: 'integration', name: 'his' },
      },
      inputs: [{ namespace: 'message://his', name: provenance.resource.id }],
      outputs: ['Patient/1-0/_history/1', 'Encounter/1-1/_history/1'].map((name) => ({
        namespace: 'fhir://clinical',
        name,
      })),
    });
  });

  test('gives a message that is sent twice the same identifier, so that nothing is written twice', async () => {
    const message = admission({ control: 'A2' });
    await toHis(message);
    await toHis(message);
    await arrived(2);
    const ids = fhir.transactions.map(({ entry }) => entry.at(-1).request.url);
    expect(ids[0]).toBe(ids[1]);
  });

  test('writes a result with its values, and does not overwrite what the other system knows of the patient', async () => {
    const to = { port: port.gatewayLab, folder: lis, authority: authority.certificate };
    expect(await send(Buffer.from(result, 'utf8'), to)).toMatch(/MSA\|AA\|L1/);
    await arrived(1);
    const [patient, encounter, glucose, comment, report] = fhir.transactions[0].entry;
    expect([patient, encounter].map(({ request }) => request.method)).toEqual(['POST', 'POST']);
    expect(patient.request.ifNoneExist).toMatch(/^identifier=.*4711$/);
    expect(glucose.resource).toMatchObject({
      ...{ status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }] } },
      valueQuantity: { value: 5.6, unit: 'mmol/L', system: 'http://unitsofmeasure.org' },
    });
    expect(comment.resource).toMatchObject({ status: 'preliminary', valueString: 'h&mm\nzweite Zeile' });
    expect(report.resource.result).toEqual([{ reference: glucose.fullUrl }, { reference: comment.fullUrl }]);
  });

  test.each<[string, Admission, string]>([
    ['nothing in MSH-18: the set of the system', { control: 'C1' }, 'Müller'],
    ['8859/1', { control: 'C2', set: '8859/1' }, 'Müller'],
    ['UNICODE UTF-8', { control: 'C3', set: 'UNICODE UTF-8', encoding: 'utf8', family: 'Łukasz' }, 'Łukasz'],
    ['CP1252, with a sign that 8859/1 does not have', { control: 'C4', set: 'CP1252', family: 'M\x80ller' }, 'M€ller'],
    ['a byte order mark and nothing in MSH-18', { control: 'C5', encoding: 'utf8', family: '\ufeffMüller' }, ''],
  ])('reads %s', async (_, message, expected) => {
    const bytes = admission(message);
    const marked = expected === '';
    const sent = marked
      ? Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), admission({ ...message, family: 'Müller' })])
      : bytes;
    const answer = await toHis(sent);
    if (marked) {
      // The mark stands before MSH, where no acknowledgement can be made from; the message is read all the same.
      await arrived(1);
      expect(family()).toBe('Müller');
      return;
    }
    expect(answer).toMatch(/MSA\|AA/);
    await arrived(1);
    expect(family()).toBe(expected);
  });

  test.each<[string, Admission, RegExp]>([
    [
      'bytes that the stated set does not have',
      { control: 'P1', set: 'UNICODE UTF-8' },
      /MSA\|AE\|P1\|the bytes are not/,
    ],
    ['a set that nobody knows', { control: 'P2', set: 'KLINGON' }, /MSA\|AE\|P2\|MSH-18 names/],
    ['no visit number', { control: 'P3', visit: '' }, /MSA\|AE\|P3\|empty: PV1-19.1/],
    ['a type that the system may not send', { control: 'P4', type: 'ADT^A40' }, /MSA\|AR\|P4\|messages of this type/],
  ])('keeps a message with %s as a dead letter, and says no', async (_, message, answer) => {
    const before = engine.stored('dead-letters').length;
    const bytes = admission(message);
    expect(await toHis(bytes)).toMatch(answer);
    const letters = engine.stored('dead-letters');
    expect(letters).toHaveLength(before + 1);
    const kept = letters.map((name) => JSON.parse(engine.read('dead-letters', name)));
    expect(kept.map(({ raw }) => Buffer.from(raw, 'base64').equals(bytes))).toContain(true);
    await eventually(
      async () => engine.log,
      (log) => log.includes('ERROR dead-letters - dead letter'),
    );
    expect(fhir.transactions).toEqual([]);
  });

  test('loses nothing while the FHIR server is away, and delivers in order when it is back', async () => {
    await fhir.close();
    for (const control of ['S1', 'S2', 'S3']) expect(await toHis(admission({ control }))).toMatch(/MSA\|AA/);
    expect(engine.stored('spool')).toHaveLength(3);
    await fhir.listen(port.fhir);
    await arrived(3, 60);
    const order = fhir.transactions.map(({ entry }) => entry.at(-1).resource.entity[0].what.display);
    expect(order).toEqual(['ADT^A01 S1', 'ADT^A01 S2', 'ADT^A01 S3']);
    await eventually(
      async () => engine.stored('spool'),
      (left) => left.length === 0,
    );
  });

  test('loses nothing when it is stopped with messages that are not delivered', async () => {
    await fhir.close();
    expect(await toHis(admission({ control: 'R1' }))).toMatch(/MSA\|AA/);
    await engine.stop();
    expect(engine.stored('spool')).toHaveLength(1);
    await fhir.listen(port.fhir);
    engine.start();
    await arrived(1, 60);
    expect(fhir.transactions[0].entry.at(-1).resource.entity[0].what.display).toBe('ADT^A01 R1');
    await eventually(() => engine.ready(), Boolean, 60);
  });

  test('waits where the FHIR server is ill, and keeps what it refuses', async () => {
    fhir.status = 503;
    await toHis(admission({ control: 'W1' }));
    await eventually(
      async () => engine.log,
      (log) => log.includes('statusCode: 503'),
      30,
    );
    expect(engine.stored('spool')).toHaveLength(1);
    fhir.status = 422;
    const before = engine.stored('dead-letters').length;
    await eventually(
      async () => engine.stored('dead-letters').length,
      (count) => count === before + 1,
      60,
    );
    await eventually(
      async () => engine.stored('spool'),
      (left) => left.length === 0,
    );
    const reasons = engine.stored('dead-letters').map((name) => JSON.parse(engine.read('dead-letters', name)).reason);
    expect(reasons.filter((reason) => reason.startsWith('HTTP 422'))).toHaveLength(1);
  });

  test('understands a dead letter anew that an operator gives back', async () => {
    const name = engine.stored('dead-letters').find((one) => {
      const letter = JSON.parse(engine.read('dead-letters', one));
      return letter.reason.startsWith('HTTP 422');
    });
    if (name === undefined) throw new Error('the server has refused one before');
    const place = join(engine.folder, 'store', 'replay', 'his');
    mkdirSync(place, { recursive: true });
    renameSync(join(engine.folder, 'store', 'dead-letters', name), join(place, 'again.json'));
    await arrived(1, 60);
    expect(fhir.transactions[0].entry.at(-1).resource.entity[0].what.display).toBe('ADT^A01 W1');
  });

  test('takes the messages of a dropped file one by one, and keeps the one that it cannot read', async () => {
    const drops = join(engine.folder, 'drops', 'archive');
    mkdirSync(drops, { recursive: true });
    const before = engine.stored('dead-letters').length;
    const good = admission({ control: 'F1', family: 'M\x81ller' });
    const bad = admission({ control: 'F2', visit: '' });
    const file = Buffer.concat([
      Buffer.from('BHS|^~\\&|OLD\r\n'),
      good,
      Buffer.from('\r\n'),
      bad,
      Buffer.from('\r\nBTS|2\r\n'),
    ]);
    writeFileSync(join(drops, 'day.hl7.part'), file);
    renameSync(join(drops, 'day.hl7.part'), join(drops, 'day.hl7'));
    await arrived(1, 60);
    expect(family()).toBe('Müller');
    await eventually(
      async () => engine.stored('dead-letters').length,
      (count) => count === before + 1,
      30,
    );
    await eventually(
      async () => readdirSync(drops).filter((name) => !name.startsWith('.')),
      (left) => left.length === 0,
    );
  });

  describe('a CSV file', () => {
    const head = 'Patientennr;Probe;Panel;Zeit;Analyt;Wert;Einheit;Gerät';
    const drop = (name: string, lines: readonly string[], encoding: BufferEncoding = 'latin1') => {
      const drops = join(engine.folder, 'drops', 'bloodgas');
      mkdirSync(drops, { recursive: true });
      writeFileSync(join(drops, name), Buffer.from([head, ...lines].join('\r\n'), encoding));
    };
    const letters = () => engine.stored('dead-letters').filter((name) => name.startsWith('bloodgas/'));
    const reasonOf = (name: string) => JSON.parse(engine.read('dead-letters', name)).reason;

    test('makes one message of the lines of one order, and keeps lines aside that cannot be read', async () => {
      drop('list.csv', [
        '4711;P9;Blutgase;22.11.2026 11:15;"Säure; pH";7,35;;ABL',
        '4712;P10;Blutgase;31.02.2026 11:15;pH;7,1;;ABL',
        '4711;P9;Blutgase;22.11.2026 11:15;pCO2 | art.;40,5;mm^Hg;ABL',
        '4713;P11;Blutgase;22.11.2026;pH',
      ]);
      await arrived(1, 60);
      const resources = fhir.transactions[0].entry.map(({ resource }: { resource: object }) => resource);
      expect(resources.map(({ resourceType }: { resourceType: string }) => resourceType)).toEqual([
        ...['Patient', 'Observation', 'Observation', 'DiagnosticReport', 'Provenance'],
      ]);
      expect(resources[1]).toMatchObject({
        ...{ code: { coding: [{ code: 'Säure; pH' }] }, valueQuantity: { value: 7.35 } },
        effectiveDateTime: '2026-11-22T11:15:00+01:00',
      });
      expect(resources[2]).toMatchObject({
        ...{ code: { coding: [{ code: 'pCO2 | art.' }] }, valueQuantity: { value: 40.5, unit: 'mm^Hg' } },
      });
      expect(resources[3].result).toHaveLength(2);
      await eventually(
        async () => letters().length,
        (count) => count === 2,
      );
      expect(letters().map(reasonOf).sort()).toEqual([
        'line 5 has 5 cells, another number than the first line',
        'no date or time in OBR-7',
      ]);
      const raw = letters().map((name) => Buffer.from(JSON.parse(engine.read('dead-letters', name)).raw, 'base64'));
      expect(raw.map(String).join()).toContain('"31.02.2026 11:15"');
    });

    test('moves aside whole when it is in another character set than the site states', async () => {
      drop('bytes.csv', ['4711;P9;x;22.11.2026 11:15;\u0081;1;;'], 'latin1');
      await eventually(
        async () => letters(),
        (names) => names.includes('bloodgas/bytes.csv'),
        60,
      );
      expect(fhir.transactions).toEqual([]);
    });
  });

  test.each<[string, () => string | undefined]>([
    ['without a certificate', () => undefined],
    ['with the certificate of another system', () => lis],
  ])('is closed to who comes %s', async (_, folder) => {
    const own = folder();
    const to = { port: port.gateway, authority: authority.certificate, ...(own === undefined ? {} : { folder: own }) };
    expect(await send(admission({ control: 'X1' }), to)).toBe('cut');
  });

  test('has written no name of a patient into its log', () => {
    expect(engine.log).not.toMatch(/Müller|Jürgen|4711/);
  });
});
