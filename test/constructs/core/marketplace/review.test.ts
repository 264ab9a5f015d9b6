import { describe, expect, test } from 'vitest';
import { objectionsTo } from '../../../../constructs/core/marketplace/review.ts';
import { parseSite } from '../../../../constructs/core/site/load.ts';
import type { ReviewedApp } from '../../../../constructs/core/site/modules/marketplace.ts';
import { edit, siteText } from '../../../support/site-text.ts';
import { hospital } from '../../../support/small-app.ts';

const reviewed = hospital.modules.marketplace?.apps['radiology-assistant'];
if (reviewed === undefined) throw new Error('the reference hospital has reviewed an app');
const app: ReviewedApp = reviewed;

const day = '2026-11-22';
const paths = (change: Partial<ReviewedApp>, on = day, boundary = hospital.boundary) =>
  objectionsTo({ ...app, ...change }, { boundary }, on).map(({ path }) => path.join('.'));
const company = (name: string, country: string) => ({ ...app.publisher, parent: { name, country } });

describe('a reviewed app', () => {
  test('runs while its approval lasts, the last day included', () => {
    expect(paths({}, app.review.on)).toEqual([]);
    expect(paths({}, app.expires)).toEqual([]);
  });

  test.each<[string, Partial<ReviewedApp>, string]>([
    ['a parent beyond the boundary', { publisher: company('Imaging Inc.', 'US') }, 'publisher.parent.country'],
    ['a seat beyond the boundary', { publisher: { ...app.publisher, country: 'CH' } }, 'publisher.country'],
    [
      'a parent that the catalogue knows to be elsewhere, whatever the review says',
      { publisher: company('Microsoft Deutschland GmbH', 'DE') },
      'publisher.parent.name',
    ],
    ['a scope to create', { scopes: ['system/Observation.cr'] }, 'scopes.0'],
    ['a scope to change, beside one to read', { scopes: ['system/Patient.r', 'system/Patient.u'] }, 'scopes.1'],
    ['a scope of a user', { scopes: ['user/Observation.rs'] }, 'scopes.0'],
    ['a scope of a patient', { scopes: ['patient/Observation.rs'] }, 'scopes.0'],
    ['a scope for everything', { scopes: ['system/*.rs'] }, 'scopes.0'],
    ['a scope for what holds anything', { scopes: ['system/Binary.r'] }, 'scopes.0'],
    ['health data that nobody declared', { dataClasses: ['operational'] }, 'dataClasses'],
    ['an approval for longer than five years', { expires: '2031-11-21' }, 'expires'],
  ])('is refused with %s', (_, change, path) => {
    expect(paths(change)).toEqual([path]);
  });

  test('is refused the day after its approval', () => {
    expect(paths({ expires: '2026-11-21' })).toEqual(['expires']);
  });

  test('is refused before its review', () => {
    expect(paths({}, '2026-11-19')).toEqual(['review.on']);
  });

  test('may answer to anybody where the site accepts any operator', () => {
    const any = { ...hospital.boundary, operators: 'any' as const };
    expect(paths({ publisher: company('Imaging Inc.', 'US') }, day, any)).toEqual([]);
  });
});

describe('in the site file', () => {
  const text = siteText('reference-hospital');
  const problems = (changed: string) => {
    try {
      parseSite(changed, 'site.yaml');
    } catch (error) {
      return String(error);
    }
    return 'accepted';
  };

  test.each([
    ['an expired app that is admitted', 'expires: "2031-11-20"', 'expires: "2026-11-21"', 'has expired'],
    ['an admitted app that nobody reviewed', '- radiology-assistant', '- cardiology-predictor', 'nobody has reviewed'],
    ['a key that no review has', 'sbom: sha256', 'sbon: sha256', 'write "sbom"'],
    ['a scope in the old form', 'system/Patient.r\n', 'system/Patient.read\n', 'a SMART scope of version 2'],
    [
      'a seat outside',
      'country: SE',
      'country: US',
      'the ultimate parent of the publisher has its seat beyond the boundary',
    ],
  ])('%s is refused at its place', (_, from, to, message) => {
    const changed = edit(text, from, to);
    expect(problems(changed)).toContain(message);
    expect(problems(changed)).toMatch(/site\.yaml:\d+:\d+/);
  });

  test('an expired app that is not admitted is a record, and no problem', () => {
    const kept = edit(
      edit(text, 'expires: "2031-11-20"', 'expires: "2026-11-21"'),
      '      - radiology-assistant\n',
      '',
    );
    expect(problems(edit(kept, 'admitted: #', 'admitted: [] #'))).toBe('accepted');
  });
});
