import { describe, expect, it } from 'vitest';
import type { Obligation } from '../../policies/engine/obligation.ts';
import { asJson, folderWith, runIn } from '../support/command.ts';
import { writeFiles } from '../support/folder.ts';

const check = (cwd: string, ...args: readonly string[]) => runIn(cwd, ['check', '--pack', 'eea-residency', ...args]);
const json = (cwd: string, ...args: readonly string[]) => asJson(check(cwd, ...args, '--format', 'json'));

const configuration = (sections: object) => JSON.stringify({ '//': { metadata: {} }, ...sections });
const plan = (...changes: readonly object[]) =>
  JSON.stringify({
    format_version: '1.2',
    complete: true,
    errored: false,
    resource_changes: changes,
    configuration: { root_module: {} },
  });
const change = (address: string, after: object, unknown: object = {}) => {
  const [type = '', name = ''] = address.split('.');
  const made = { actions: ['create'], before: null, after, after_unknown: unknown };
  return { address, mode: 'managed', type, name, change: made };
};

const bucket = configuration({ resource: { aws_s3_bucket: { b: { bucket: 'b', region: '${var.region}' } } } });
const configMap = (url: string) => ({ metadata: [{ name: 'c', namespace: 'clinical' }], data: { URL: url } });
const manifest = (url: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: clinical}\ndata: {URL: "${url}"}\n`;
const pod = (from: string, more = '') => `apiVersion: v1
kind: Pod
metadata: {name: p, namespace: clinical}
spec:
  containers:
    - name: a
      image: a
      ${from}
${more}`;

const about = (owed: readonly Obligation[], wanted: Obligation['about']) => owed.filter((one) => one.about === wanted);

describe('an obligation is listed for', () => {
  it.each([
    [
      'a variable in Terraform configuration',
      { 'a.tf.json': bucket },
      'value',
      'aws_s3_bucket.b',
      'region',
      'plan',
      true,
    ],
    [
      'a data source in a Kubernetes resource, under the name that the object has everywhere',
      {
        'a.tf.json': configuration({
          resource: { kubernetes_config_map_v1: { x: configMap('${data.aws_x.y.endpoint}') } },
        }),
      },
      'value',
      'ConfigMap/clinical/c',
      'data.URL',
      'plan',
      true,
    ],
    [
      'a value that a plan only knows after the apply',
      { 'p.json': plan(change('kubernetes_config_map_v1.x', configMap('x'), { data: { URL: true } })) },
      'value',
      'ConfigMap/clinical/c',
      'data.URL',
      'live',
      true,
    ],
    [
      'a template in a manifest',
      { 'a.yaml': manifest('https://${HOST}/x') },
      'value',
      'ConfigMap/clinical/c',
      'data.URL',
      'admission',
      true,
    ],
    [
      'a module that nobody unfolded',
      { 'a.tf.json': configuration({ module: { m: { source: './m' } } }) },
      'module',
      'module.m',
      '',
      'plan',
      true,
    ],
    [
      'a plan that leaves changes out',
      { 'p.json': JSON.stringify({ ...JSON.parse(plan()), complete: false }) },
      'plan',
      'plan',
      'complete',
      'plan',
      true,
    ],
    [
      'a policy that a rule looks for and the input does not hold',
      { 'a.yaml': pod('tty: false') },
      'decision',
      'rule/NET-003',
      '',
      'live',
      true,
    ],
    [
      'a Secret that a container reads and the input does not hold',
      { 'a.yaml': pod('env: [{name: DSN, valueFrom: {secretKeyRef: {name: db, key: dsn}}}]') },
      'content',
      'Secret/clinical/db',
      '',
      'live',
      false,
    ],
    [
      'a ConfigMap that a container takes its environment from',
      { 'a.yaml': pod('envFrom: [{configMapRef: {name: elsewhere}}]') },
      'content',
      'ConfigMap/clinical/elsewhere',
      '',
      'live',
      false,
    ],
    [
      'a Secret in a projected volume',
      { 'a.yaml': pod('tty: false', '  volumes: [{name: v, projected: {sources: [{secret: {name: tls}}]}}]\n') },
      'content',
      'Secret/clinical/tls',
      '',
      'live',
      false,
    ],
    [
      'storage that a label vouches for',
      {
        'a.yaml':
          'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: d, namespace: clinical, labels: {domicile.internal/encrypted-at-rest: "true"}}\nspec: {accessModes: [ReadWriteOnce]}\n',
      },
      'encryption',
      'PersistentVolumeClaim/clinical/d',
      '',
      'live',
      false,
    ],
    [
      'network policies, which an API server takes without enforcing them',
      {
        'a.yaml':
          'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n, namespace: clinical}\nspec: {podSelector: {}, policyTypes: [Egress]}\n',
      },
      'network-policy',
      'cluster',
      '',
      'live',
      false,
    ],
    [
      'images whose signatures nobody verifies',
      { 'a.yaml': pod('tty: false') },
      'signature',
      'cluster',
      '',
      'admission',
      false,
    ],
  ] as const)('%s', async (_name, files, kind, subject, path, due, blocks) => {
    const { obligations } = await json(folderWith(files), ...Object.keys(files));
    expect(about(obligations, kind)).toMatchObject([{ about: kind, subject, path, due, blocks }]);
    expect(obligations[0].id).toMatch(/^OB-[0-9a-f]{12}$/);
  });

  it('a claim of the site that some value rests on, and for no other claim', async () => {
    const cwd = folderWith({ 'a.yaml': manifest('https://store.reference-hospital.example') });
    const { obligations } = await json(cwd, 'a.yaml', '--site', `${process.cwd()}/sites/reference-hospital.yaml`);
    expect(about(obligations, 'claim').map(({ subject }) => subject)).toEqual(['claim/*.reference-hospital.example']);
  });

  it("an operator's C5 attestation, when German health law is asked for, and not otherwise", async () => {
    const cwd = folderWith({ 'a.yaml': manifest('https://s3.eu-central-1.amazonaws.com') });
    expect(about((await json(cwd, 'a.yaml')).obligations, 'attestation')).toEqual([]);
    const asked = await json(cwd, 'a.yaml', '--pack', 'germany-health');
    expect(about(asked.obligations, 'attestation').map(({ subject }) => subject)).toEqual(['operator/aws']);
  });
});

describe('no obligation is listed for', () => {
  it.each([
    ['a value that is known', { 'a.yaml': manifest('https://s3.fr-par.scw.cloud') }],
    ['an unknown host, which no later stage decides', { 'a.yaml': manifest('https://store.klinik.example') }],
    [
      'a Secret whose content is here',
      {
        'a.yaml': `${pod('env: [{name: DSN, valueFrom: {secretKeyRef: {name: db, key: dsn}}}]')}---\napiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: clinical}\nstringData: {dsn: "postgres://db/x"}\n`,
      },
    ],
  ])('%s', async (_name, files) => {
    const { obligations } = await json(folderWith(files), ...Object.keys(files));
    expect(obligations.filter((one: Obligation) => one.about === 'value' || one.about === 'content')).toEqual([]);
  });
});

describe('the list', () => {
  it('is the same whatever the order of the files, and names each thing once', async () => {
    const cwd = folderWith({
      'a.yaml': pod('envFrom: [{secretRef: {name: db}}, {secretRef: {name: db}}]'),
      'b.yaml': pod('envFrom: [{secretRef: {name: db}}]').replace('name: p', 'name: q'),
    });
    const first = (await json(cwd, 'a.yaml', 'b.yaml')).obligations;
    expect((await json(cwd, 'b.yaml', 'a.yaml')).obligations).toEqual(first);
    expect(about(first, 'content')).toHaveLength(1);
    expect(about(first, 'content')[0]?.owed).toContain('Pod/clinical/p, Pod/clinical/q');
    expect(about(first, 'decision')).toHaveLength(1);
  });
});

describe('identifiers', () => {
  it('are those of the same value at synth and in the plan, whatever the file is called', async () => {
    const synth = configuration({ resource: { kubernetes_config_map_v1: { x: configMap('${data.a_b.c.d}') } } });
    const later = plan(change('kubernetes_config_map_v1.x', configMap('x'), { data: { URL: true } }));
    const cwd = folderWith({ 'synth.tf.json': synth, 'plan.json': later, 'other.yaml': manifest('${HOST}') });
    const ids = await Promise.all(
      ['synth.tf.json', 'plan.json', 'other.yaml'].map(
        async (file) => about((await json(cwd, file)).obligations, 'value')[0]?.id,
      ),
    );
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toBeDefined();
  });
});

describe('--obligations', () => {
  async function owing(text: string) {
    const cwd = folderWith({ 'synth.tf.json': text });
    await check(cwd, 'synth.tf.json', '--format', 'json', '--output', 'report.json');
    return cwd;
  }
  const states = (report: { discharges: readonly { subject: string; state: string }[] }) =>
    Object.fromEntries(report.discharges.map(({ subject, state }) => [subject, state]));

  it('is discharged when the value is known and nothing objects', async () => {
    const cwd = await owing(bucket);
    writeFiles(cwd, { 'plan.json': plan(change('aws_s3_bucket.b', { bucket: 'b', region: 'eu-central-1' })) });
    const report = await json(cwd, 'plan.json', '--obligations', 'report.json');
    expect([report.code, states(report)]).toEqual([0, { 'aws_s3_bucket.b': 'discharged' }]);
    expect(report.obligations).toEqual([]);
  });

  it('is breached when the value is known and a rule refuses it', async () => {
    const cwd = await owing(bucket);
    writeFiles(cwd, { 'plan.json': plan(change('aws_s3_bucket.b', { bucket: 'b', region: 'us-east-1' })) });
    const report = await json(cwd, 'plan.json', '--obligations', 'report.json');
    expect([report.code, states(report)]).toEqual([1, { 'aws_s3_bucket.b': 'breached' }]);
  });

  it('is discharged when the policy that was missing stands beside it', async () => {
    const cwd = folderWith({ 'a.yaml': pod('tty: false') });
    await check(cwd, 'a.yaml', '--format', 'json', '--output', 'report.json');
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n, namespace: clinical}\nspec: {podSelector: {}, policyTypes: [Egress]}\n';
    writeFiles(cwd, { 'b.yaml': policy });
    const report = await json(cwd, 'a.yaml', 'b.yaml', '--obligations', 'report.json');
    expect(states(report)['rule/NET-003']).toBe('discharged');
  });

  it('is breached by a Secret that the cluster keeps under another key', async () => {
    const secret = { metadata: [{ name: 's', namespace: 'clinical' }], data: { dsn: '${var.dsn}' } };
    const cwd = await owing(configuration({ resource: { kubernetes_secret_v1: { s: secret } } }));
    const dsn = Buffer.from('postgres://db.us-east-1.rds.amazonaws.com/x').toString('base64');
    writeFiles(cwd, {
      'kept.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: clinical}\ndata: {dsn: ${dsn}}\n`,
    });
    const report = await json(cwd, 'kept.yaml', '--obligations', 'report.json');
    expect([report.code, states(report)]).toEqual([1, { 'Secret/clinical/s': 'breached' }]);
  });

  it('remains, due later, when the plan does not know it either', async () => {
    const cwd = await owing(bucket);
    const unknown = change('aws_s3_bucket.b', { bucket: 'b' }, { region: true });
    writeFiles(cwd, { 'plan.json': plan(unknown) });
    const report = await json(cwd, 'plan.json', '--obligations', 'report.json');
    expect([report.code, states(report)]).toEqual([2, { 'aws_s3_bucket.b': 'remains' }]);
    expect(report.obligations).toMatchObject([{ subject: 'aws_s3_bucket.b', due: 'live' }]);
  });

  it('makes a pass undecided when its subject is not in the input, and is carried on', async () => {
    const cwd = await owing(bucket);
    writeFiles(cwd, { 'plan.json': plan(change('aws_s3_bucket.other', { bucket: 'o', region: 'eu-central-1' })) });
    expect((await json(cwd, 'plan.json')).code).toBe(0);
    const report = await json(cwd, 'plan.json', '--obligations', 'report.json');
    expect([report.code, report.verdict, states(report)]).toEqual([
      2,
      'indeterminate',
      { 'aws_s3_bucket.b': 'unanswered' },
    ]);
    expect(report.obligations).toMatchObject([{ subject: 'aws_s3_bucket.b', path: 'region' }]);
    const junit = await check(cwd, 'plan.json', '--obligations', 'report.json', '--format', 'junit');
    expect(junit.stdout).toMatch(/<testsuites [^>]* failures="0" errors="1"/);
    const { stdout } = await check(cwd, 'plan.json', '--obligations', 'report.json');
    expect(stdout).toMatch(/unanswered OB-[0-9a-f]{12} {2}aws_s3_bucket\.b is not in this input/);
  });

  it('does not ask a plan for what only the running system can show', async () => {
    const cwd = folderWith({ 'a.yaml': pod('env: [{name: DSN, valueFrom: {secretKeyRef: {name: db, key: dsn}}}]') });
    await check(cwd, 'a.yaml', '--format', 'json', '--output', 'report.json');
    writeFiles(cwd, { 'b.yaml': manifest('https://s3.fr-par.scw.cloud') });
    const report = await json(cwd, 'b.yaml', '--obligations', 'report.json');
    expect([report.code, states(report)['Secret/clinical/db']]).toEqual([0, 'remains']);
  });

  it.each(['text', 'html'])('is told in %s', async (format) => {
    const cwd = await owing(bucket);
    writeFiles(cwd, { 'plan.json': plan(change('aws_s3_bucket.b', { bucket: 'b', region: 'eu-central-1' })) });
    const { stdout } = await check(cwd, 'plan.json', '--obligations', 'report.json', '--format', format);
    expect(stdout).toContain('1 discharged, 0 breached, 0 remains, 0 unanswered');
  });

  it.each([
    ['that is not there', undefined, 'cannot read the obligations'],
    ['that is no JSON', 'x', 'cannot read the obligations'],
    ['of an older version, without obligations', '{"schema":"domicile/check/v1"}', 'at obligations'],
    ['of something else', '{"obligations":[]}', 'at schema'],
    ['with a broken obligation', '{"schema":"domicile/check/v1","obligations":[{"id":"1"}]}', 'at obligations.0.id'],
  ])('is exit code 3 for a report %s', async (_name, text, message) => {
    const cwd = folderWith({ 'a.yaml': manifest('x'), ...(text === undefined ? {} : { 'r.json': text }) });
    const { code, stdout, stderr } = await check(cwd, 'a.yaml', '--obligations', 'r.json');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(message);
  });
});
