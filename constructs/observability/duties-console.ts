import type { DutyAlert } from './duty-alerts.ts';

/**
 * A page of Prometheus' own console: each duty, whether it is met, and for how long it has not been. It loads nothing from
 * anywhere: no script, no font, no style but its own.
 */
export function dutiesConsole(alerts: readonly DutyAlert[]): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Duties</title>',
    '<style>body{font:16px/1.5 sans-serif;max-width:70rem;margin:2rem auto}td,th{padding:.3rem .8rem;text-align:left}' +
      '.met{color:#060}.unmet{color:#a00;font-weight:bold}</style></head><body>',
    '<h1>Duties of the platform</h1>',
    '<table><thead><tr><th>Duty</th><th>State</th><th>What it says when it is not met</th></tr></thead><tbody>',
    ...alerts.map(row),
    '</tbody></table>',
    '<h2>Parts</h2><table><thead><tr><th>Part</th><th>Pods that answer</th></tr></thead><tbody>',
    '{{ range query "sum by (namespace, service) (up)" }}<tr>' +
      '<td>{{ .Labels.namespace }}/{{ .Labels.service }}</td><td>{{ .Value }}</td></tr>{{ end }}',
    '</tbody></table></body></html>',
    '',
  ].join('\n');
}

function row({ name, summary }: DutyAlert): string {
  const firing = `query "ALERTS{alertname=\\"${name}\\",alertstate=\\"firing\\"}"`;
  const state = `{{ with ${firing} }}<span class="unmet">not met</span>{{ else }}<span class="met">met</span>{{ end }}`;
  return `<tr><td>${name}</td><td>${state}</td><td>${summary.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</td></tr>`;
}
