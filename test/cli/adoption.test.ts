import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asJson, folderWith, runIn } from '../support/command.ts';
import { contents, writeFiles } from '../support/folder.ts';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: clinical\n';
const restricted = `${namespace}  labels:\n    pod-security.kubernetes.io/enforce: restricted\n`;
const foreign =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: clinical}\ndata:\n  U: https://s3.us-east-1.amazonaws.com\n';

const check = (cwd: string, ...args: readonly string[]) => runIn(cwd, ['check', ...args]);
const json = (cwd: string, ...args: readonly string[]) => asJson(check(cwd, ...args, '--format', 'json'));

describe('a baseline', () => {
  it('is written by a run, whose exit code it does not change, and then covers what was there', async () => {
    const cwd = folderWith({ 'a.yaml': namespace });
    const first = await check(cwd, 'a.yaml', '--write-baseline', 'b.json', '--at', '2026-11-22');
    expect(first.code).toBe(1);
    expect(first.stderr).toContain('3 findings are recorded in b.json');
    const second = await json(cwd, 'a.yaml', '--baseline', 'b.json');
    expect([second.code, second.verdict]).toEqual([0, 'pass']);
    expect(second.counts).toMatchObject({ fail: 0, indeterminate: 0, known: 3 });
    expect(second.findings.map(({ known }: { known: string }) => known)).toEqual(
      Array(3).fill('in the baseline of 2026-11-22 (b.json)'),
    );
    expect(second.baseline).toEqual({
      file: 'b.json',
      at: '2026-11-22',
      entries: 3,
      covers: 3,
      unused: [],
      refused: [],
    });
  });

  it('lets what is new block', async () => {
    const cwd = folderWith({ 'a.yaml': namespace });
    await check(cwd, 'a.yaml', '--write-baseline', 'b.json');
    writeFiles(cwd, { 'a.yaml': `${namespace}---\n${namespace.replace('clinical', 'research')}` });
    const { code, counts } = await json(cwd, 'a.yaml', '--baseline', 'b.json');
    expect(code).toBe(1);
    expect(counts).toMatchObject({ fail: 3, known: 3 });
  });

  it('never covers a hard rule: not written, and refused when somebody writes it', async () => {
    const cwd = folderWith({ 'a.yaml': foreign });
    const { stderr } = await check(cwd, 'a.yaml', '--write-baseline', 'b.json');
    expect(stderr).toContain('1 of hard rules are not: they block until they are mended');
    expect(contents(cwd)['b.json']).not.toContain('RES-002');
    const [{ fingerprint }] = (await json(cwd, 'a.yaml')).findings;
    const entry = { rule: 'RES-002', subject: 'ConfigMap/clinical/c', path: 'data.U', fingerprint };
    writeFiles(cwd, {
      'b.json': JSON.stringify({ schema: 'domicile/baseline/v1', at: '2026-11-22', findings: [entry] }),
    });
    const again = await json(cwd, 'a.yaml', '--baseline', 'b.json');
    expect([again.code, again.counts.fail, again.counts.known]).toEqual([1, 1, 0]);
    expect(again.baseline.refused).toEqual([entry]);
  });

  it('covers no finding of a hard rule under the name of another rule', async () => {
    const cwd = folderWith({ 'a.yaml': foreign });
    const [{ fingerprint }] = (await json(cwd, 'a.yaml')).findings;
    const entry = { rule: 'NET-001', subject: 'ConfigMap/clinical/c', path: 'data.U', fingerprint };
    writeFiles(cwd, {
      'b.json': JSON.stringify({ schema: 'domicile/baseline/v1', at: '2026-11-22', findings: [entry] }),
    });
    expect((await json(cwd, 'a.yaml', '--baseline', 'b.json')).code).toBe(1);
  });

  it('names the entries that nothing needs any more', async () => {
    const cwd = folderWith({ 'a.yaml': namespace });
    await check(cwd, 'a.yaml', '--write-baseline', 'b.json');
    writeFiles(cwd, { 'a.yaml': restricted });
    const { baseline } = await json(cwd, 'a.yaml', '--baseline', 'b.json');
    expect(baseline.unused.map(({ rule }: { rule: string }) => rule)).toEqual(['POD-001']);
    const { stdout } = await check(cwd, 'a.yaml', '--baseline', 'b.json');
    expect(stdout).toContain('unused 1 entry no longer found; write it again with --write-baseline');
  });

  it('holds no value of the input, and is the same bytes whatever the order of the files', async () => {
    const cwd = folderWith({ 'a.yaml': namespace, 'b.yaml': namespace.replace('clinical', 'research') });
    await check(cwd, 'a.yaml', 'b.yaml', '--write-baseline', '1.json');
    await check(cwd, 'b.yaml', 'a.yaml', '--write-baseline', '2.json');
    const files = contents(cwd);
    expect(files['1.json']).toBe(files['2.json']);
    expect(Object.keys(JSON.parse(files['1.json'] ?? '').findings[0])).toEqual([
      'rule',
      'subject',
      'path',
      'fingerprint',
    ]);
  });

  it.each(['sarif', 'junit', 'oscal', 'html', 'text'])('leaves its findings in %s, marked', async (format) => {
    const cwd = folderWith({ 'a.yaml': namespace });
    await check(cwd, 'a.yaml', '--write-baseline', 'b.json', '--at', '2026-11-22');
    const { code, stdout } = await check(
      cwd,
      'a.yaml',
      '--baseline',
      'b.json',
      '--format',
      format,
      '--at',
      '2026-11-22',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('POD-001');
    expect(stdout).toMatch(/in the baseline of 2026-11-22 \\?\(b\.json\\?\)/);
  });

  const good = { rule: 'NET-001', subject: 'Namespace/a', path: '', fingerprint: '0123456789abcdef' };
  const file = (changes: object) =>
    JSON.stringify({ schema: 'domicile/baseline/v1', at: '2026-11-22', findings: [], ...changes });
  it.each([
    ['that is not there', undefined, 'cannot read the baseline'],
    ['that is no JSON', '{"schema":', 'b.json:1:'],
    ['that is empty', '', 'b.json:1:1'],
    ['of another schema', file({ schema: 'domicile/baseline/v9' }), 'this version reads domicile/baseline/v1'],
    ['with a key nobody knows', file({ owner: 'x' }), '"owner" is no known key'],
    ['with a day that does not exist', file({ at: '2026-02-30' }), 'at is no day'],
    [
      'with an unknown rule',
      file({ findings: [{ ...good, rule: 'NET-999' }] }),
      'there is no rule "NET-999"; did you mean NET-',
    ],
    ['with a half entry', file({ findings: [{ rule: 'NET-001' }] }), '"subject" is missing'],
    [
      'with a fingerprint that is none',
      file({ findings: [{ ...good, fingerprint: '*' }] }),
      'sixteen hexadecimal digits',
    ],
    ['with a key twice', '{"schema":"domicile/baseline/v1","schema":"x"}', 'b.json:1:'],
  ])('%s judges nothing: exit code 3', async (_name, text, message) => {
    const cwd = folderWith({ 'a.yaml': namespace, ...(text === undefined ? {} : { 'b.json': text }) });
    const { code, stdout, stderr } = await check(cwd, 'a.yaml', '--baseline', 'b.json');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(message);
  });
});

const hasGit = spawnSync('git', ['--version']).status === 0;

/** A repository with one commit of these files. */
function repositoryWith(files: Readonly<Record<string, string>>): string {
  const cwd = folderWith(files);
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-q', '-m', 'first'],
  ])
    git(cwd, ...args);
  return cwd;
}

function git(cwd: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd });
  if (status !== 0) throw new Error(stderr.toString());
}

function write(cwd: string, file: string, text: string): void {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), text);
}

describe.skipIf(!hasGit)('--changed', () => {
  const policy =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny, namespace: clinical}\nspec: {podSelector: {}, policyTypes: [Ingress, Egress]}\n';

  it('lets only what is new block', async () => {
    const cwd = repositoryWith({ 'm/a.yaml': namespace });
    expect((await json(cwd, 'm', '--changed', 'HEAD')).code).toBe(0);
    write(cwd, 'm/b.yaml', namespace.replace('clinical', 'research'));
    const { code, counts, findings } = await json(cwd, 'm', '--changed', 'HEAD');
    expect([code, counts.fail, counts.known]).toEqual([1, 3, 3]);
    expect(
      findings
        .filter(({ known }: { known: unknown }) => known === null)
        .every(({ location }: { location: { file: string } }) => location.file === 'm/b.yaml'),
    ).toBe(true);
  });

  it('lets a finding block whose line was touched, and not that of the next line', async () => {
    const cwd = repositoryWith({ 'a.yaml': `${namespace}  labels:\n    a: b\n` });
    write(cwd, 'a.yaml', `${namespace.replace('name: clinical', 'name:   clinical')}  labels:\n    a: b\n`);
    const { findings } = await json(cwd, 'a.yaml', '--changed', 'HEAD');
    const state = findings.map(
      ({ ruleId, known }: { ruleId: string; known: unknown }) => `${ruleId} ${known === null ? 'blocks' : 'known'}`,
    );
    expect([...new Set(state)].sort()).toEqual(['NET-001 blocks', 'POD-001 known']);
  });

  it('sees what a deletion elsewhere brought about', async () => {
    const cwd = repositoryWith({ 'a.yaml': restricted, 'p.yaml': policy });
    expect((await json(cwd, '.', '--changed', 'HEAD')).verdict).toBe('pass');
    rmSync(join(cwd, 'p.yaml'));
    const { code, counts } = await json(cwd, '.', '--changed', 'HEAD');
    expect([code, counts.fail]).toEqual([1, 2]);
  });

  it('never covers a hard rule, on whatever line', async () => {
    const cwd = repositoryWith({ 'a.yaml': foreign });
    const { code, counts } = await json(cwd, 'a.yaml', '--changed', 'HEAD');
    expect([code, counts.fail, counts.known]).toEqual([1, 1, 0]);
  });

  it('takes an ignored file and standard input as changed as a whole', async () => {
    const cwd = repositoryWith({ '.gitignore': 'out\n', 'a.yaml': restricted, 'p.yaml': policy });
    write(cwd, 'out/a.yaml', namespace.replace('clinical', 'research'));
    expect((await json(cwd, '.', '--changed', 'HEAD')).counts).toMatchObject({ fail: 3, known: 0 });
  });

  it('works from a folder of the repository, with names that need quoting', async () => {
    const cwd = repositoryWith({ 'charts/Übersicht 1/a.yaml': namespace });
    const report = await json(join(cwd, 'charts'), '.', '--changed', 'HEAD');
    expect([report.code, report.counts.known]).toEqual([0, 3]);
    write(cwd, 'charts/Übersicht 1/a.yaml', `${namespace}---\n${namespace.replace('clinical', 'research')}`);
    expect((await json(join(cwd, 'charts'), '.', '--changed', 'HEAD')).counts).toMatchObject({ fail: 3, known: 3 });
  });

  it('counts from where the work branched off', async () => {
    const cwd = repositoryWith({ 'a.yaml': namespace });
    git(cwd, 'branch', 'old');
    git(cwd, 'checkout', '-q', 'old');
    write(cwd, 'a.yaml', restricted);
    git(cwd, 'commit', '-q', '-am', 'mended on the other branch');
    git(cwd, 'checkout', '-q', '-');
    expect((await json(cwd, 'a.yaml', '--changed', 'old')).counts).toMatchObject({ fail: 0, known: 3 });
  });

  it.each([
    ['a name that git does not know', 'nope', '--changed nope: git knows no such commit'],
    ['an option in place of a name', '--output=x', 'git knows no such commit'],
  ])('is exit code 3 for %s', async (_name, name, message) => {
    const { code, stderr } = await check(repositoryWith({ 'a.yaml': namespace }), 'a.yaml', `--changed=${name}`);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
  });

  it('is exit code 3 outside of a repository', async () => {
    const { code, stderr } = await check(folderWith({ 'a.yaml': namespace }), 'a.yaml', '--changed', 'HEAD');
    expect(code).toBe(3);
    expect(stderr).toContain('not a git repository');
  });
});

describe('a rule that had nothing to ask', () => {
  const inside = foreign.replace('us-east-1', 'eu-central-1');

  it.each(['text', 'json', 'sarif', 'junit', 'oscal', 'html'])(
    'is named in %s with the way to ask it',
    async (format) => {
      const { code, stdout } = await check(folderWith({ 'a.yaml': inside }), 'a.yaml', '--format', format);
      expect(code).toBe(0);
      expect(stdout).toContain('SOV-001');
      expect(stdout).toMatch(/any operator, so whose law reaches them was not asked/);
    },
  );

  it('is asked with --operators, also beside a site, and not with any', async () => {
    const cwd = folderWith({ 'a.yaml': inside });
    const asked = await json(cwd, 'a.yaml', '--operators', 'EEA');
    expect([asked.code, asked.notAsked]).toEqual([1, []]);
    const site = `${process.cwd()}/sites/reference-hospital.yaml`;
    expect((await json(cwd, 'a.yaml', '--site', site)).notAsked).toEqual([]);
    expect((await json(cwd, 'a.yaml', '--site', site, '--operators', 'any')).notAsked).toHaveLength(3);
    expect((await check(cwd, 'a.yaml', '--operators', 'Europe')).code).toBe(3);
  });
});
