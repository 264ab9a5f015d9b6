import type { DutyAlert } from './duty-alerts.ts';
import type { DutyPanel } from './duty-panels.ts';

const HOURS = 24;

/**
 * A page of Prometheus' own console: each duty, whether it is met, and the numbers behind it, now and during the last day. It
 * loads nothing from anywhere: no script, no font, no style but its own.
 */
export function dutiesConsole(alerts: readonly DutyAlert[], panels: readonly DutyPanel[]): string {
  return [
    trend,
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Duties</title>',
    '<style>body{font:16px/1.5 sans-serif;max-width:80rem;margin:2rem auto}td,th{padding:.3rem .8rem;text-align:left}' +
      '.met{color:#060}.unmet{color:#a00;font-weight:bold}.panels{display:grid;grid-template-columns:1fr 1fr;gap:1rem}' +
      '.panels section{border:1px solid #ccc;padding:0 1rem 1rem}rect{fill:#457}</style></head><body>',
    '<h1>Duties of the platform</h1>',
    '<table><thead><tr><th>Duty</th><th>State</th><th>What it says when it is not met</th></tr></thead><tbody>',
    ...alerts.map(row),
    '</tbody></table>',
    '<h2>Numbers</h2><div class="panels">',
    ...panels.map(section),
    '</div>',
    '<h2>Parts</h2><table><thead><tr><th>Part</th><th>Pods that answer</th></tr></thead><tbody>',
    '{{ range query "sum by (namespace, service) (up)" }}<tr>' +
      '<td>{{ .Labels.namespace }}/{{ .Labels.service }}</td><td>{{ .Value }}</td></tr>{{ end }}',
    '</tbody></table></body></html>',
    '',
  ].join('\n');
}

/** PromQL for one bar of a panel's trend: its total some hours ago, in hundredths of the largest of the last day. */
export function trendQuery(expression: string, hoursAgo: number): string {
  return trendOf.replaceAll('%s', expression).replace('%d', `${hoursAgo}`);
}

const trendOf = `100 * last_over_time((sum(%s))[5m:1m] offset %dh) / (max_over_time((sum(%s))[${HOURS}h:1h]) > 0)`;

// One bar an hour, the latest at the right.
const trend = `{{ define "trend" }}{{ $query := . }}<svg width="${HOURS * 10}" height="40" viewBox="0 -100 ${HOURS * 10} 100" \
preserveAspectRatio="none" role="img" aria-label="The last ${HOURS} hours">{{ range $hour := ${HOURS} }}\
{{ with query (printf "${trendOf}" $query $hour $query) }}<rect transform="scale(1,-1) translate(${HOURS * 10 - 10},0)" \
x="-{{ $hour }}0" y="0" width="8" height="{{ first . | value }}"/>{{ end }}{{ end }}</svg>{{ end }}`;

function row({ name, summary }: DutyAlert): string {
  const firing = `query "ALERTS{alertname=\\"${name}\\",alertstate=\\"firing\\"}"`;
  const state = `{{ with ${firing} }}<span class="unmet">not met</span>{{ else }}<span class="met">met</span>{{ end }}`;
  return `<tr><td>${name}</td><td>${state}</td><td>${html(summary)}</td></tr>`;
}

function section({ title, expression, by, unit, meaning }: DutyPanel): string {
  const query = JSON.stringify(expression);
  const cells = by.map((label) => `<td>{{ .Labels.${label} }}</td>`).join('');
  return [
    `<section><h3>${html(title)}</h3><p>${html(meaning)}</p>{{ template "trend" ${query} }}`,
    `<table><tbody>{{ range query ${query} }}<tr>${cells}<td>{{ ${shown[unit]} }}</td></tr>`,
    '{{ else }}<tr><td>none</td></tr>{{ end }}</tbody></table></section>',
  ].join('\n');
}

const shown: Readonly<Record<DutyPanel['unit'], string>> = {
  count: 'printf "%.0f" .Value',
  seconds: 'humanizeDuration .Value',
  days: 'printf "%.0f d" .Value',
};

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
