import { describe, expect, it } from 'vitest';
import { type InputProblem, readInputs } from '../../../policies/subjects/index.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const reading = (name: string, content: string | Uint8Array) =>
  readInputs([{ name, bytes: typeof content === 'string' ? bytes(content) : content }]);
const problemOf = (name: string, content: string | Uint8Array): InputProblem => {
  const { problems } = reading(name, content);
  expect(problems.length).toBeGreaterThan(0);
  return problems[0] as InputProblem;
};
const place = ({ position }: InputProblem) => `${position.file}:${position.line}:${position.column}`;

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: n}\ndata: {k: v}\n';
const utf16 = (text: string, order: 'le' | 'be') => {
  const body = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'le' ? body : body.swap16();
};

describe('a format is told by its content', () => {
  it.each([
    ['Kubernetes YAML', 'a.yaml', CONFIG_MAP, ['ConfigMap/n/a']],
    ['Kubernetes JSON', 'a.json', '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}', ['Pod/p']],
    [
      'many documents',
      'a.yaml',
      `${CONFIG_MAP}---\n# nothing\n---\n${CONFIG_MAP.replace('name: a', 'name: b')}`,
      ['ConfigMap/n/a', 'ConfigMap/n/b'],
    ],
    [
      'a List',
      'a.yaml',
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: s}}',
      ['Service/s'],
    ],
    [
      'a typed list, whose items need no kind',
      'a.yaml',
      'apiVersion: v1\nkind: ConfigMapList\nitems: [{metadata: {name: s}}]',
      ['ConfigMap/s'],
    ],
    [
      'a List inside a List',
      'a.json',
      '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}]}]}',
      ['Pod/p'],
    ],
    [
      'a Terraform configuration by its name',
      'cdk.tf.json',
      '{"provider":{"aws":[{"region":"eu-central-1"}]}}',
      ['provider.aws'],
    ],
    [
      'a cdktf configuration on standard input',
      '-',
      '{"//":{"metadata":{}},"resource":{"aws_s3_bucket":{"b":{"bucket":"x"}}}}',
      ['aws_s3_bucket.b'],
    ],
    [
      'a plan',
      'plan.json',
      '{"format_version":"1.2","resource_changes":[{"address":"a_b.c","mode":"managed","type":"a_b","name":"c","change":{"actions":["create"],"after":{"x":1}}}]}',
      ['a_b.c', 'plan'],
    ],
    [
      'a state as `terraform show -json` prints it',
      'state.json',
      '{"format_version":"1.0","values":{"root_module":{"resources":[{"address":"a_b.c","mode":"managed","type":"a_b","name":"c","values":{}}]}}}',
      ['a_b.c'],
    ],
    [
      'a state file',
      'terraform.tfstate',
      '{"version":4,"serial":1,"lineage":"x","resources":[{"module":"module.m","mode":"managed","type":"a_b","name":"c","instances":[{"index_key":"k","attributes":{"x":1}}]}]}',
      ['module.m.a_b.c["k"]'],
    ],
    ['a site file', 'site.yaml', 'schema: domicile/site/v1\nname: clinic\n', ['Site/clinic']],
    ['UTF-8 with a byte order mark', 'a.yaml', `\ufeff${CONFIG_MAP}`, ['ConfigMap/n/a']],
    ['UTF-16 as Windows editors write it', 'a.yaml', utf16(CONFIG_MAP, 'le'), ['ConfigMap/n/a']],
    ['UTF-16, the other byte order', 'a.yaml', utf16(CONFIG_MAP, 'be'), ['ConfigMap/n/a']],
    ['YAML that begins like JSON', '-', '{apiVersion: v1, kind: Pod, metadata: {name: p}}', ['Pod/p']],
  ] as const)('%s', (_, name, content, addresses) => {
    const { subjects, problems } = reading(name, content);
    expect(problems).toEqual([]);
    expect(subjects.map((subject) => subject.address)).toEqual(addresses);
  });
});

describe('what cannot be read is a problem with its place, never silence', () => {
  it.each<[string, string, string | Uint8Array, string, string, string]>([
    ['an empty file', 'a.yaml', '', 'empty', 'a.yaml:1:1', 'the file is empty'],
    ['white space', 'a.json', ' \n\t\n', 'empty', 'a.json:1:1', 'only white space'],
    ['comments alone', 'a.yaml', '# nothing here\n---\n# nor here\n', 'empty', 'a.yaml:1:1', 'no object to judge'],
    ['binary content', 'a.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]), 'binary', 'a.yaml:1:5', 'NUL byte'],
    ['a saved plan', 'plan', Buffer.from('PK\x03\x04\x14\x00', 'latin1'), 'binary', 'plan:1:6', 'terraform show -json'],
    ['Latin-1', 'a.yaml', Buffer.from('a: 1\nb: Z\xfcrich\n', 'latin1'), 'encoding', 'a.yaml:2:5', 'not valid UTF-8'],
    [
      'UTF-16 cut short',
      'a.yaml',
      utf16(CONFIG_MAP, 'le').subarray(0, 21),
      'encoding',
      'a.yaml:1:1',
      'not valid UTF-16',
    ],
    ['UTF-32', 'a.yaml', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'encoding', 'a.yaml:1:1', 'UTF-32'],
    ['broken JSON', 'a.json', '{"a":1,\n"b" 2}', 'syntax', 'a.json:2:5', 'expected ":"'],
    [
      'a duplicate key in JSON',
      'cdk.tf.json',
      '{\n "provider": 1,\n "provider": 2\n}',
      'duplicate-key',
      'cdk.tf.json:3:2',
      '"provider" stands twice',
    ],
    [
      'a duplicate key in YAML',
      'a.yaml',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: 1\n  a: 2\n',
      'duplicate-key',
      'a.yaml:5:3',
      'unique',
    ],
    [
      'a merge key that sets again what stands before it',
      'a.yaml',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: 1\n  <<: {a: 2}\n',
      'duplicate-key',
      'a.yaml:5:3',
      'write << first',
    ],
    [
      'two merge keys that set the same',
      'a.yaml',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  <<: {a: 1}\n  <<: {a: 2}\n',
      'duplicate-key',
      'a.yaml:5:3',
      'write << first',
    ],
    [
      'an anchor that holds itself',
      'a.yaml',
      'apiVersion: v1\nkind: ConfigMap\ndata: &d\n  x: *d\n',
      'cyclic-alias',
      'a.yaml:4:6',
      'into its own anchor',
    ],
    ['an alias bomb', 'a.yaml', bomb(12), 'alias-bomb', 'a.yaml:5:9', 'more than 1000000 values'],
    [
      'JSON that nests too deep',
      'a.json',
      '['.repeat(300) + ']'.repeat(300),
      'too-deep',
      'a.json:1:201',
      'deeper than 200',
    ],
    [
      'YAML that nests too deep',
      'a.yaml',
      `a: ${'['.repeat(300)}${']'.repeat(300)}`,
      'too-deep',
      'a.yaml:1:204',
      'deeper than 200',
    ],
    [
      'another version of the site schema',
      'site.yaml',
      'name: x\nschema: domicile/site/v9\n',
      'wrong-version',
      'site.yaml:1:1',
      'domicile/site/v9',
    ],
    [
      'an old state',
      'old.tfstate',
      '{"version":3,"serial":1,"lineage":"x"}',
      'wrong-version',
      'old.tfstate:1:1',
      'version 3',
    ],
    [
      'an unrendered template',
      'a.yaml',
      'apiVersion: v1\nkind: {{ .Values.kind }}\n',
      'syntax',
      'a.yaml:2:8',
      'unrendered template',
    ],
    [
      'something else',
      'package.json',
      '{"name":"x","version":"1"}',
      'unknown-format',
      'package.json:1:1',
      'it has: name, version',
    ],
    ['HCL that nobody parsed', 'main.tf', 'resource "a" "b" {}', 'not-prepared', 'main.tf:1:1', 'prepareInputs'],
  ])('%s', (_, name, content, code, where, message) => {
    const problem = problemOf(name, content);
    expect([problem.code, place(problem)]).toEqual([code, where]);
    expect(problem.message).toContain(message);
  });

  it('YAML that nests without end', () => {
    const { problems } = reading('a.yaml', `a: ${'['.repeat(200_000)}`);
    expect(problems[0]?.code).toBe('too-deep');
    expect(problems.length).toBeLessThanOrEqual(3);
  });

  it('a broken second document does not hide the first', () => {
    const { subjects, problems } = reading(
      'a.yaml',
      `${CONFIG_MAP}---\napiVersion: v1\nkind: ConfigMap\ndata:\n  S3: "https://\n  B: 'x\n`,
    );
    expect(subjects.map((subject) => subject.address)).toEqual(['ConfigMap/n/a']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'syntax', position: { file: 'a.yaml' } });
  });

  it('one broken file does not hide the others', () => {
    const { subjects, problems } = readInputs([
      { name: 'broken.json', bytes: bytes('{') },
      { name: 'good.yaml', bytes: bytes(CONFIG_MAP) },
    ]);
    expect(subjects).toHaveLength(1);
    expect(problems).toHaveLength(1);
  });

  it('an object that has a member of a plan is read whole', () => {
    const configuration = { resources: [{ url: 'x' }] };
    const { subjects } = reading(
      'a.json',
      JSON.stringify({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 't' }, configuration }),
    );
    expect(subjects[0]?.body.configuration).toEqual(configuration);
  });

  it('shared anchors are no bomb', () => {
    const { subjects, problems } = reading(
      'a.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: &m {name: a}\ndata: {<<: *m, b: c}\n',
    );
    expect(problems).toEqual([]);
    expect(subjects[0]?.body.data).toEqual({ name: 'a', b: 'c' });
  });
});

describe('where a value of a subject stands', () => {
  const yaml =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n    - &c\n      name: a\n      image: x\n    - <<: *c\n      name: b\n';
  it.each<[string, (string | number)[], string]>([
    ['a field', ['spec', 'containers', 0, 'image'], '9:14'],
    ['a merged field, where its anchor has it', ['spec', 'containers', 1, 'image'], '9:14'],
    ['an own field beside a merge key', ['spec', 'containers', 1, 'name'], '11:13'],
    [
      'a field that is not there: its nearest parent',
      ['spec', 'containers', 0, 'securityContext', 'privileged'],
      '8:7',
    ],
  ])('in YAML: %s', (_, path, expected) => {
    const position = reading('p.yaml', yaml).subjects[0]?.locate(path);
    expect(`${position?.line}:${position?.column}`).toBe(expected);
  });

  it('in a Kubernetes resource of Terraform, under the name that Kubernetes gives it', () => {
    const text =
      '{"resource":{"kubernetes_deployment_v1":{"d":{\n"metadata":[{"name":"d"}],\n"spec":{"template":{"spec":{"container":[\n{"image":"x"}]}}}}}}}';
    const [subject] = reading('cdk.tf.json', text).subjects;
    const position = subject?.locate(['spec', 'template', 'spec', 'containers', 0, 'image']);
    expect(`${position?.line}:${position?.column}`).toBe('4:10');
  });
});

function bomb(levels: number): string {
  const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x,x]'];
  for (let i = 1; i < levels; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(',')}]`,
    );
  return lines.join('\n');
}

it.each([
  ['brackets', '['],
  ['brackets that close', '[', ']'],
  ['mappings', '{a: '],
  ['lists in lists', '- '],
  ['keys of keys', '? '],
])('YAML that nests a hundred thousand times ends in a problem, not in the process: %s', (_name, open, close = '') => {
  const text = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
  const { problems } = readInputs([{ name: 'a.yaml', bytes: Buffer.from(text) }]);
  expect(problems.map(({ code }) => code)).toContain('too-deep');
});
