import { type Control, findControl } from '../../controls/index.ts';
import { groupBy } from '../../engine/group.ts';
import { type Html, html } from './markup.ts';
import { badge, gravest, type RuleReview } from './state.ts';

/** Every control that a rule of the run bears on, by framework, with the state of these rules. */
export function controlsSection(reviews: readonly RuleReview[]): Html {
  const ids = [...new Set(reviews.flatMap(({ rule }) => rule.controls))].sort();
  const controls = ids.flatMap((id) => {
    const control = findControl(id);
    return control === undefined ? [] : [{ id, control }];
  });
  const frameworks = groupBy(controls, ({ control }) => control.framework.name);
  return html`
<section aria-labelledby="controls">
  <h2 id="controls">Controls</h2>
  <p>A rule enforces, supports or documents a duty as far as configuration can show it. It never proves compliance.</p>
  ${[...frameworks].map(([name, rows]) => framework(name, rows, reviews))}
</section>`;
}

interface Row {
  readonly id: string;
  readonly control: Control;
}

function framework(name: string, rows: readonly Row[], reviews: readonly RuleReview[]): Html {
  const { source, asOf, recalled } = rows[0]?.control.framework ?? { source: '', asOf: '', recalled: false };
  const memory = recalled ? ', from memory: not yet confirmed by its text' : '';
  return html`
  <div class="scroll" role="region" aria-label="Controls of ${name}" tabindex="0"><table class="controls">
    <caption><strong>${name}</strong> <small>${source}, as of ${asOf}${memory}</small></caption>
    <thead><tr><th scope="col">Control</th><th scope="col">Duty in our words</th><th scope="col">Bearing</th><th scope="col">State</th><th scope="col">Rules</th></tr></thead>
    <tbody>${rows.map((row) => controlRow(row, reviews))}</tbody>
  </table></div>`;
}

function controlRow({ id, control }: Row, reviews: readonly RuleReview[]): Html {
  const bearing = reviews.filter(({ rule }) => rule.controls.includes(id));
  return html`<tr>
      <th scope="row">${control.cited}</th>
      <td>${control.title}</td>
      <td>${control.bearing}</td>
      <td>${badge(gravest(bearing.map(({ state }) => state)))}</td>
      <td>${bearing.map(({ rule }) => html`<a href="#rule-${rule.id}" title="${rule.title}">${rule.id}</a>`)}</td>
    </tr>`;
}
