import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn } from '../support/command.ts';
import { temporaryFolder, writeFiles } from '../support/folder.ts';

const manifest =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {U: "https://s3.us-east-1.amazonaws.com"}\n';

const run = (cwd: string, ...args: readonly string[]) => runIn(cwd, args);

describe('domicile explain', () => {
  it('lists every rule', async () => {
    const { code, stdout } = await run('.', 'explain');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^RES-001 {2}Every region/m);
  });

  it('explains a rule, in whatever case it is written', async () => {
    const { code, stdout } = await run('.', 'explain', 'res-001');
    expect(code).toBe(0);
    for (const part of ['RES-001', 'Why\n', 'Law and standards\n', 'Bad: ', 'Good\n', 'Mend\n'])
      expect(stdout).toContain(part);
  });

  it.each([
    ['a hard rule cannot be waived', 'RES-001', true],
    ['any other rule can', 'NET-001', false],
  ])('says that %s', async (_name, id, isHard) => {
    const { stdout } = await run('.', 'explain', id);
    expect(stdout.includes('cannot be waived, by no baseline either')).toBe(isHard);
    expect(readFileSync(`docs/rules/${id}.md`, 'utf8').includes('cannot be waived')).toBe(isHard);
  });

  it('explains one of two findings that differ in their aspect alone', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'n.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: clinical}\n' });
    await run(cwd, 'check', 'n.yaml', '--pack', 'network', '--format', 'json', '--output', 'report.json');
    const { findings } = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'));
    for (const { fingerprint, because } of findings) {
      const { stdout } = await run(cwd, 'explain', fingerprint, '--report', 'report.json');
      expect(stdout).toContain(because);
    }
    expect(findings).toHaveLength(2);
  });

  it('explains a proof obligation of a report', async () => {
    const cwd = temporaryFolder();
    const template = manifest.replace('s3.us-east-1.amazonaws.com', '${HOST}');
    writeFiles(cwd, { 'a.yaml': template });
    await run(cwd, 'check', 'a.yaml', '--pack', 'eea-residency', '--format', 'json', '--output', 'report.json');
    const [{ id }] = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')).obligations;
    const { code, stdout } = await run(cwd, 'explain', id, '--report', 'report.json');
    expect(code).toBe(0);
    for (const part of [
      id,
      'a.yaml:4:',
      'ConfigMap/a',
      'data.U',
      'due       admission',
      'shown by  judge what is rendered',
    ])
      expect(stdout).toContain(part);
    const other = await run(cwd, 'explain', 'OB-000000000000', '--report', 'report.json');
    expect([other.code, other.stderr]).toEqual([
      3,
      'domicile explain: report.json has no obligation OB-000000000000\n',
    ]);
  });

  it('explains a finding of a report', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'a.yaml': manifest });
    await run(cwd, 'check', 'a.yaml', '--pack', 'eea-residency', '--format', 'json', '--output', 'report.json');
    const report = await run(cwd, 'check', 'a.yaml', '--pack', 'eea-residency', '--format', 'json');
    const id: string = JSON.parse(report.stdout).findings[0].fingerprint;
    const { code, stdout } = await run(cwd, 'explain', id, '--report', 'report.json');
    expect(code).toBe(0);
    for (const part of [id, 's3.us-east-1.amazonaws.com', 'a.yaml:4:', 'data.U', 'RES-002'])
      expect(stdout).toContain(part);
  });

  it.each([
    ['an unknown rule', ['RES-999'], 'there is no rule "RES-999"; did you mean RES-'],
    ['a finding without its report', ['0123456789abcdef'], '--report FILE'],
    ['an obligation without its report', ['OB-0123456789ab'], '--report FILE'],
    ['a report that is not there', ['0123456789abcdef', '--report', 'none.json'], 'cannot read none.json'],
    [
      'a report of something else',
      ['0123456789abcdef', '--report', `${process.cwd()}/package.json`],
      'is no report of domicile check',
    ],
    ['two rules at once', ['RES-001', 'RES-002'], 'one rule or finding at a time'],
  ])('says so for %s, with exit code 3', async (_name, args, message) => {
    const { code, stderr } = await run(temporaryFolder(), 'explain', ...args);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
  });
});
