import { formatPosition } from '../../engine/position.ts';
import type { Finding } from '../../engine/types.ts';
import { plural } from '../words.ts';
import { type Html, html, prose } from './markup.ts';
import { badge, byGravity, type RuleReview, stateOf } from './state.ts';

/** Findings under their rule, the gravest rule first, each rule with its mend. */
export function findingsSection(reviews: readonly RuleReview[]): Html {
  const found = reviews.filter(({ findings }) => findings.length > 0).sort(byGravity);
  return html`
<section aria-labelledby="findings">
  <h2 id="findings">Findings</h2>
  ${found.length === 0 ? html`<p>No rule found anything.</p>` : found.map(ruleSection)}
</section>`;
}

function ruleSection({ rule, findings, state }: RuleReview): Html {
  const { id, title, severity, enforcement, rationale, remedy, waivable } = rule;
  const hard = waivable === false ? html` · cannot be waived` : undefined;
  return html`
  <article class="rule ${state.replace(' ', '-')}" id="rule-${id}" aria-labelledby="title-${id}">
    <h3 id="title-${id}"><span class="id">${id}</span> ${title}</h3>
    <p class="meta">${badge(state)} ${plural(findings.length, 'finding')} · severity ${severity} · ${enforcement}${hard}</p>
    <p>${prose(rationale)}</p>
    <p class="mend"><strong>Mend:</strong> ${prose(remedy)}</p>
    <ol class="findings">${findings.map(item)}</ol>
  </article>`;
}

function item(finding: Finding): Html {
  const { found, because, expected, fingerprint, waiver, known } = finding;
  const state = stateOf(finding);
  return html`<li>
      <p>${badge(state)} <code class="found">${found === '' ? '(nothing)' : found}</code> <bdi>${because}</bdi></p>
      <dl>
        ${where(finding)}
        <div><dt>Allowed</dt><dd><bdi>${expected}</bdi></dd></div>
        ${waiver === null ? undefined : html`<div><dt>Waived</dt><dd><bdi>${waiver}</bdi></dd></div>`}
        ${known === null ? undefined : html`<div><dt>Known</dt><dd><bdi>${known}</bdi></dd></div>`}
        <div><dt>Fingerprint</dt><dd><code>${fingerprint}</code></dd></div>
      </dl>
    </li>`;
}

function where({ location, subject, path }: Finding): Html {
  const position = location === null ? '' : formatPosition(location);
  const lines: readonly (readonly [string, string])[] = [
    [location?.pointer === undefined ? 'File' : 'Cluster', position],
    ['Object', subject.address],
    ['Path', path],
    ['Construct', subject.constructPath ?? ''],
  ];
  return html`${lines
    .filter(([, value]) => value !== '')
    .map(([term, value]) => html`<div><dt>${term}</dt><dd><code>${value}</code></dd></div>`)}`;
}
