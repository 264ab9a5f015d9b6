import { type Html, html } from './markup.ts';
import { badge, type RuleReview } from './state.ts';

/** The rules that found nothing, told apart: those that judged something, and those that no subject met. */
export function quietRules(reviews: readonly RuleReview[]): Html {
  const quiet = reviews.filter(({ findings }) => findings.length === 0);
  if (quiet.length === 0) return html``;
  return html`
<section aria-labelledby="quiet">
  <h2 id="quiet">Rules without a finding</h2>
  <div class="scroll" role="region" aria-label="Table of rules without a finding" tabindex="0"><table>
    <thead><tr><th scope="col">Rule</th><th scope="col">Requirement</th><th scope="col">State</th><th scope="col" class="n">Subjects judged</th></tr></thead>
    <tbody>${quiet.map(row)}</tbody>
  </table></div>
</section>`;
}

function row({ rule, state, asked, silentBecause }: RuleReview): Html {
  const why = silentBecause === undefined ? undefined : html`<br><small>Not asked: ${silentBecause}.</small>`;
  return html`<tr id="rule-${rule.id}"><th scope="row">${rule.id}</th><td>${rule.title}${why}</td><td>${badge(state)}</td><td class="n">${asked ?? 'not counted'}</td></tr>`;
}
