import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyModelScript } from '../../../constructs/ai/model.ts';
import { ModelServer, type ModelServerProps } from '../../../constructs/ai/model-server.ts';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { claimVolume } from '../../../constructs/core/volumes.ts';
import { modelCard, recordedWorkbench, signingKey } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const card = modelCard();
const model = { card, path: '/models/medical', signingKey };

function build(change: Partial<ModelServerProps> = {}) {
  const { stack, namespace, images, trail } = recordedWorkbench();
  new ModelServer(stack, 'model', {
    ...{ namespace, images, audit: trail.collector, name: 'model-server', ...model, replicas: 1, accelerator: 'cpu' },
    modelVolume: claimVolume('models', 'models', true),
    ...change,
  });
  return { stack, resources: resourcesOf(stack) };
}

const { stack, resources } = build();
const controller = resource(resources, 'deployment_v1', 'model-server');
const pod = controller.spec.template.spec;

describe('a model server', () => {
  test('may reach the audit collector, and nothing else', () => {
    const flows = intentsOf(stack).filter(({ from }) => from.name === 'model-server');
    expect(flows.map(({ to }) => (to.kind === 'workload' ? to.name : to.host))).toEqual(['audit-collector']);
  });

  test('can resolve no name, in which data could be carried out', () => {
    expect(controller.spec.template.metadata.labels['domicile.internal/dns']).toBeUndefined();
  });

  test.each([
    'VLLM_NO_USAGE_STATS',
    'DO_NOT_TRACK',
    'HF_HUB_OFFLINE',
    'HF_HUB_DISABLE_TELEMETRY',
    'TRANSFORMERS_OFFLINE',
  ])('is switched off from calling home: %s=1', (name) => {
    expect(pod.container[0].env).toContainEqual({ name, value: '1' });
  });

  test('serves the model by its path on a read-only volume', () => {
    expect(pod.container[0].command).toEqual(['vllm', 'serve', '/models/medical']);
    expect(pod.container[0].volume_mount[0]).toEqual({ name: 'models', mount_path: '/models', read_only: true });
  });

  test('answers only clients with a certificate of the site', () => {
    const args: string[] = pod.container[0].args;
    expect(args[args.indexOf('--ssl-cert-reqs') + 1]).toBe('2');
    expect(args).toEqual(expect.arrayContaining(['--ssl-certfile', '--ssl-keyfile', '--ssl-ca-certs']));
  });

  test('says who records it and which model it serves', () => {
    expect(controller.metadata.annotations).toEqual({
      'domicile.internal/audit-sink': 'audit-collector.place.svc:4317',
      'domicile.internal/model-digest': card.digest,
      'domicile.internal/trained-on': card.trainedOn[0]?.digest,
      'domicile.internal/evaluation': JSON.stringify(card.evaluation),
    });
  });

  test('asks for an accelerator only where the site has one', () => {
    const gpus = (accelerator: 'cpu' | 'nvidia') =>
      resource(build({ accelerator }).resources, 'deployment_v1', 'model-server').spec.template.spec.container[0]
        .resources.limits['nvidia.com/gpu'];
    expect(gpus('cpu')).toBeUndefined();
    expect(gpus('nvidia')).toBe('1');
  });

  test('cannot be made without an audit collector', () => {
    const { stack, namespace, images } = recordedWorkbench();
    const make = () =>
      // @ts-expect-error audit is required
      new ModelServer(stack, 'silent', {
        ...({ namespace, images, name: 'silent', ...model, replicas: 1, accelerator: 'cpu' } as const),
        modelVolume: claimVolume('models', 'models', true),
      });
    expect(make).toThrow(/has no audit collector[\s\S]*mend:/);
  });
});

describe('a model server is refused', () => {
  test.each<[string, Partial<ModelServerProps>, RegExp]>([
    ['when it is named like its software', { name: 'vllm-server' }, /cannot be named like its software/],
    ['for a model of a hub', { path: 'meta-llama/Llama-3' }, /not named by a folder/],
    ['for a path that leaves the volume', { path: '/models/../etc' }, /not named by a folder/],
    ['for a model without a digest', { card: modelCard({ digest: 'latest' }) }, /not named by a folder/],
    [
      'for a model whose evaluation is of another',
      { card: { ...card, digest: `sha256:${'1'.repeat(64)}` } },
      /may not be served[\s\S]*another model/,
    ],
    [
      'for a model that was trained on what it was evaluated on',
      { card: { ...card, trainedOn: [{ digest: card.evaluation.dataSetDigest, provenance: 'the same' }] } },
      /may not be served[\s\S]*the data set of its evaluation/,
    ],
    [
      'for a model that missed a threshold',
      { card: { ...card, evaluation: { ...card.evaluation, thresholds: [{ metric: 'recall', least: 0.95 }] } } },
      /may not be served[\s\S]*recall in all is 0.9, below 0.95/,
    ],
  ])('%s', (_, change, message) => expect(() => build(change)).toThrow(message));
});

describe('the verification before each start', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = join(mkdtempSync(join(tmpdir(), 'domicile-key-')), 'key.pem');
  writeFileSync(publicKey, keys.publicKey.export({ type: 'spki', format: 'pem' }));
  // As `cosign sign-blob --key` writes it.
  const signature = (text: string, key = keys.privateKey) => sign('sha256', Buffer.from(text), key).toString('base64');

  function verify(change: (folder: string, list: string) => void): number | null {
    const folder = mkdtempSync(join(tmpdir(), 'domicile-model-'));
    mkdirSync(join(folder, 'tokenizer'));
    writeFileSync(join(folder, 'weights.safetensors'), 'weights');
    writeFileSync(join(folder, 'tokenizer', 'vocab file.json'), '{}');
    const list = `${sha256('weights')}  ./weights.safetensors\n${sha256('{}')}  ./tokenizer/vocab file.json\n`;
    writeFileSync(join(folder, 'SHA256SUMS'), list);
    writeFileSync(join(folder, 'SHA256SUMS.sig'), signature(list));
    change(folder, list);
    const scratch = mkdtempSync(join(tmpdir(), 'domicile-list-'));
    const script = verifyModelScript({ name: 'm', path: folder, digest: `sha256:${sha256(list)}` }, publicKey, scratch);
    return spawnSync('/bin/sh', ['-c', script]).status;
  }

  test('passes the model that the digest names', () => expect(verify(() => {})).toBe(0));

  test.each<[string, (folder: string, list: string) => void]>([
    ['a changed weight', (folder) => writeFileSync(join(folder, 'weights.safetensors'), 'poisoned')],
    ['a changed list', (folder) => writeFileSync(join(folder, 'SHA256SUMS'), '')],
    ['a model that nobody signed', (folder) => rmSync(join(folder, 'SHA256SUMS.sig'))],
    ['a signature of something else', (folder) => writeFileSync(join(folder, 'SHA256SUMS.sig'), signature('other'))],
    [
      "a signature with a key that is not the site's",
      (folder, list) => {
        const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
        writeFileSync(join(folder, 'SHA256SUMS.sig'), signature(list, stranger));
      },
    ],
    ['a signature that is no Base64', (folder) => writeFileSync(join(folder, 'SHA256SUMS.sig'), '!')],
    ['a link that leads past the list', (folder) => symlinkSync('/etc/hostname', join(folder, 'code.py'))],
    ['a file named like the list, deeper', (folder) => writeFileSync(join(folder, 'tokenizer', 'SHA256SUMS'), 'x')],
    ['a file beyond the list', (folder) => writeFileSync(join(folder, 'tokenizer', 'code.py'), 'import os')],
  ])('refuses %s', (_, change) => expect(verify(change)).not.toBe(0));
});
