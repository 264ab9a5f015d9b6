import { describe, expect, it } from 'vitest';
import type { SovereigntyReview } from '../../../policies/engine/sovereignty.ts';
import { boundaryOf, type Claim, judge, packOf } from '../../../policies/judge.ts';
import { render } from '../../../policies/report/index.ts';
import { objectives } from '../../../policies/sovereignty/objectives.ts';

const claim: Claim = { match: '*.klinik.de', country: 'DE', operator: 'Klinik', position: undefined };

function shown(text: string, boundary = boundaryOf('EEA'), pack = 'all'): SovereigntyReview {
  return judge([{ name: 'a.yaml', bytes: Buffer.from(text) }], boundary, packOf(pack)).sovereignty();
}

const endpoint = (host: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: clinical}\ndata: {URL: "https://${host}"}\n`;
/** The same beside a network policy, without which nobody knows where pods may send. */
const governed = (text: string) =>
  `${text}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny, namespace: clinical}\nspec: {podSelector: {}, policyTypes: [Egress]}\n`;
const image = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: clinical}\nspec: {containers: [{name: a, image: "${name}"}]}\n`;
const claimOfStorage = (labels: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: d, namespace: clinical, labels: ${labels}}\nspec: {storageClassName: fast}\n`;
const storageClass =
  'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\nprovisioner: driver.longhorn.io\nparameters: {encrypted: "true"}\n';

function objective(review: SovereigntyReview, id: string) {
  const found = review.objectives.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no objective ${id}`);
  return found;
}

function stateOf(review: SovereigntyReview, asks: RegExp): string {
  const factor = review.objectives.flatMap(({ factors }) => factors).find((one) => asks.test(one.asks));
  return `${factor?.state}: ${factor?.because}`;
}

describe('the framework', () => {
  it('has eight objectives whose weights add up to a hundred', () => {
    expect(objectives.map(({ id, weight }) => [id, weight])).toEqual([
      ['SOV-1', 15],
      ['SOV-2', 10],
      ['SOV-3', 10],
      ['SOV-4', 15],
      ['SOV-5', 20],
      ['SOV-6', 15],
      ['SOV-7', 10],
      ['SOV-8', 5],
    ]);
    expect(objectives.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });
  it('names only rules that there are', () => {
    const known = new Set(packOf('all').rules.map(({ id }) => id));
    const named = objectives.flatMap(({ factors }) =>
      factors.flatMap(({ evidence }) => (evidence.by === 'rules' ? [...evidence.ids, ...evidence.speak] : [])),
    );
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });
});

describe('a place', () => {
  it('of a French operator in France is met, for ownership, law and data', () => {
    const review = shown(endpoint('s3.fr-par.scw.cloud'), boundaryOf('EEA'));
    expect(stateOf(review, /owned from the Union/)).toContain('ultimate parent in the Union');
    expect(stateOf(review, /law from outside/)).toMatch(/^met/);
  });
  it('of an American operator in Frankfurt caps law at SEAL-2, and the whole with it', () => {
    const review = shown(endpoint('s3.eu-central-1.amazonaws.com'));
    expect(stateOf(review, /law from outside/)).toBe('unmet: the ultimate parent is elsewhere: aws (US)');
    expect(objective(review, 'SOV-2')).toMatchObject({
      score: { lowest: 0, highest: 75 },
      seal: { lowest: 0, highest: 2 },
    });
    expect(review).toMatchObject({ seal: { lowest: 0, highest: 2 }, governedBy: ['SOV-2'] });
  });
  it('in Virginia caps data at SEAL-1', () => {
    const review = shown(endpoint('s3.us-east-1.amazonaws.com'));
    expect(objective(review, 'SOV-3').seal.highest).toBe(1);
    expect(review.governedBy).toEqual(['SOV-3']);
  });
  it('that only the site claims is open, never met', () => {
    const review = shown(governed(endpoint('store.klinik.de')), boundaryOf('EEA', [claim]));
    expect(stateOf(review, /stored and processed/)).toBe("open: some places rest on the site's own claim");
    expect(stateOf(review, /law from outside/)).toMatch(/^open/);
  });
  it('that nobody knows is open', () =>
    expect(stateOf(shown(endpoint('store.klinik.de')), /stored and processed/)).toBe('open: a rule could not decide'));
  it('is missing: open', () =>
    expect(stateOf(shown(governed(storageClass)), /stored and processed/)).toBe('open: this input names no place'));
  it('in Norway is inside the EEA, and open for the Union', () => {
    const norway =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: clinical}\ndata: {AZURE_REGION: norwayeast}\n';
    expect(stateOf(shown(governed(norway)), /stored and processed/)).toBe(
      'open: NO: inside the boundary, and outside the Union of which the framework speaks',
    );
  });
  it('in France, with nothing open beside it, is met', () =>
    expect(stateOf(shown(governed(endpoint('s3.fr-par.scw.cloud'))), /stored and processed/)).toMatch(
      /^met: every place/,
    ));
});

describe('a rule that had nothing to judge', () => {
  it('proves nothing: no image, no proof that images come from inside', () => {
    const review = shown(endpoint('s3.fr-par.scw.cloud'));
    expect(stateOf(review, /distributed from inside/)).toBe('open: RES-003 had nothing to judge in this input');
    expect(objective(review, 'SOV-5').score.lowest).toBe(0);
  });
  it('is open when its pack was not asked', () =>
    expect(stateOf(shown(image('nginx'), boundaryOf('EEA'), 'encryption'), /distributed from inside/)).toMatch(
      /^open: RES-003/,
    ));
});

describe('encryption', () => {
  it('by a StorageClass that encrypts is met', () =>
    expect(stateOf(shown(`${claimOfStorage('{}')}---\n${storageClass}`), /encrypted/)).toBe(
      'met: ENC-001, ENC-004 found nothing',
    ));
  it("by the site's label alone is open", () =>
    expect(stateOf(shown(claimOfStorage('{domicile.internal/encrypted-at-rest: "true"}')), /encrypted/)).toBe(
      "open: some storage is encrypted by the site's word alone",
    ));
  it('that is missing is unmet', () =>
    expect(stateOf(shown(claimOfStorage('{}')), /encrypted/)).toBe('unmet: ENC-004 found a breach'));
});

describe('the whole', () => {
  const review = shown(`${endpoint('s3.eu-central-1.amazonaws.com')}---\n${image('docker.io/nginx')}`);

  it('is a range: nothing is ever one number', () => {
    for (const { score, seal } of [review, ...review.objectives]) {
      expect(score.lowest).toBeLessThan(score.highest);
      expect(seal.lowest).toBe(0);
    }
  });
  it('is the sum of the objectives by weight', () => {
    const sum = (end: 'lowest' | 'highest') =>
      review.objectives.reduce((total, { weight, score }) => total + (weight * score[end]) / 100, 0);
    expect(review.score.lowest).toBeCloseTo(sum('lowest'), 0);
    expect(review.score.highest).toBeCloseTo(sum('highest'), 0);
  });
  it('says of every open factor what would show it', () => {
    for (const { state, because } of review.objectives.flatMap(({ factors }) => factors))
      if (state === 'open') expect(because.length).toBeGreaterThan(10);
  });
  it('is in the page, the JSON and the OSCAL report, as a range', () => {
    const judged = judge(
      [{ name: 'a.yaml', bytes: Buffer.from(endpoint('s3.eu-central-1.amazonaws.com')) }],
      boundaryOf('EEA'),
      packOf('all'),
    );
    const options = {
      colour: false,
      boundary: 'EEA',
      rules: packOf('all').rules,
      at: '2026-11-22',
      survey: judged.survey,
      sovereignty: judged.sovereignty,
    };
    expect(render('html', judged.judgement, options)).toContain('SEAL-0 to SEAL-2');
    expect(JSON.parse(render('json', judged.judgement, options)).sovereignty.seal).toEqual({ lowest: 0, highest: 2 });
    expect(render('oscal', judged.judgement, options)).toMatch(
      /"sovereignty-SOV-2"[\s\S]{0,120}0 to 75 %, SEAL-0 to SEAL-2/,
    );
  });
});
