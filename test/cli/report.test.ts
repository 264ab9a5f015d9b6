import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '../../policies/report/index.ts';
import { folderWith, runIn } from '../support/command.ts';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: clinical}\n';
const elsewhere = `apiVersion: v1
kind: ConfigMap
metadata: {name: store, namespace: clinical}
data: {ENDPOINT: "https://s3.us-east-1.amazonaws.com"}
`;
const unknown = elsewhere.replace('s3.us-east-1.amazonaws.com', 'store.klinik.example');
const inside = elsewhere.replace('us-east-1.amazonaws.com', 'fr-par.scw.cloud');

/** A file with one waiver for the open namespace; these keys say something else. */
function waivers(changes: Readonly<Record<string, string>> = {}): string {
  const entry = {
    rule: 'NET-001',
    subject: 'Namespace/clinical',
    path: 'metadata.name',
    owner: 'platform team',
    reason: 'the policies of this namespace come with the next release',
    ticket: 'SEC-7',
    expires: '2026-12-31',
    ...changes,
  };
  const keys = Object.entries(entry).map(([key, value]) => `    ${key}: "${value}"`);
  return `schema: domicile/waivers/v1\nwaivers:\n  -\n${keys.join('\n')}\n`;
}

/** Runs one command line in a folder with these files. */
async function run(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const cwd = folderWith(files);
  return { ...(await runIn(cwd, args)), cwd };
}

const network = ['--pack', 'network'];
const check = (files: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  run(files, 'check', 'a.yaml', ...args);
const waived = (changes: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  check(
    { 'a.yaml': namespace, 'w.yaml': waivers(changes) },
    ...network,
    '--waivers',
    'w.yaml',
    '--at',
    '2026-11-22',
    ...args,
  );

describe('in every format', () => {
  const verdicts = [
    ['pass', inside, 0],
    ['fail', elsewhere, 1],
    ['undecided', unknown, 2],
  ] as const;
  const cases = formats.flatMap((format) =>
    verdicts.map(([verdict, text, code]) => [format, verdict, text, code] as const),
  );

  const args = (format: string) => ['--pack', 'eea-residency', '--format', format, '--at', '2026-11-22'];

  it.each(cases)('%s: %s gives its exit code', async (format, _verdict, text, code) => {
    const ended = await check({ 'a.yaml': text }, ...args(format));
    expect(ended.code).toBe(code);
    expect(ended.stdout.length).toBeGreaterThan(0);
  });

  it.each(formats)('%s: two runs give the same bytes', async (format) => {
    const [first, second] = [await waived({}, '--format', format), await waived({}, '--format', format)];
    expect(second.stdout).toBe(first.stdout);
  });

  it.each(formats)('%s: a waived finding stays, and lets the run pass', async (format) => {
    const { code, stdout } = await waived({}, '--format', format);
    expect(code).toBe(0);
    expect(stdout).toContain('SEC-7');
  });
});

describe('check --waivers', () => {
  it('says in JSON what is waived, by which waiver', async () => {
    const { counts, findings, waivers } = JSON.parse((await waived({}, '--format', 'json')).stdout);
    expect(counts).toMatchObject({ fail: 0, waived: findings.length });
    expect(findings[0]).toMatchObject({
      result: 'fail',
      waiver: 'SEC-7, platform team, until 2026-12-31: the policies of this namespace come with the next release',
    });
    expect(waivers).toMatchObject([{ ticket: 'SEC-7', state: 'active', daysLeft: 39, notices: [] }]);
  });

  it('blocks again on the day after', async () => {
    expect((await waived({ expires: '2026-11-22' })).code).toBe(0);
    const { code, stdout } = await waived({ expires: '2026-11-21' });
    expect(code).toBe(1);
    expect(stdout).toContain('expired NET-001, SEC-7 at w.yaml:4:5: it held until 2026-11-21; ');
  });

  it('covers nothing of a hard rule', async () => {
    const residency = { rule: 'RES-002', subject: 'ConfigMap/clinical/store', path: 'data.ENDPOINT' };
    const files = { 'a.yaml': elsewhere, 'w.yaml': waivers(residency) };
    const { code, stdout } = await check(files, '--waivers', 'w.yaml', '--at', '2026-11-22', '--pack', 'eea-residency');
    expect(code).toBe(1);
    expect(stdout).toContain('hard-rule RES-002');
  });

  it.each([
    ['a malformed day', { expires: 'soon' }, 'w.yaml:10:14: expires "soon" is no day'],
    ['a bare star', { subject: '*' }, 'w.yaml:5:14: subject "*": no label is written out'],
  ])('with %s judges nothing', async (_name, changes, message) => {
    const { code, stdout, stderr } = await waived(changes);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  it.each([
    ['a waiver file that is not there', ['--waivers', 'none.yaml'], 'cannot read the waivers'],
    ['a day that is none', ['--at', '2026-02-30'], '--at 2026-02-30 is no day; write YYYY-MM-DD'],
  ])('refuses %s', async (_name, args, message) => {
    const { code, stderr } = await check({ 'a.yaml': namespace }, ...network, ...args);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
  });
});

describe('domicile report', () => {
  it('writes the page of check, and says where', async () => {
    const { code, stdout, stderr, cwd } = await run(
      { 'a.yaml': elsewhere },
      'report',
      'a.yaml',
      '--output',
      'r.html',
      '--at',
      '2026-11-22',
    );
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('domicile report: something fails; the report is r.html\n');
    const page = await check({ 'a.yaml': elsewhere }, '--format', 'html', '--at', '2026-11-22');
    expect(readFileSync(join(cwd, 'r.html'), 'utf8')).toBe(page.stdout);
  });

  it('reads cdktf.out and writes domicile-report.html when nothing is said', async () => {
    const { code, cwd } = await run({ 'cdktf.out/a.yaml': inside }, 'report', '--pack', 'eea-residency');
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'domicile-report.html'), 'utf8')).toContain('<title>Pass: ');
  });

  it.each([
    ['nothing to read', {}, [], 'cannot read cdktf.out: it does not exist'],
    ['another format', { 'a.yaml': inside }, ['a.yaml', '--format', 'json'], '--format'],
    [
      'a folder that is not there',
      { 'a.yaml': inside },
      ['a.yaml', '--output', 'no/r.html'],
      'cannot write the report',
    ],
  ])('with %s is an error', async (_name, files, args, message) => {
    const { code, stderr } = await run(files, 'report', ...args);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
  });
});

it('domicile report says what is shown of sovereignty as ranges, and keeps standard output free', async () => {
  const { code, stdout, stderr } = await run(
    { 'a.yaml': elsewhere.replace('us-east-1', 'eu-central-1') },
    'report',
    'a.yaml',
  );
  expect([code, stdout]).toEqual([0, '']);
  expect(stderr).toMatch(
    /^sovereignty \(EU Cloud Sovereignty Framework 1\.2\.1\): [\d.]+ to [\d.]+ %, SEAL-0 to SEAL-2, held there by SOV-2$/m,
  );
  expect(stderr.match(/^ {2}SOV-\d .* factors open/gm)).toHaveLength(8);
});
