import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { render } from '../../policies/report/index.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { judgementOf } from '../support/findings.ts';
import { temporaryFolder, writeFiles } from '../support/folder.ts';
import { everyKind, fullOptions, hostile, hostileFinding } from '../support/report.ts';

const chromium = findChromium();
if (chromium === undefined) {
  console.warn('SKIPPED: the HTML report in a real browser. No Chromium found: install one, or set CHROMIUM_PATH.');
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const text = render('html', judgementOf([...everyKind, hostileFinding]), fullOptions);

interface Opened {
  readonly page: Page;
  /** What the page asked for besides itself. */
  readonly requests: readonly string[];
  /** Dialogs, errors and refusals: none is expected. */
  readonly events: readonly string[];
}

describe.skipIf(chromium === undefined)('the HTML report in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser.close());

  async function open(scheme: 'light' | 'dark', width = 1200): Promise<Opened> {
    const folder = temporaryFolder();
    writeFiles(folder, { 'report.html': text });
    const url = pathToFileURL(join(folder, 'report.html')).href;
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 }, offline: true });
    const page = await context.newPage();
    const [requests, events]: [string[], string[]] = [[], []];
    page.on('request', (request) => {
      if (request.url() !== url) requests.push(request.url());
    });
    page.on('dialog', (dialog) => {
      events.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => events.push(`error: ${error.message}`));
    page.on('console', (message) => events.push(`console: ${message.text()}`));
    await page.goto(url);
    return { page, requests, events };
  }

  it('asks for nothing, runs nothing and complains of nothing, whatever the findings hold', async () => {
    const { page, requests, events } = await open('light');
    expect(requests).toEqual([]);
    expect(events).toEqual([]);
    expect(await page.locator('script, img, iframe, object, [onload], [onerror], [style]').count()).toBe(0);
    expect(await page.locator('a:not([href^="#"])').count()).toBe(0);
  });

  it('shows a hostile value as the text that it is', async () => {
    const { page } = await open('light');
    const shown = await page.locator('code.found').allTextContents();
    expect(shown.some((value) => value.startsWith(hostile.slice(0, 60)))).toBe(true);
  });

  it.each(['light', 'dark'] as const)('is accessible in %s: landmarks, headings, tables, contrast', async (scheme) => {
    const { page } = await open(scheme);
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { violations } = await Reflect.get(globalThis, 'axe').run();
      return violations.map(
        ({ id, nodes }: { id: string; nodes: readonly { html: string }[] }) => `${id}: ${nodes[0]?.html}`,
      );
    });
    expect(violations).toEqual([]);
  });

  it('is dark for a reader who likes it dark', async () => {
    const background = async (scheme: 'light' | 'dark') =>
      (await open(scheme)).page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await background('light')).toBe('rgb(246, 247, 249)');
    expect(await background('dark')).toBe('rgb(15, 21, 29)');
  });

  it.each([390, 768, 1600])('fits a screen of %i pixels without scrolling sideways', async (width) => {
    const { page } = await open('light', width);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  it('prints on white, without the navigation', async () => {
    const { page } = await open('dark');
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('leads from a control to the rule that bears on it', async () => {
    const { page } = await open('light');
    await page.locator('table.controls a', { hasText: 'RES-001' }).first().click();
    expect(page.url()).toMatch(/#rule-RES-001$/);
    expect(await page.locator('#rule-RES-001').isVisible()).toBe(true);
  });
});
