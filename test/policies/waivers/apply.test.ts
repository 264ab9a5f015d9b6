import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../policies/engine/types.ts';
import type { Waiver } from '../../../policies/engine/waiver.ts';
import { rules } from '../../../policies/rules/index.ts';
import { applyWaivers } from '../../../policies/waivers/apply.ts';
import { finding, judgementOf, podFinding } from '../../support/findings.ts';

const today = '2026-11-22';
const fhir = podFinding('Deployment/clinical/fhir');

function waiver(changes: Partial<Waiver> = {}): Waiver {
  return {
    rule: 'POD-002',
    subject: 'Deployment/clinical/fhir',
    path: 'spec.securityContext',
    owner: 'platform team',
    reason: 'the vendor image cannot run as another user yet',
    ticket: 'SEC-7',
    expires: '2027-03-31',
    position: { file: 'waivers.yaml', line: 3, column: 5 },
    ...changes,
  };
}

const apply = (findings: readonly Finding[], waivers: readonly Waiver[]) =>
  applyWaivers(judgementOf(findings), waivers, rules, today);
const codes = (findings: readonly Finding[], waivers: readonly Waiver[]) =>
  apply(findings, waivers).waivers.map(({ notices }) => notices.map(({ code }) => code));

describe('a waived finding', () => {
  const { judgement, waivers } = apply([fhir], [waiver()]);

  it('stays, with its waiver in words', () =>
    expect(judgement.findings).toEqual([
      { ...fhir, waiver: 'SEC-7, platform team, until 2027-03-31: the vendor image cannot run as another user yet' },
    ]));
  it('is counted as waived, and as nothing else', () =>
    expect(judgement.counts).toMatchObject({ fail: 0, indeterminate: 0, waived: 1 }));
  it('blocks no more', () => expect(judgement.verdict).toBe('pass'));
  it('is named by its waiver', () =>
    expect(waivers).toEqual([
      { waiver: waiver(), state: 'active', daysLeft: 129, covers: [fhir.fingerprint], notices: [] },
    ]));
});

describe('the verdict under waivers', () => {
  const unsure = podFinding('Deployment/clinical/audit', 'spec.securityContext', { result: 'indeterminate' });

  it.each([
    ['another finding fails', [fhir, podFinding('Pod/clinical/a')], 'fail'],
    ['another one is undecided', [fhir, unsure], 'indeterminate'],
    ['all are waived', [fhir], 'pass'],
  ] as const)('when %s is %s', (_name, findings, verdict) =>
    expect(apply(findings, [waiver()]).judgement.verdict).toBe(verdict),
  );

  it('without a waiver is what it was, to the last byte', () => {
    const before = judgementOf([fhir]);
    expect(applyWaivers(before, [], rules, today).judgement).toBe(before);
  });

  it('of a run that judged nothing stays undecided', () => {
    const nothing = { ...judgementOf([]), verdict: 'indeterminate' as const };
    expect(applyWaivers(nothing, [waiver()], rules, today).judgement.verdict).toBe('indeterminate');
  });
});

describe('a waiver covers nothing', () => {
  it.each([
    ['of another rule', { rule: 'POD-003' }],
    ['of another subject', { subject: 'Deployment/clinical/fhir-2' }],
    ['of another path', { path: 'spec.containers[0].securityContext' }],
    ['that expired yesterday', { expires: '2026-11-21' }],
  ])('%s', (_name, changes) => {
    const { judgement } = apply([fhir], [waiver(changes)]);
    expect(judgement.verdict).toBe('fail');
    expect(judgement.findings[0]?.waiver).toBeNull();
  });

  it('of a hard rule, whatever it says', () => {
    const { judgement, waivers } = apply(
      [finding()],
      [waiver({ rule: 'RES-001', subject: 'aws_s3_bucket.b', path: 'region' })],
    );
    expect(judgement.verdict).toBe('fail');
    expect(judgement.findings[0]?.waiver).toBeNull();
    expect(waivers[0]?.state).toBe('refused');
    expect(waivers[0]?.notices[0]?.message).toContain(
      'RES-001 is a hard rule, which nobody can waive; 1 finding blocks as before',
    );
  });
});

describe('the last day of a waiver', () => {
  it('still counts', () => expect(apply([fhir], [waiver({ expires: today })]).judgement.verdict).toBe('pass'));
  it.each([
    ['today', today, 0, ['expiring']],
    ['in 29 days', '2026-12-21', 29, ['expiring']],
    ['in 30 days', '2026-12-22', 30, []],
    ['yesterday', '2026-11-21', -1, ['expired']],
    ['in 366 days', '2027-11-23', 366, []],
    ['in 367 days', '2027-11-24', 367, ['over-broad']],
  ])('%s leaves the days until then, and says so in time', (_name, expires, daysLeft, notices) => {
    const { waivers } = apply([fhir], [waiver({ expires })]);
    expect(waivers[0]?.daysLeft).toBe(daysLeft);
    expect(waivers[0]?.notices.map(({ code }) => code)).toEqual(notices);
  });
});

describe('a reviewer is told of', () => {
  const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => podFinding(`Deployment/clinical/${name}`));

  it('an unused waiver', () => expect(codes([], [waiver()])).toEqual([['unused']]));
  it('waivers that cover the same finding, each', () =>
    expect(codes([fhir], [waiver(), waiver({ subject: 'Deployment/clinical/*', ticket: 'SEC-8' })])).toEqual([
      ['stacked'],
      ['stacked'],
    ]));
  it('a waiver of more than five subjects', () =>
    expect(codes(many, [waiver({ subject: 'Deployment/clinical/*' })])).toEqual([['over-broad']]));
  it('no waiver of five', () =>
    expect(codes(many.slice(1), [waiver({ subject: 'Deployment/clinical/*' })])).toEqual([[]]));
  it('the findings that an expired waiver leaves behind', () =>
    expect(apply([fhir], [waiver({ expires: '2026-01-01' })]).waivers[0]?.notices[0]?.message).toBe(
      'it held until 2026-01-01; 1 finding blocks again: mend, or have the waiver reviewed and renewed',
    ));
});

describe('of two waivers over one finding', () => {
  const short = waiver({ ticket: 'SEC-8', expires: '2026-12-31' });

  it.each([
    ['first', [waiver(), short]],
    ['last', [short, waiver()]],
  ])('the one that holds longer is named, also when it stands %s', (_name, waivers) =>
    expect(apply([fhir], waivers).judgement.findings[0]?.waiver).toContain('SEC-7'),
  );
});

describe('hard rules', () => {
  const hard = rules.filter(({ waivable }) => waivable === false).map(({ id }) => id);

  it('are all that decide where data may be', () => {
    const residency = rules.filter(({ id, enforcement }) => id.startsWith('RES-') && enforcement === 'deny');
    expect(residency.length).toBeGreaterThan(0);
    expect(hard).toEqual(expect.arrayContaining(residency.map(({ id }) => id)));
  });
  it('are besides these, which open or leave open where data may go, or what was judged', () =>
    expect(hard.filter((id) => !id.startsWith('RES-'))).toEqual([
      'LIV-001',
      'NET-002',
      'NET-012',
      'TF-001',
      'TF-002',
      'TF-006',
    ]));
});
