import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { standardMapping } from '../../constructs/interop/hl7/mapping.ts';
import {
  DICOM_PORT,
  ORTHANC_HTTP_PORT,
  ORTHANC_PATHS,
  orthancConfig,
} from '../../constructs/interop/imaging/orthanc-config.ts';
import { Engine, FhirStub } from './camel/engine.ts';
import { errorsOf } from './fhir-validator/validate.ts';
import { certificateFolder, describeWith, eventually, freePort, pathOf, start, stop, withPorts } from './programs.ts';

const image = (instance: number, patient: string, study = 2) => `(0008,0016) UI =SecondaryCaptureImageStorage
(0008,0018) UI [1.2.826.0.1.3680043.10.${study}.1.${instance}]
(0008,0020) DA [20261122]
(0008,0030) TM [101500]
(0008,0050) SH [A-77]
(0008,0060) CS [CT]
(0008,1030) LO [Thorax]
(0010,0010) PN [Test^Image]
(0010,0020) LO [${patient}]
(0020,000d) UI [1.2.826.0.1.3680043.10.${study}]
(0020,000e) UI [1.2.826.0.1.3680043.10.${study}.1]
(0020,0011) IS [3]
`;

/** Orthanc and Camel with their generated files; a FHIR server that keeps what it is sent. */
describeWith(['Orthanc', 'dump2dcm', 'camel', 'java', 'fhirvalidator'], 'studies in the record', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-studies-'));
  const fhir = new FhirStub();
  let archive: ReturnType<typeof start>;
  let engine: Engine;
  let port: Record<'http' | 'dicom' | 'health' | 'fhir', number>;

  async function send(text: string): Promise<void> {
    writeFileSync(join(folder, 'image.txt'), text);
    execFileSync(pathOf('dump2dcm'), [join(folder, 'image.txt'), join(folder, 'image.dcm')]);
    const body = readFileSync(join(folder, 'image.dcm'));
    const answer = await fetch(`http://127.0.0.1:${port.http}/instances`, { method: 'POST', body });
    expect(answer.status).toBe(200);
  }

  beforeAll(async () => {
    const numbers = await Promise.all(Array.from({ length: 5 }, freePort));
    const [http = 0, dicom = 0, health = 0, record = 0, lineage = 0] = numbers;
    port = { http, dicom, health, fhir: record };
    for (const name of ['store', 'etc']) mkdirSync(join(folder, name));
    const config = orthancConfig({ name: 'imaging', aet: 'DOMICILE', peers: [{ name: 'ct1', aet: 'CT1' }] });
    const ports = [
      [DICOM_PORT, dicom],
      [ORTHANC_HTTP_PORT, http],
    ] as const;
    const json = withPorts(config, ports)
      .replaceAll(ORTHANC_PATHS.store, join(folder, 'store'))
      .replaceAll(ORTHANC_PATHS.certificate, await certificateFolder(['localhost']))
      .replace('"StableAge": 60', '"StableAge": 1');
    writeFileSync(join(folder, 'etc', 'orthanc.json'), json);
    archive = start(pathOf('Orthanc'), [join(folder, 'etc', 'orthanc.json')]);
    await eventually(async () => (await fetch(`http://127.0.0.1:${http}/system`)).ok, Boolean, 60);
    await fhir.listen(record);
    engine = new Engine(
      {
        ...{ systems: [], folders: [], mapping: standardMapping, imaging: { host: 'imaging.place.svc' } },
        ...{ identifierSystem: 'https://fhir.hospital.example/sid', timeZone: 'Europe/Berlin' },
      },
      { health, fhir: record, lineage, imaging: http },
    );
    await send(image(1, '4711'));
    await send(image(2, '4711'));
    await send(image(1, '', 9));
    engine.start();
    await eventually(
      async () => fhir.transactions.length,
      (count) => count > 0,
      90,
    );
  });

  afterAll(async () => {
    await engine?.stop();
    await stop(archive);
    await fhir.close();
  });

  test('are written with their patient, their series, and where they are from', () => {
    const [patient, study, provenance] = fhir.transactions[0].entry;
    expect(patient.request).toMatchObject({ method: 'POST', ifNoneExist: expect.stringMatching(/patient%7C4711$/) });
    expect(study.request.url).toBe('ImagingStudy?identifier=urn%3Adicom%3Auid%7Curn%3Aoid%3A1.2.826.0.1.3680043.10.2');
    expect(study.resource).toMatchObject({
      ...{ status: 'available', subject: { reference: patient.fullUrl }, started: '2026-11-22T10:15:00+01:00' },
      ...{ description: 'Thorax', numberOfSeries: 1, numberOfInstances: 2 },
      series: [{ number: 3, modality: { code: 'CT' }, numberOfInstances: 2 }],
    });
    expect(study.resource.identifier[1]).toMatchObject({ value: 'A-77' });
    expect(provenance.resource.target).toContainEqual({ reference: study.fullUrl });
    expect(provenance.resource.entity[0].what.identifier.value).toBe('urn:oid:1.2.826.0.1.3680043.10.2');
  });

  test("are valid by FHIR R4, as HAPI's validator reads it", async () => {
    const [, study] = fhir.transactions[0].entry;
    const [errors, errorsOfWrong] = await errorsOf(fhir.transactions[0], { ...study.resource, status: 'present' });
    expect(errors).toEqual([]);
    expect(errorsOfWrong?.join()).toMatch(/present/);
  });

  test('are kept aside when they name no patient', async () => {
    const [letter = ''] = await eventually(
      async () => engine.stored('dead-letters'),
      (names) => names.length > 0,
    );
    expect(JSON.parse(engine.read('dead-letters', letter)).reason).toBe('no patient number');
  });

  test('are written again when they grow, once, and not at all when nothing is new', async () => {
    const before = fhir.transactions.length;
    await send(image(3, '4711'));
    await eventually(
      async () => fhir.transactions.length,
      (count) => count > before,
      90,
    );
    expect(fhir.transactions.at(-1).entry[1].resource.numberOfInstances).toBe(3);
    await engine.stop();
    engine.start();
    await eventually(() => engine.ready(), Boolean, 60);
    await new Promise((resolve) => setTimeout(resolve, 5000));
    expect(fhir.transactions).toHaveLength(before + 1);
  });
});
