import type { Judgement } from '../../engine/types.ts';
import type { ReportOptions } from '../index.ts';
import { plural } from '../words.ts';
import { type Html, html } from './markup.ts';

const words = {
  pass: ['Pass', 'No rule that blocks is broken, and none is left undecided.'],
  fail: ['Refused', 'Something in this configuration breaks a rule that blocks.'],
  indeterminate: ['Undecided', 'Nothing is known to break a rule; something cannot be told, and that blocks.'],
} as const;

/** The word for a verdict. */
export function verdictWord(verdict: Judgement['verdict']): string {
  return words[verdict][0];
}

/** The verdict, what was judged, and the coverage of values. */
export function summary(judgement: Judgement, options: ReportOptions): Html {
  const { verdict, counts, coverage, grounds, notAsked } = judgement;
  const catalogue = options.survey?.().catalogue;
  const facts: readonly (readonly [string, string])[] = [
    ['Boundary', options.boundary],
    ...(options.at === undefined ? [] : [['Day', options.at] as const]),
    ...(catalogue === undefined ? [] : [['Catalogue', `${catalogue.version}, as of ${catalogue.asOf}`] as const]),
  ];
  return html`
<section class="verdict ${verdict}" aria-labelledby="verdict">
  <h1 id="verdict"><span class="eyebrow">Domicile: where this platform lives</span> ${words[verdict][0]}</h1>
  <p class="lead">${words[verdict][1]}</p>
  <dl class="facts">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
  <ul class="numbers" aria-label="Counts">
    ${number(counts.fail, 'failed')}
    ${number(counts.indeterminate, 'undecided')}
    ${number(counts.waived, 'waived')}
    ${counts.known === 0 ? undefined : number(counts.known, 'known')}
    ${number(counts.subjects, counts.subjects === 1 ? 'subject' : 'subjects')}
    ${number(counts.rules, counts.rules === 1 ? 'rule' : 'rules')}
  </ul>
  ${notAsked.map(({ ruleId, because }) => html`<p class="open"><a href="#rule-${ruleId}">${ruleId}</a> was <strong>not asked</strong>: ${because}.</p>`)}
</section>
${coverageSection(coverage, grounds)}`;
}

function number(count: number, label: string): Html {
  return html`<li><strong>${count}</strong> ${label}</li>`;
}

const kinds = [
  ['placed', 'resolved to a place and judged'],
  ['inert', 'shown to name no place'],
  ['undecided', 'neither; blocks'],
] as const;

function coverageSection(coverage: Judgement['coverage'], { recalled, claimed }: Judgement['grounds']): Html {
  let start = 0;
  const bars = kinds.map(([kind]) => {
    const width = coverage.values === 0 ? 0 : (1000 * coverage[kind]) / coverage.values;
    const bar = html`<rect class="bar-${kind}" x="${start.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="24"/>`;
    start += width;
    return bar;
  });
  return html`
<section aria-labelledby="coverage">
  <h2 id="coverage">Coverage</h2>
  <p>${plural(coverage.values, 'value')} seen. Every string of the input is one of these:</p>
  <svg class="bar" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
  <ul class="legend">${kinds.map(
    ([kind, meaning]) =>
      html`<li><span class="swatch ${kind}" aria-hidden="true"></span> <strong>${coverage[kind]}</strong> ${kind}: ${meaning}</li>`,
  )}</ul>
  <p>Of what is inside, <strong>${recalled}</strong> ${recalled === 1 ? 'rests' : 'rest'} on a fact that is only recalled, and <strong>${claimed}</strong> on the site's own claim alone.</p>
</section>`;
}
