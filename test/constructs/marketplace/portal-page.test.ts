import { describe, expect, test } from 'vitest';
import { portalPage } from '../../../constructs/marketplace/portal-page.ts';
import { hospital } from '../../support/small-app.ts';

const { apps = {} } = hospital.modules.marketplace ?? {};
const [[name, app] = ['', undefined]] = Object.entries(apps);
if (app === undefined) throw new Error('the reference hospital has reviewed an app');
const page = (admitted: readonly string[], shown = app) =>
  portalPage({ site: 'ward', apps: { [name]: shown }, admitted });

describe('the page of the App Store', () => {
  test.each([
    ['what an app may read', 'system/ImagingStudy.rs'],
    ['until when', `until ${app.expires} inclusive`],
    ['whose law reaches its publisher', 'Nordlicht Holding AB, under the law of Sweden'],
    ['what was reviewed', app.image.reference],
  ])('says %s', (_, text) => expect(page([name])).toContain(text));

  test('says of a reviewed app that is not admitted that nothing of it runs', () => {
    expect(page([])).toContain('not admitted');
    expect(page([])).not.toContain('inclusive');
  });

  test('shows what a publisher calls itself as text', () => {
    const evil = { ...app, title: '<script src="//x">', purpose: `"'&` };
    expect(page([name], evil)).not.toContain('<script');
    expect(page([name], evil)).toContain('&lt;script src=&quot;//x&quot;&gt;');
  });

  test('loads nothing and runs nothing', () => {
    expect(page([name])).not.toMatch(/<script|src=|href=|https?:/);
  });
});
