import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tuningProgram } from '../../constructs/ai/tuning-program.ts';
import { certificateFolder, describeWith, pathOf } from './programs.ts';

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const digest = (sign: string) => `sha256:${sign.repeat(64)}`;

/** The program with a real interpreter, a collector over mutual TLS, and a stand-in for Axolotl that writes a model. */
describeWith(['python3'], 'a tuning job', () => {
  let tls: string;
  let collector: Server;
  let port = 0;
  let taken = 200;
  const records: Record<string, string>[] = [];

  beforeAll(async () => {
    tls = await certificateFolder(['localhost']);
    const file = (name: string) => readFileSync(join(tls, name));
    const options = { cert: file('tls.crt'), key: file('tls.key'), ca: file('ca.crt'), requestCert: true };
    collector = createServer({ ...options, rejectUnauthorized: true }, (incoming, response) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part) => parts.push(part));
      incoming.on('end', () => {
        const [record] = JSON.parse(Buffer.concat(parts).toString()).resourceLogs[0].scopeLogs[0].logRecords;
        const attributes: { key: string; value: { stringValue: string } }[] = record.attributes;
        records.push(Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue])));
        response.writeHead(taken).end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const address = collector.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  beforeEach(() => {
    taken = 200;
    records.length = 0;
  });
  afterAll(() => collector.close());

  /** Runs the program; `learns` is what the stand-in does, as shell. */
  async function tune(change: { from?: string; until?: string; learns?: string } = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'domicile-tuning-'));
    const output = join(folder, 'output');
    const { from = day(-2), until = day(2) } = change;
    const learns =
      change.learns ?? `mkdir -p ${output}/merged/tokenizer && printf new > ${output}/merged/model.safetensors`;
    const plan = {
      ...{ service: 'medical-letters', namespace: 'training', job: 'medical-letters', certificate: tls, output },
      audit: { host: 'localhost', port },
      approval: { name: 'letters', digest: digest('5'), provenance: 'export', from, until },
      base: { name: 'medical', digest: digest('0'), trainedOn: [{ digest: digest('7'), provenance: 'before' }] },
    };
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
    writeFileSync(join(folder, 'tune.py'), tuningProgram);
    writeFileSync(join(folder, 'axolotl'), `#!/bin/sh\necho "$@" >> ${folder}/asked\n${learns}\n`);
    chmodSync(join(folder, 'axolotl'), 0o755);
    const child = spawn(pathOf('python3'), [join(folder, 'tune.py'), folder], {
      env: { PATH: `${folder}:/usr/bin:/bin` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    const asked = existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8') : '';
    return { status, said, asked, folder, output };
  }

  test('records before and after, and leaves a model with its list and card', async () => {
    const { status, said, asked, folder, output } = await tune();
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(asked).toBe(`train ${folder}/axolotl.yaml\nmerge-lora ${folder}/axolotl.yaml\n`);
    const list = readFileSync(join(output, 'merged', 'SHA256SUMS'), 'utf8');
    expect(list).toBe(`${createHash('sha256').update('new').digest('hex')}  ./model.safetensors\n`);
    const made = `sha256:${createHash('sha256').update(list).digest('hex')}`;
    expect(JSON.parse(readFileSync(join(output, 'card.json'), 'utf8'))).toEqual({
      digest: made,
      basedOn: digest('0'),
      trainedOn: [
        { digest: digest('7'), provenance: 'before' },
        { digest: digest('5'), provenance: 'export' },
      ],
    });
    expect(records.map((one) => [one['audit.path'], one['audit.model'], one['audit.request.identifier']])).toEqual([
      ['/tuning/medical-letters/begin', `medical@${digest('0')}`, digest('5')],
      ['/tuning/medical-letters/end', `medical-letters@${made}`, digest('5')],
      ['/tuning/medical-letters/lineage', undefined, undefined],
    ]);
    const event = JSON.parse(records[2]?.['audit.lineage.event'] ?? '');
    expect(event.inputs.map(({ name }: { name: string }) => name)).toEqual([`medical@${digest('0')}`, digest('5')]);
    expect(event.outputs).toEqual([{ namespace: 'model://hub', name: `medical-letters@${made}` }]);
  });

  test('learns nothing when it cannot be recorded', async () => {
    taken = 503;
    const { status, said, asked } = await tune();
    expect({ status, asked }).toEqual({ status: 1, asked: '' });
    expect(said).toContain('the audit collector answered 503');
  });

  test.each([
    ['before its approval begins', { from: day(2), until: day(3) }],
    ['after its approval ended', { from: day(-3), until: day(-2) }],
  ])('learns nothing %s', async (_, approval) => {
    const { status, said, asked } = await tune(approval);
    expect({ status, asked, records: records.length }).toEqual({ status: 1, asked: '', records: 0 });
    expect(said).toContain('the approval of letters is from');
  });

  test('leaves no card when the learning failed', async () => {
    const { status, output } = await tune({ learns: 'exit 3' });
    expect({ status, card: existsSync(join(output, 'card.json')) }).toEqual({ status: 1, card: false });
  });
});
