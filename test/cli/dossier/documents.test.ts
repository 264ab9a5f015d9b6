import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ANNEX_IV } from '../../../catalog/law/annex-iv.ts';
import { ARTICLE_27, ARTICLE_35 } from '../../../catalog/law/impact-assessments.ts';
import { technicalDocumentationPage, technicalDocumentations } from '../../../cli/dossier/ai/documentation.ts';
import { documentsOf } from '../../../cli/dossier/documents.ts';
import type { Facts } from '../../../cli/dossier/facts.ts';
import { layout } from '../../../cli/dossier/layout.ts';
import { writeDossier } from '../../../cli/dossier/make.ts';
import { measuresOf } from '../../../cli/dossier/processing/measures.ts';
import { processingRecord, processingRecordPage } from '../../../cli/dossier/processing/record.ts';
import { loadSite } from '../../../constructs/core/site/load.ts';
import { runIn } from '../../support/command.ts';
import { dossierFacts } from '../../support/dossier.ts';
import { contents, temporaryFolder } from '../../support/folder.ts';

const AT = '2026-11-23';
const reference = loadSite('sites/reference-hospital.yaml');

let judged: Awaited<ReturnType<typeof dossierFacts>>;
let files: ReadonlyMap<string, string | Uint8Array>;
/** The clinic's judgement with the reference hospital's settings: what is written of the latter, in a second instead of ten. */
let hospital: Facts;

beforeAll(async () => {
  judged = await dossierFacts('sites/clinic.yaml', AT);
  files = await documentsOf(judged.facts, judged.report);
  hospital = { ...judged.facts, site: reference };
});

const textOf = (path: string) => Buffer.from(files.get(path) ?? '').toString();

describe('a dossier of the clinic', () => {
  it('holds what a review asks for, and nothing of AI', () => {
    const expected = Object.values(layout).filter((path) => !path.startsWith('ai-act/'));
    expect([...files.keys()].sort()).toEqual([...expected].sort());
    expect(textOf(layout.readme)).not.toContain('AI Act file');
    expect(textOf(layout.readme)).toContain('Verdict: **pass**');
  });

  it('has the same bytes when it is written again', async () => {
    const other = await documentsOf(judged.facts, judged.report);
    expect([...other.keys()]).toEqual([...files.keys()]);
    expect(
      [...other].filter(([path, bytes]) => String(bytes) !== String(files.get(path))).map(([path]) => path),
    ).toEqual([]);
  });

  it('names whoever runs a place, with seat and parent, and says that transfers rest on the judge', () => {
    const page = textOf(layout.processing);
    expect(page).toMatch(/\| Scaleway \| FR \| iliad \(FR\) \|/);
    expect(page).toMatch(/\| Clinic \| FR \| to be filled by the controller \|/);
    expect(page).toContain('None, as far as configuration shows it.');
    expect(page).toMatch(/\d+ objects were judged by \d+ rules, boundary EU: pass/);
    expect(page).toContain('no national provisions of FR');
  });

  it('leaves to people what configuration cannot know', () => {
    const record = processingRecord(judged.facts);
    const open = 'to be filled by the controller';
    expect(new Set(Object.values(record.controller))).toEqual(new Set([open]));
    expect(new Set(record.activities.map(({ legalBasis }) => legalBasis))).toEqual(new Set([open]));
    expect(record.activities.find(({ id }) => id === 'record')?.retention).toEqual([`the site sets none: ${open}`]);
  });

  it('claims no measure of a rule that found something or was never asked', () => {
    const ids = (facts: Facts) => measuresOf(facts).flatMap(({ measures }) => measures.map(({ ruleId }) => ruleId));
    expect(ids(judged.facts)).toContain('NET-001');
    expect(ids(judged.facts).filter((id) => /^AI-001|^APP-/.test(id))).toEqual([]);
    expect(ids(hospital)).toContain('AI-001');
    const open = judged.facts.reviews.map((review) =>
      review.rule.id === 'NET-001' ? { ...review, state: 'waived' as const } : review,
    );
    expect(ids({ ...judged.facts, reviews: open })).not.toContain('NET-001');
    const unasked = judged.facts.reviews.map((review) => ({ ...review, state: 'not asked' as const, asked: 0 }));
    expect(ids({ ...judged.facts, reviews: unasked })).toEqual([]);
  });

  it('holds no key and no path of the machine', () => {
    const all = [...files.values()].map((content) => Buffer.from(content).toString()).join('\n');
    expect(all).not.toMatch(/PRIVATE KEY|domicile-test-/);
    expect(all).not.toContain(process.cwd());
  });
});

describe('a transfer', () => {
  it('shows when a claim or a place leaves the EEA', () => {
    const claims = [{ match: '*.abroad.example', country: 'US', operator: 'Abroad Inc.' }];
    const facts = { ...judged.facts, site: { ...judged.facts.site, claims } };
    const page = processingRecordPage(processingRecord(facts), facts);
    expect(page).toContain('To be examined under chapter V');
    expect(page).toContain('Abroad Inc. has its seat in United States (US)');
    const places = judged.facts.survey.places.map((place) => ({ ...place, country: 'CH', name: 'Switzerland' }));
    const moved = processingRecord({ ...judged.facts, survey: { ...judged.facts.survey, places } });
    expect(moved.transfers.outside.join()).toContain('Switzerland');
  });
});

describe('the technical documentation of the reference hospital', () => {
  it('is one for each workflow', () => {
    expect(technicalDocumentations(hospital).map(({ system }) => system)).toEqual([
      ...['discharge-letter', 'coding', 'diagnostic-support', 'early-warning'],
    ]);
  });

  it('is none of a site without a model', () => {
    const { ai: _, ...modules } = reference.modules;
    expect(technicalDocumentations({ ...hospital, site: { ...reference, modules } })).toEqual([]);
  });

  it.each([
    ['Annex IV', ANNEX_IV],
    ['Art. 35 GDPR', ARTICLE_35],
    ['Art. 27 AI Act', ARTICLE_27],
  ])('has every point of %s, each with what is shown or who writes it', (_, points) => {
    for (const documentation of technicalDocumentations(hospital)) {
      const page = technicalDocumentationPage(documentation, hospital);
      for (const { id, asks } of points) expect(page).toContain(`\n### ${id} ${asks}\n`);
      for (const { shown, open } of documentation.points) expect(shown.length + open.length).toBeGreaterThan(0);
    }
  });

  it('says what configuration knows, of the model by its digest, and how long answers are kept', () => {
    const [letter] = technicalDocumentations(hospital);
    const shown = (id: string) => letter?.points.find((point) => point.id === id)?.shown.join('\n') ?? '';
    expect(shown('1(a)')).toContain('medical-7b 1.4.0 (sha256:5f0a3f6f');
    expect(shown('2(d)')).toContain('is approved by Ethics committee, vote S-123/2026, 2026-10-01 to 2031-09-30');
    expect(shown('2(g)')).toContain(
      'It has to keep to: recall, at least 0.8, gap at most 0.1; selection-rate, gap at most 0.15.',
    );
    expect(shown('3')).toContain('kept 3650 days');
    for (const id of ['5', '8']) expect(shown(id)).toBe('');
  });

  it('calls no rule passed that was asked of nothing', () => {
    const page = technicalDocumentations(hospital)
      .map((one) => technicalDocumentationPage(one, hospital))
      .join();
    const passed = [...page.matchAll(/rule ([A-Z]+-\d+): pass/g)].map(([, id]) => id);
    const asked = judged.facts.reviews.filter(({ asked = 0 }) => asked > 0).map(({ rule }) => rule.id);
    expect(passed.length).toBeGreaterThan(0);
    expect(passed.filter((id) => !asked.includes(id ?? ''))).toEqual([]);
  });
});

describe('domicile dossier verify', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');

  function written({ signed = true } = {}) {
    const folder = join(temporaryFolder(), 'dossier');
    writeDossier(folder, files, signed ? privateKey : undefined);
    const keyFile = join(temporaryFolder(), 'key.pub.pem');
    writeFileSync(keyFile, publicKey.export({ type: 'spki', format: 'pem' }));
    return { folder, keyFile };
  }
  const verify = (folder: string, ...more: readonly string[]) => runIn(folder, ['dossier', 'verify', '.', ...more]);

  it('passes what lies there as it was written, and says whose it is by the given key', async () => {
    const { folder, keyFile } = written();
    const { code, stdout } = await verify(folder, '--key', keyFile);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/whole: \d+ files, of clinic, 2026-11-23/),
    });
    expect(stdout).toMatch(/Signature +genuine/);
    expect((await verify(folder)).stdout).toMatch(/Signature +not examined/);
    expect((await verify(written({ signed: false }).folder)).stdout).toMatch(/Signature +none/);
  });

  it.each<readonly [string, (folder: string) => void, RegExp]>([
    [
      'a changed word',
      (folder) => appendFileSync(join(folder, layout.processing), 'x'),
      /record-of-processing\.md: its SHA-256/,
    ],
    ['a file more', (folder) => writeFileSync(join(folder, 'more.md'), ''), /more\.md: SHA256SUMS does not list it/],
    ['another signature', (folder) => appendFileSync(join(folder, 'dossier.dsse.json'), ' '), /not as it was written/],
  ])('refuses %s by its name', async (_, tamper, reason) => {
    const { folder, keyFile } = written();
    tamper(folder);
    const { code, stderr } = await verify(folder, '--key', keyFile);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(reason) });
  });

  it('refuses an unsigned one when a key is given, and a folder that holds none', async () => {
    const { folder, keyFile } = written({ signed: false });
    expect(await verify(folder, '--key', keyFile)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/this dossier is not signed/),
    });
    expect(await verify(temporaryFolder())).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/holds no dossier/),
    });
  });

  it('two dossiers of the same facts are the same, signature and all; a full folder is left as it is', () => {
    const [first, second] = [written().folder, written().folder];
    expect(contents(second)).toEqual(contents(first));
    expect(() => writeDossier(first, files, undefined)).toThrow('is not empty');
    expect(existsSync(`${first}.${process.pid}.partial`)).toBe(false);
    expect(readFileSync(join(first, layout.readme), 'utf8')).toContain('# Dossier of clinic');
  });
});
