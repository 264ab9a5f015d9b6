import type { FactorReview, ObjectiveReview, Range, SovereigntyReview } from '../../engine/sovereignty.ts';
import { type Html, html } from './markup.ts';

/** The eight objectives with what configuration shows of each, and what it leaves open; nothing when nobody asked. */
export function sovereigntySection(review: SovereigntyReview | undefined): Html {
  if (review === undefined) return html``;
  const { framework, objectives, score, seal, governedBy } = review;
  const held =
    governedBy.length === 0 ? '' : ` ${governedBy.join(' and ')} hold it there: the lowest objective governs.`;
  return html`
<section aria-labelledby="sovereignty">
  <h2 id="sovereignty">Sovereignty</h2>
  <p class="lead">Between <strong>${score.lowest} %</strong> and <strong>${score.highest} %</strong>, ${levels(seal)}.${held}</p>
  <p>Configuration shows a part; the rest is open. The lower end takes everything open as missing, the upper end as there. No level is shown by configuration alone. ${framework.name}: ${framework.source}, as of ${framework.asOf}.</p>
  <div class="scroll" role="region" aria-label="Objectives of the sovereignty framework" tabindex="0"><table>
    <thead><tr><th scope="col">Objective</th><th scope="col" class="n">Weight</th><th scope="col">Shown to possible</th><th scope="col">Level</th><th scope="col">Factors</th></tr></thead>
    <tbody>${objectives.map(row)}</tbody>
  </table></div>
</section>`;
}

function levels({ lowest, highest }: Range): string {
  return `SEAL-${lowest} to SEAL-${highest}`;
}

function row({ id, name, weight, score, seal, factors }: ObjectiveReview): Html {
  return html`<tr>
      <th scope="row">${id}<br><small>${name}</small></th>
      <td class="n">${weight} %</td>
      <td>${bar(score)}${score.lowest} to ${score.highest} %</td>
      <td>${levels(seal)}</td>
      <td><ul class="plain">${factors.map(factor)}</ul></td>
    </tr>`;
}

/** Green is shown, grey is open, the rest is shown to be missing. */
function bar({ lowest, highest }: Range): Html {
  const possible = (highest - lowest).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-placed" x="0" y="0" width="${lowest.toFixed(1)}" height="8"/><rect class="bar-inert" x="${lowest.toFixed(1)}" y="0" width="${possible}" height="8"/><rect class="bar-undecided" x="${highest.toFixed(1)}" y="0" width="${(100 - highest).toFixed(1)}" height="8"/></svg>`;
}

const marks = { met: ['pass', '✓'], unmet: ['fail', '✗'], open: ['none', '–'] } as const;

function factor({ asks, state, because }: FactorReview): Html {
  const [name, mark] = marks[state];
  return html`<li><span class="badge ${name}"><span aria-hidden="true">${mark}</span> ${state}</span> ${asks} <small><bdi>${because}</bdi></small></li>`;
}
