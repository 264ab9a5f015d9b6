import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { html, prose } from '../../../policies/report/html/markup.ts';
import { render } from '../../../policies/report/index.ts';
import { rules } from '../../../policies/rules/index.ts';
import { finding, judgementOf, podFinding } from '../../support/findings.ts';
import { everyKind, fullOptions, hostile, hostileFinding } from '../../support/report.ts';

const page = render('html', judgementOf(everyKind), fullOptions);
const quiet = render('html', judgementOf([]), fullOptions);

describe('the HTML report', () => {
  it.each([
    ['the verdict', '<h1 id="verdict"><span class="eyebrow">Domicile: where this platform lives</span> Refused</h1>'],
    ['the boundary', '<dt>Boundary</dt><dd>EEA</dd>'],
    ['the day', '<dt>Day</dt><dd>2026-11-22</dd>'],
    ['the edition of the catalogue', '1.0.0, as of 2026-11-22'],
    ['the coverage', '<strong>8</strong> inert: shown to name no place'],
    ['a place with its country', 'Germany <abbr>DE</abbr>'],
    ['what is only claimed', '2 by the site&#39;s own claim'],
    ['what is only remembered', '1 fact only remembered'],
    ['that location is not jurisdiction', 'aws, US <span class="badge warn">! beyond the boundary</span>'],
    ['the value found', '<code class="found">us-east-1</code>'],
    ['why', 'aws us-east-1 is Virginia, US'],
    ['where', '<code>cdk.tf.json:12:7</code>'],
    ['the mend', '<strong>Mend:</strong>'],
    ['that a rule is hard', 'cannot be waived'],
    ['a waiver with its days left', '<td class="n soon">9<br><small>until 2026-12-01</small></td>'],
    ['what to know of a waiver', '<strong>expiring:</strong>'],
    ['a control with its citation', '<th scope="row">Art. 44</th>'],
  ])('says %s', (_what, text) => expect(page).toContain(text));

  it.each([
    ['pass', [], 'Pass'],
    ['fail', [finding()], 'Refused'],
    ['indeterminate', [finding({ result: 'indeterminate' })], 'Undecided'],
    ['pass', [podFinding('Pod/a/b', 'spec', { waiver: 'SEC-7' })], 'Pass'],
  ])('of a %s says it in its title', (_verdict, findings, word) =>
    expect(render('html', judgementOf(findings), fullOptions)).toContain(
      `<title>${word}: Domicile report, boundary EEA</title>`,
    ),
  );

  it('tells rules that passed from rules that no subject met', () => {
    const row = (id: string) => quiet.split('\n').find((line) => line.includes(`<tr id="rule-${id}">`));
    expect(row('RES-001')).toContain('badge pass');
    expect(row('AI-001')).toContain('badge not-asked');
  });

  it('has every rule once', () => {
    for (const { id } of rules) expect(page.split(`id="rule-${id}"`), id).toHaveLength(2);
  });

  it('says that there was no waiver file', () => {
    const { waivers: _, ...options } = fullOptions;
    expect(render('html', judgementOf([]), options)).toContain('The run had no waiver file.');
  });
});

describe('the page needs nothing else', () => {
  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|base|form)\b/i);
    expect(page).not.toMatch(/\b(?:src|href|action)\s*=\s*"(?!#)/i);
    expect(page).not.toMatch(/url\(|@import/i);
    expect(page).not.toMatch(/\sstyle="/);
  });

  it('allows by its policy only its own style sheet', () => {
    const sheet = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(sheet).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
  });
});

describe('hostile text', () => {
  const options = {
    ...fullOptions,
    waivers: fullOptions.waivers?.map((one) => ({
      ...one,
      waiver: { ...one.waiver, owner: hostile, reason: hostile, ticket: hostile, subject: hostile },
    })),
    survey: () => ({
      asked: new Map<string, number>(),
      inside: ['DE'],
      catalogue: { version: '1', asOf: '2026-11-22' },
      places: [
        {
          country: 'US',
          name: hostile,
          verdict: 'outside' as const,
          values: 1,
          claimed: 0,
          recalled: 0,
          operators: [{ id: hostile, jurisdiction: hostile }],
          examples: [hostile],
        },
      ],
    }),
  };
  const text = render('html', judgementOf([hostileFinding]), { ...options, boundary: hostile } as typeof fullOptions);

  it('makes no element and no attribute', () => {
    expect(text).not.toMatch(/<(?:script|img)\b/i);
    expect(text).not.toMatch(/<svg onload/i);
    expect(text).not.toContain('<!--');
  });
  it('is there to be read', () => expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;'));
  it('hides and turns nothing', () =>
    expect([...text].filter((one) => /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe]/u.test(one) && one !== '\n')).toEqual([]));
});

describe('a template', () => {
  it.each([
    ['<b>', '&lt;b&gt;'],
    ['"\'`', '&quot;&#39;&#96;'],
    ['&amp;', '&amp;amp;'],
    ['a\u200bb', 'a\\u{200b}b'],
    ['größe 😀', 'größe 😀'],
  ])('writes %j as %s', (value, markup) => expect(html`${value}`.markup).toBe(markup));
  it('keeps what is markup already', () =>
    expect(html`<i>${html`<b>${'<'}</b>`}</i>`.markup).toBe('<i><b>&lt;</b></i>'));
  it('shows backticks of our own texts as code', () =>
    expect(prose('set `a<b` here').markup).toBe('set <code>a&lt;b</code> here'));
});
