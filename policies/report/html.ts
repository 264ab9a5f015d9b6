import { createHash } from 'node:crypto';
import type { Judgement } from '../engine/types.ts';
import { baselineSection } from './html/baseline.ts';
import { clusterSection } from './html/cluster.ts';
import { controlsSection } from './html/controls.ts';
import { findingsSection } from './html/findings.ts';
import { html, raw } from './html/markup.ts';
import { obligationsSection } from './html/obligations.ts';
import { placesSection } from './html/places.ts';
import { quietRules } from './html/rules.ts';
import { sovereigntySection } from './html/sovereignty.ts';
import { reviewsOf } from './html/state.ts';
import { style } from './html/style.ts';
import { summary, verdictWord } from './html/summary.ts';
import { waiversSection } from './html/waivers.ts';
import type { ReportOptions } from './index.ts';

/** Nothing may load or run; the one style sheet is named by its hash. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/**
 * The judgement as one page that needs nothing else: no script, no font, no image, no network. Every text is escaped, and
 * the page's own policy forbids whatever escaping might have missed. The same judgement gives the same bytes.
 */
export function renderHtml(judgement: Judgement, options: ReportOptions): string {
  const survey = options.survey?.();
  const reviews = reviewsOf(judgement, options.rules, survey);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${verdictWord(judgement.verdict)}: Domicile report, boundary ${options.boundary}</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<nav aria-label="Sections"><ul>
<li><a href="#verdict">Verdict</a></li>
<li><a href="#coverage">Coverage</a></li>
${survey === undefined ? undefined : html`<li><a href="#places">Places</a></li>`}
${options.cluster === undefined ? undefined : html`<li><a href="#cluster">Cluster</a></li>`}
<li><a href="#findings">Findings</a></li>
${options.obligations === undefined ? undefined : html`<li><a href="#obligations">Obligations</a></li>`}
${options.sovereignty === undefined ? undefined : html`<li><a href="#sovereignty">Sovereignty</a></li>`}
<li><a href="#waivers">Waivers</a></li>
<li><a href="#controls">Controls</a></li>
</ul></nav>
<main id="main" tabindex="-1">
${summary(judgement, options)}
${placesSection(survey)}
${clusterSection(options.cluster)}
${findingsSection(reviews)}
${obligationsSection(options)}
${sovereigntySection(options.sovereignty?.())}
${waiversSection(options.waivers)}
${baselineSection(options.baseline)}
${controlsSection(reviews)}
${quietRules(reviews)}
</main>
<footer><p>Judged from ${options.cluster === undefined ? 'configuration' : 'what an API server holds'}. What only a running system can show (traffic, logs, people) is not in this report.</p></footer>
</body>
</html>
`;
  return page.markup;
}
