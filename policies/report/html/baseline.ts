import type { BaselineEntry, ReviewedBaseline } from '../../engine/baseline.ts';
import { plural } from '../words.ts';
import { type Html, html } from './markup.ts';

/** How much of the run's baseline still covers something; nothing when there was none. */
export function baselineSection(baseline: ReviewedBaseline | undefined): Html {
  if (baseline === undefined) return html``;
  const { file, at, entries, covers, unused, refused } = baseline;
  return html`
<section aria-labelledby="baseline">
  <h2 id="baseline">Baseline</h2>
  <p>${covers} of ${plural(entries, 'entry', 'entries')} of <code>${file}</code>, written on ${at}, still cover a finding. What was there before is marked known and blocks no more; findings of hard rules always block.</p>
  ${list('No longer found: write the baseline again without them', unused)}
  ${list('Of hard rules: they cover nothing', refused)}
</section>`;
}

function list(title: string, entries: readonly BaselineEntry[]): Html | undefined {
  if (entries.length === 0) return undefined;
  const items = entries.map(
    ({ rule, subject, path }) => html`<li>${rule} <code>${subject}</code> <code>${path}</code></li>`,
  );
  return html`<h3>${title}</h3><ul class="plain">${items}</ul>`;
}
