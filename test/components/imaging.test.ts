import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  DICOM_PORT,
  ORTHANC_HTTP_PORT,
  ORTHANC_PATHS,
  orthancConfig,
} from '../../constructs/interop/imaging/orthanc-config.ts';
import { createAuthority, issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';
import { describeWith, eventually, freePort, pathOf, start, stop, withPorts } from './programs.ts';

/** A small image of no patient, in the text form that DCMTK makes DICOM files from. */
const image = `(0008,0016) UI =SecondaryCaptureImageStorage
(0008,0018) UI [1.2.826.0.1.3680043.10.1]
(0008,0020) DA [20261122]
(0008,0060) CS [OT]
(0010,0010) PN [Test^Image]
(0010,0020) LO [4711]
(0020,000d) UI [1.2.826.0.1.3680043.10.2]
(0020,000e) UI [1.2.826.0.1.3680043.10.3]
`;

/** A real Orthanc with exactly the generated file but for folders and ports, and DCMTK as its peers. */
describeWith(['Orthanc', 'storescu', 'echoscu', 'findscu', 'dump2dcm'], 'the imaging archive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-orthanc-'));
  let program: ReturnType<typeof start>;
  let authority: KeyPair;
  let port: { readonly http: number; readonly dicom: number };

  async function leaf(name: string, by = authority): Promise<string> {
    const pair = await issueLeaf(by, { commonName: name, dnsNames: [name], addresses: ['127.0.0.1'] });
    const at = mkdtempSync(join(folder, 'tls-'));
    writeFileSync(join(at, 'tls.crt'), pair.certificate);
    writeFileSync(join(at, 'tls.key'), pair.key);
    writeFileSync(join(at, 'ca.crt'), authority.certificate);
    return at;
  }

  let gateway: string;
  let stranger: string;

  beforeAll(async () => {
    authority = await createAuthority('test authority');
    const own = await leaf('imaging.place.svc');
    gateway = await leaf('systems-gateway.place.svc');
    stranger = await leaf('systems-gateway.place.svc', await createAuthority('another authority'));
    port = { http: await freePort(), dicom: await freePort() };
    for (const name of ['store', 'etc']) mkdirSync(join(folder, name));
    const config = orthancConfig({ name: 'imaging', aet: 'DOMICILE', peers: [{ name: 'ct1', aet: 'CT1' }] });
    const ports = [
      [DICOM_PORT, port.dicom],
      [ORTHANC_HTTP_PORT, port.http],
    ] as const;
    const json = withPorts(config, ports)
      .replaceAll(ORTHANC_PATHS.store, join(folder, 'store'))
      .replaceAll(ORTHANC_PATHS.certificate, own);
    writeFileSync(join(folder, 'etc', 'orthanc.json'), json);
    writeFileSync(join(folder, 'image.txt'), image);
    await run('dump2dcm', [join(folder, 'image.txt'), join(folder, 'image.dcm')]);
    program = start(pathOf('Orthanc'), [join(folder, 'etc', 'orthanc.json')]);
    await eventually(
      async () => (await ask('/system')).status,
      (status) => status === 200,
      60,
    );
  });

  afterAll(() => stop(program));

  const ask = (path: string) => fetch(`http://127.0.0.1:${port.http}${path}`);

  /** Runs a program of DCMTK to its end; resolves to whether it succeeded. */
  function run(name: 'storescu' | 'echoscu' | 'findscu' | 'dump2dcm', args: readonly string[]): Promise<boolean> {
    return new Promise((resolve) => execFile(pathOf(name), [...args], (error) => resolve(error === null)));
  }

  interface Caller {
    readonly calling?: string;
    readonly called?: string;
    readonly tls?: string;
  }

  const call = ({ calling = 'CT1', called = 'DOMICILE', tls }: Caller) => [
    ...(tls === undefined ? [] : ['+tls', join(tls, 'tls.key'), join(tls, 'tls.crt'), '+cf', join(tls, 'ca.crt')]),
    ...['-aet', calling, '-aec', called, '127.0.0.1', `${port.dicom}`],
  ];

  test('answers a known peer, over TLS', async () => {
    expect(await run('echoscu', call({ tls: gateway }))).toBe(true);
  });

  test('stores what a known peer sends, and shows it over DICOMweb', async () => {
    expect(await run('storescu', [...call({ tls: gateway }), join(folder, 'image.dcm')])).toBe(true);
    const answer = await ask('/dicom-web/studies?PatientID=4711');
    expect(await answer.json()).toMatchObject([{ '0020000D': { Value: ['1.2.826.0.1.3680043.10.2'] } }]);
  });

  test.each<[string, () => Caller]>([
    ['comes without TLS', () => ({})],
    ['has a certificate of another authority', () => ({ tls: stranger })],
    ['calls itself by an unknown AE title', () => ({ tls: gateway, calling: 'INTRUDER' })],
    ['calls another AE title', () => ({ tls: gateway, called: 'ORTHANC' })],
  ])('refuses who %s', async (_, caller) => {
    expect(await run('echoscu', call(caller()))).toBe(false);
    expect(await run('storescu', [...call(caller()), join(folder, 'image.dcm')])).toBe(false);
  });

  test('lets no peer search what others have sent', async () => {
    const before = program.log.length;
    await run('findscu', ['-S', '-k', '0008,0052=STUDY', '-k', 'PatientID', ...call({ tls: gateway })]);
    expect(program.log.slice(before).join('')).toMatch(/not allowed|Unable|disallowed|refused|unauthorized/i);
  });

  test.each(['/tools/execute-script', '/app/explorer.html', '/webdav/'])('has no %s', async (path) => {
    const answer = await fetch(`http://127.0.0.1:${port.http}${path}`, {
      ...(path.startsWith('/tools') ? { method: 'POST', body: 'return 1' } : {}),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});
