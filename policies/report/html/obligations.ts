import type { Discharge, Obligation } from '../../engine/obligation.ts';
import type { ReportOptions } from '../index.ts';
import { plural } from '../words.ts';
import { type Html, html } from './markup.ts';

/** What the configuration cannot show, when it falls due and who shows it, with what became of what was owed before. */
export function obligationsSection({ obligations, discharges }: ReportOptions): Html {
  if (obligations === undefined) return html``;
  const owed = obligations();
  return html`
<section aria-labelledby="obligations">
  <h2 id="obligations">Proof obligations</h2>
  <p>What configuration cannot show is not passed over: somebody shows it later, and until then it is on this list.</p>
  ${discharges === undefined ? undefined : answers(discharges)}
  ${owed.length === 0 ? html`<p>Nothing is owed.</p>` : table(owed)}
</section>`;
}

function answers(discharges: readonly Discharge[]): Html {
  const states = ['discharged', 'breached', 'remains', 'unanswered'] as const;
  const counts = states.map((state) => `${discharges.filter((one) => one.state === state).length} ${state}`).join(', ');
  const unanswered = discharges.filter(({ state }) => state === 'unanswered');
  const lines = unanswered.map(
    ({ obligation: { id, subject } }) => html`<li><code>${id}</code> <code>${subject}</code> is not in this input</li>`,
  );
  return html`<p>Of ${plural(discharges.length, 'earlier obligation')}: ${counts}.</p>${lines.length === 0 ? undefined : html`<ul class="plain">${lines}</ul>`}`;
}

function table(owed: readonly Obligation[]): Html {
  return html`<div class="scroll" role="region" aria-label="Table of proof obligations" tabindex="0"><table>
    <thead><tr><th scope="col">Identifier</th><th scope="col">Due</th><th scope="col">Of</th><th scope="col">What has to be shown</th><th scope="col">By</th></tr></thead>
    <tbody>${owed.map(row)}</tbody>
  </table></div>`;
}

function row({ id, due, about, subject, path, owed, how, blocks }: Obligation): Html {
  const mark = blocks
    ? html` <span class="badge undecided"><span aria-hidden="true">?</span> blocks</span>`
    : undefined;
  return html`<tr>
      <th scope="row"><code>${id}</code></th>
      <td>${due}${mark}<br><small>${about}</small></td>
      <td><code>${subject}</code>${path === '' ? undefined : html` <code>${path}</code>`}</td>
      <td><bdi>${owed}</bdi></td>
      <td>${how}</td>
    </tr>`;
}
