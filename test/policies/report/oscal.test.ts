import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../policies/engine/types.ts';
import { render } from '../../../policies/report/index.ts';
import { uuidV5 } from '../../../policies/report/oscal/uuid.ts';
import { finding, judgementOf, podFinding } from '../../support/findings.ts';
import { everyKind, fullOptions, hostileFinding } from '../../support/report.ts';

const schema = JSON.parse(readFileSync('test/fixtures/schemas/oscal-assessment-results-1.2.1.json', 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(schema);

const text = (findings: readonly Finding[], changes = {}) =>
  render('oscal', judgementOf(findings), { ...fullOptions, ...changes });
const results = (findings: readonly Finding[], changes = {}) =>
  JSON.parse(text(findings, changes))['assessment-results'];
const result = (findings: readonly Finding[]) => results(findings).results[0];
const targetOf = (findings: readonly Finding[], rule: string) =>
  result(findings).findings.find(({ title }: { title: string }) => title.startsWith(rule))?.target;

describe('the OSCAL report', () => {
  it.each([
    ['no finding', []],
    ['every kind of finding', everyKind],
    ['hostile text', [hostileFinding]],
    ['the same finding twice', [finding(), finding()]],
  ])('of %s is valid against the schema of NIST', (_name, findings) => {
    validate(JSON.parse(text(findings)));
    expect(validate.errors).toBeNull();
  });

  it('is known by the schema when it is wrong', () => {
    const wrong = JSON.parse(text(everyKind));
    wrong['assessment-results'].results[0].start = '22.11.2026';
    expect(validate(wrong)).toBe(false);
  });

  it('has no time but the day of the run', () => {
    const days = new Set(text([finding()]).match(/\d{4}-\d{2}-\d{2}T[^"]*/g));
    days.delete('2026-12-01T23:59:59Z');
    expect([...days]).toEqual(['2026-11-22T00:00:00Z']);
  });

  it('is refused without a day', () => {
    const { at: _, ...options } = fullOptions;
    expect(() => render('oscal', judgementOf([]), options)).toThrow(/give it as YYYY-MM-DD with --at/);
  });

  it('has other identifiers for another outcome, and the same for the same', () => {
    expect(results([finding()]).uuid).toBe(results([finding()]).uuid);
    expect(results([finding()]).uuid).not.toBe(results([finding({ found: 'us-west-1' })]).uuid);
    expect(results([finding()]).uuid).not.toBe(results([finding()], { at: '2026-11-23' }).uuid);
  });

  it('has no identifier twice', () => {
    const defined = [...text([finding(), finding(), ...everyKind]).matchAll(/"uuid": "([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(defined).size).toBe(defined.length);
  });

  it('refers only to what it defines', () => {
    const report = text(everyKind);
    const defined = new Set([...report.matchAll(/"uuid": "([^"]+)"/g)].map(([, id]) => id));
    const referred = [...report.matchAll(/"(?:subject|observation|risk)-uuid": "([^"]+)"/g)].map(([, id]) => id);
    expect(referred.length).toBeGreaterThan(5);
    expect(referred.filter((id) => !defined.has(id))).toEqual([]);
    expect(defined.has(results(everyKind)['import-ap'].href.slice(1))).toBe(true);
  });
});

describe('an OSCAL finding', () => {
  it.each([
    ['nothing was found', [], 'satisfied', 'pass'],
    ['something fails', [finding()], 'not-satisfied', 'fail'],
    ['something is undecided', [finding({ result: 'indeterminate' })], 'not-satisfied', 'other'],
    ['all is waived', [finding({ waiver: 'SEC-7' })], 'not-satisfied', 'other'],
  ])('when %s has the state of the rule', (_name, findings, state, reason) =>
    expect(targetOf(findings, 'RES-001').status).toMatchObject({ state, reason }),
  );

  it('is not there for a rule that no subject met', () => expect(targetOf([], 'AI-001')).toBeUndefined());
  it('speaks of an objective that the report defines', () => {
    const defined = results([])['local-definitions']['objectives-and-methods'].flatMap(
      ({ parts }: { parts: readonly { id: string }[] }) => parts.map(({ id }) => id),
    );
    for (const { target } of result(everyKind).findings) expect(defined).toContain(target['target-id']);
  });
  it('claims no compliance', () => expect(targetOf([], 'RES-001').remarks).toContain('no statement of compliance'));
});

describe('an OSCAL risk', () => {
  const waived = podFinding('Deployment/clinical/fhir', 'spec.securityContext', { waiver: 'SEC-7' });

  it('carries the mend of an open finding', () =>
    expect(result([finding()]).risks[0]).toMatchObject({
      status: 'open',
      remediations: [{ lifecycle: 'recommendation' }],
    }));
  it('of a waived finding is an approved deviation with a deadline', () =>
    expect(result([waived]).risks).toMatchObject([
      { status: 'deviation-approved', deadline: '2026-12-01T23:59:59Z', 'related-observations': [{}] },
    ]));
});

describe('a name-based UUID', () => {
  it('is that of the example in RFC 9562, appendix A.4', () =>
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    ));
});
