import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { probeStatement } from '../../../cli/probe/evidence.ts';
import { examineProbe } from '../../../cli/probe/told.ts';
import { fileOf, sealed } from '../../../policies/evidence/envelope.ts';
import type { ProbedEdge, Shown } from '../../../policies/reach/probes.ts';
import { temporaryFolder, writeFiles } from '../../support/folder.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

function examined(files: Readonly<Record<string, string>>, key = 'k.pem') {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'k.pem': publicPem, ...files });
  const said = { stdout: '', stderr: '' };
  const to = (name: keyof typeof said) => ({ write: (text: string) => (said[name] += text) });
  const terminal = { stdin: Readable.from([]), stdout: to('stdout'), stderr: to('stderr'), env: {}, cwd };
  return { code: examineProbe('e.json', key, terminal), ...said };
}

const edge = (shown: Shown): ProbedEdge => ({
  source: { standsFor: ['clinical/fhir'], namespace: 'clinical', labels: {} },
  target: { name: 'data/db', address: '10.0.0.7', port: 5432, ready: true },
  predicted: 'open',
  outcome: 'open',
  shown,
});

function evidence(...shown: readonly Shown[]): string {
  const statement = probeStatement([], {
    edges: shown.map(edge),
    failures: [],
    image: `registry.example/a@sha256:${'0'.repeat(64)}`,
    control: false,
    cluster: { context: 'hospital', identity: null, version: 'v1.34.2' },
    at: new Date('2026-11-20T08:00:00Z'),
  });
  return fileOf(sealed(Buffer.from(JSON.stringify(statement)), privateKey));
}

describe('the evidence of a probe', () => {
  it.each([
    ['everything is as predicted', ['as predicted', 'as predicted'], 0],
    ['some of it nobody predicted', ['as predicted', 'not predicted'], 0],
    ['something is open against the prediction', ['as predicted', 'open against the prediction'], 1],
    ['something is closed against the prediction', ['closed against the prediction', 'not shown'], 1],
    ['something could not be shown', ['as predicted', 'not shown'], 2],
    ['nothing was tried', [], 2],
  ] as const)('ends with the exit code of the probe when %s', (_name, shown, expected) => {
    const { code, stderr } = examined({ 'e.json': evidence(...shown) });
    expect({ code, stderr }).toEqual({ code: expected, stderr: '' });
  });

  it('says what was tried, when, and in which cluster', () => {
    const { stdout } = examined({ 'e.json': evidence('as predicted', 'not shown') });
    expect(stdout.split('\n')).toEqual([
      'Connections     2 tried at 2026-11-20T08:00:00.000Z: 1 as predicted, 0 open against the prediction, ' +
        '0 closed against the prediction, 0 not predicted, 1 not shown',
      'Cluster         hospital, Kubernetes v1.34.2, kube-system not readable',
      'Evidence        genuine: signed by the given key, and whole',
      '',
    ]);
  });

  it('is refused with exit code 1 and its place when it is none', () => {
    expect(examined({ 'e.json': '{}' })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'domicile probe: e.json is not genuine: the envelope: it has no payload and payloadType\n',
    });
  });

  it('needs the file and the key', () => {
    expect(() => examined({})).toThrow('cannot read the evidence');
    expect(() => examined({ 'e.json': evidence() }, 'no.pem')).toThrow('no.pem holds no public key');
  });
});
