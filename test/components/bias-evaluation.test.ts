import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ModelEvaluation, shortfallsOf } from '../../constructs/core/evaluation.ts';
import { scratchVolume } from '../../constructs/core/volumes.ts';
import { biasPlan } from '../../constructs/governance/bias-evaluation.ts';
import { biasProgram } from '../../constructs/governance/bias-program.ts';
import { certificateFolder, describeWith, pathOf } from './programs.ts';

interface Case {
  readonly question: string;
  readonly outcome: 0 | 1;
  readonly sex: string;
}
interface Report {
  readonly verdict: string;
  readonly faults: readonly string[];
  readonly doubts: readonly string[];
  readonly evaluation: Omit<ModelEvaluation, 'reportDigest'>;
}

/** As many people of that sex, every second of whom should be warned about. */
function people(sex: string, count: number): readonly Case[] {
  return Array.from({ length: count }, (_, index) => {
    const outcome = index % 2 === 0 ? 1 : 0;
    return { question: `${sex} ${outcome} ${index}`, outcome, sex };
  });
}

const right = (question: string) => (question.split(' ')[1] === '1' ? 'Yes.' : 'no');
const misses = (question: string) => (question.startsWith('female') && /[05]$/.test(question) ? 'no' : right(question));
const evasive = (question: string) => (question.endsWith('7') ? 'It depends.' : right(question));

/** Fairlearn itself, a model gateway and a collector that both demand the job's certificate, and the program as generated. */
describeWith(['fairlearn'], 'the evaluation of bias', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-bias-'));
  const servers: Server[] = [];
  let tls: string;
  let model: (question: string) => string = right;
  let takes = 200;
  let records: Record<string, string>[] = [];
  let gateway: number;
  let collector: number;

  async function listen(answer: (body: string) => { status: number; body: object }): Promise<number> {
    const file = (name: string) => readFileSync(join(tls, name));
    const options = { key: file('tls.key'), cert: file('tls.crt'), ca: file('ca.crt') };
    const server = createServer(
      { ...options, requestCert: true, rejectUnauthorized: true },
      async (asked, response) => {
        const { status, body } = answer(await bodyOf(asked));
        response.writeHead(status).end(JSON.stringify(body));
      },
    );
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  beforeAll(async () => {
    tls = await certificateFolder(['localhost']);
    gateway = await listen((body) => {
      const { messages } = JSON.parse(body);
      return { status: 200, body: { choices: [{ message: { content: model(messages[1].content) } }] } };
    });
    collector = await listen((body) => {
      const { attributes } = JSON.parse(body).resourceLogs[0].scopeLogs[0].logRecords[0];
      if (takes === 200) {
        const said = attributes.map((one: { key: string; value: { stringValue: string } }) => [
          one.key,
          one.value.stringValue,
        ]);
        records.push(Object.fromEntries(said));
      }
      return { status: takes, body: {} };
    });
    writeFileSync(join(folder, 'evaluate.py'), biasProgram);
  });

  afterAll(() => {
    for (const server of servers) server.close();
  });

  /** Runs the program once; resolves to its exit code, its report if any, and its last words. */
  async function evaluate(cases: readonly Case[], answers: typeof model, change: object = {}) {
    model = answers;
    records = [];
    const data = cases.map((one) => `${JSON.stringify(one)}\n`).join('');
    writeFileSync(join(folder, 'held-out.jsonl'), data);
    const plan = biasPlan({
      ...{ name: 'bias-evaluation', namespace: { name: 'governance' }, schedule: '30 3 * * 0' },
      model: { name: 'medical-7b', digest: `sha256:${'a'.repeat(64)}` },
      modelGateway: { workload: undefined as never, host: 'localhost', port: gateway },
      audit: { host: 'localhost', port: 0, httpPort: collector } as never,
      heldOut: {
        volume: scratchVolume('data', '1Mi'),
        file: 'held-out.jsonl',
        digest: `sha256:${createHash('sha256').update(data).digest('hex')}`,
      },
      subgroups: ['sex'],
      minimumSubgroupSize: 10,
      thresholds: [{ metric: 'recall', least: 0.7, largestGap: 0.1 }],
      questionsPerMinute: 1_000_000,
    });
    const dataSet = { ...plan.dataSet, path: join(folder, 'held-out.jsonl') };
    writeFileSync(join(folder, 'plan.json'), JSON.stringify({ ...plan, certificate: tls, dataSet, ...change }));
    return runProgram(join(folder, 'evaluate.py'), join(folder, 'plan.json'));
  }

  const both = [...people('female', 40), ...people('male', 40)];

  test('passes a model that answers everybody alike, and records the report with its hash', async () => {
    const { code, report } = await evaluate(both, right);
    expect([code, report?.verdict]).toEqual([0, 'pass']);
    const [record] = records;
    expect(record).toMatchObject({ 'audit.report.kind': 'bias-evaluation', 'audit.report.verdict': 'pass' });
    const text = record?.['audit.report.body'] ?? '';
    expect(record?.['audit.report.sha256']).toBe(createHash('sha256').update(text).digest('hex'));
    expect(JSON.parse(text)).toEqual(report);
  });

  test('fails a model that misses women more often than men', async () => {
    const { code, report } = await evaluate(both, misses);
    expect([code, report?.verdict]).toEqual([1, 'fail']);
    expect(report?.faults).toEqual(['recall differs by 0.200 between groups of sex, more than 0.1']);
  });

  test.each([
    ['a model that answers everybody alike', right],
    ['a model that misses women', misses],
  ])('agrees with what promotes a model, on %s', async (_, answers) => {
    const { report } = await evaluate(both, answers);
    if (report === undefined) throw new Error('there is no report');
    const shortfalls = shortfallsOf({ ...report.evaluation, reportDigest: '' });
    expect(shortfalls.length === 0).toBe(report.verdict === 'pass');
    expect(report.evaluation.results.map(({ subgroup, cases }) => [subgroup, cases])).toEqual([
      ['all', 40],
      ['sex=female', 20],
      ['sex=male', 20],
    ]);
  });

  test('can tell nothing of a group of nine, and tells nothing about them', async () => {
    const { code, report } = await evaluate([...both, ...people('diverse', 9)], right);
    expect([code, report?.verdict]).toEqual([2, 'indeterminate']);
    expect(report?.doubts).toEqual(['sex=diverse has fewer than 10 cases']);
    // The total leaves them out too: it would give them away by subtraction.
    expect(report?.evaluation.results.find(({ subgroup }) => subgroup === 'all')?.cases).toBe(40);
    expect(JSON.stringify(report?.evaluation)).not.toContain('diverse');
  });

  test('is indeterminate where a rate rests on too few of a large group', async () => {
    const well = people('male', 40).map((one) => ({
      ...one,
      question: one.question.replace(/ 1 /, ' 0 '),
      outcome: 0,
    }));
    const { code, report } = await evaluate([...people('female', 40), ...(well as Case[])], right);
    expect(code).toBe(2);
    expect(report?.doubts).toContain('recall in sex=male rests on too few cases');
  });

  test('takes an answer that is neither yes nor no for no pass', async () => {
    const { code, report } = await evaluate(both, evasive);
    expect(code).toBe(2);
    expect(report?.doubts).toContain('8 answers were neither yes nor no');
  });

  test('does not begin on data other than the site names', async () => {
    const dataSet = { path: join(folder, 'held-out.jsonl'), digest: `sha256:${'0'.repeat(64)}` };
    const { code, said } = await evaluate(both, right, { dataSet });
    expect(code).toBe(3);
    expect(said).toMatch(/not measured: ValueError: the data set is sha256:[0-9a-f]{64}, and the site names/);
    expect(records).toEqual([]);
  });

  test('has no result that nobody recorded', async () => {
    takes = 400;
    const run = await evaluate(people('female', 20), right);
    takes = 200;
    expect([run.code, run.report]).toEqual([3, undefined]);
    expect(run.said).toMatch(/\/v1\/logs answered 400/);
  });
});

async function bodyOf(asked: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part);
  return Buffer.concat(parts).toString();
}

function runProgram(...args: readonly string[]): Promise<{ code: number | null; report?: Report; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(pathOf('fairlearn'), args, { env: { PATH: process.env.PATH } });
    let out = '';
    let said = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.on('close', (code) => resolve({ code, said, ...(out === '' ? {} : { report: JSON.parse(out) }) }));
  });
}
