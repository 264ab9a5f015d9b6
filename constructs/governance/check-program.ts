/**
 * JavaScript that runs `domicile check --live --in-cluster`, prints the report, and hands it with its SHA-256 to the audit
 * collector. It exits as the check does (0 pass, 1 fail, 2 indeterminate, 3 nothing judged), and with 3 where nobody took the
 * record. A report beyond the bound is recorded by its head and hash, and stands whole in the log of the pod.
 *
 * Source of the form: OTLP 1.x JSON encoding (opentelemetry.io/docs/specs/otlp).
 */
export const checkProgram = `import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const LARGEST = 512 * 1024;
const PATIENCE = 5;

function judge() {
  const [command, ...args] = plan.command;
  const run = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 512 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] });
  process.stdout.write(run.stdout ?? '');
  const code = run.status ?? 3;
  if (![0, 1, 2].includes(code)) throw new Error('nothing was judged: the check ended with ' + (run.error?.message ?? code));
  return { code, text: run.stdout, report: JSON.parse(run.stdout) };
}

function bodyOf(text, { schema, verdict, counts, coverage }) {
  if (Buffer.byteLength(text) <= LARGEST) return text;
  return JSON.stringify({ schema, verdict, counts, coverage, tooLargeFor: 'an audit record; whole in the log of the pod' });
}

function logOf({ text, report }) {
  const said = {
    'audit.report.kind': 'compliance-check',
    'audit.report.verdict': report.verdict,
    'audit.report.sha256': createHash('sha256').update(text).digest('hex'),
    'audit.report.body': bodyOf(text, report),
    'audit.started': new Date().toISOString(),
    'audit.service': plan.service,
    'audit.namespace': plan.namespace,
  };
  const attributes = Object.entries(said).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  const record = { timeUnixNano: String(Date.now()) + '000000', body: { stringValue: 'compliance-check' }, attributes };
  return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
}

function deliver(body) {
  const file = (name) => readFileSync(plan.certificate + '/' + name);
  const { host, port } = plan.audit;
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host, port, path: '/v1/logs', method: 'POST', timeout: 60000, agent: false,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        ca: file('ca.crt'), cert: file('tls.crt'), key: file('tls.key'),
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode));
      },
    );
    call.on('timeout', () => call.destroy(new Error('no answer within a minute')));
    call.on('error', reject);
    call.end(body);
  });
}

async function insist(body) {
  for (let attempt = 1; ; attempt++) {
    const status = await deliver(body).catch((error) => error.message);
    if (status === 200) return;
    // What is refused is refused again; what is busy, or away, may come back.
    const isFinal = typeof status === 'number' && status < 500 && status !== 429;
    if (isFinal || attempt === PATIENCE) throw new Error('the audit collector did not take the record: ' + status);
    await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** attempt));
  }
}

try {
  const judged = judge();
  await insist(logOf(judged));
  process.exitCode = judged.code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 3;
}
`;
