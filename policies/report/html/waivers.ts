import type { ReviewedWaiver } from '../../engine/waiver.ts';
import { type Html, html } from './markup.ts';

/** Every waiver of the run with its owner, reason, days left, and what a reviewer should know. */
export function waiversSection(waivers: readonly ReviewedWaiver[] | undefined): Html {
  return html`
<section aria-labelledby="waivers">
  <h2 id="waivers">Waivers</h2>
  ${body(waivers)}
</section>`;
}

function body(waivers: readonly ReviewedWaiver[] | undefined): Html {
  if (waivers === undefined) return html`<p>The run had no waiver file.</p>`;
  if (waivers.length === 0) return html`<p>The waiver file holds none.</p>`;
  return html`<div class="scroll" role="region" aria-label="Table of waivers" tabindex="0"><table>
    <thead><tr><th scope="col">Rule</th><th scope="col">Subject and path</th><th scope="col">Owner and reason</th><th scope="col">Ticket</th><th scope="col" class="n">Days left</th><th scope="col" class="n">Covers</th><th scope="col">To know</th></tr></thead>
    <tbody>${waivers.map(row)}</tbody>
  </table></div>`;
}

const states = { active: 'waived', expired: 'fail', refused: 'fail' } as const;

function row({ waiver, state, daysLeft, covers, notices }: ReviewedWaiver): Html {
  const { rule, subject, path, owner, reason, ticket, expires, position } = waiver;
  const soon = notices.some(({ code }) => code === 'expiring') ? ' soon' : '';
  return html`<tr>
      <th scope="row"><a href="#rule-${rule}">${rule}</a> <span class="badge ${states[state]}">${state}</span></th>
      <td><code>${subject}</code> <code>${path}</code><br><small>${position.file}:${position.line}:${position.column}</small></td>
      <td><strong><bdi>${owner}</bdi></strong><br><bdi>${reason}</bdi></td>
      <td><bdi>${ticket}</bdi></td>
      <td class="n${soon}">${state === 'active' ? daysLeft : 'none'}<br><small>until ${expires}</small></td>
      <td class="n">${covers.length}</td>
      <td>${notices.length === 0 ? 'nothing' : html`<ul class="plain">${notices.map(({ code, message }) => html`<li><strong>${code}:</strong> <bdi>${message}</bdi></li>`)}</ul>`}</td>
    </tr>`;
}
