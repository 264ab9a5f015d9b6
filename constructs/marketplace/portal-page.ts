import { countryName } from '../../catalog/jurisdictions.ts';
import type { ReviewedApp } from '../core/site/modules/marketplace.ts';

/** What the page of the App Store tells. */
export interface PortalPageProps {
  readonly site: string;
  /** Apps by name, as they were reviewed. */
  readonly apps: Readonly<Record<string, ReviewedApp>>;
  /** Names of those that run. */
  readonly admitted: readonly string[];
}

/** The page of the App Store: which apps there are, what each may read and until when, whose law reaches its publisher. */
export function portalPage({ site, apps, admitted }: PortalPageProps): string {
  const names = Object.keys(apps).sort();
  const running = names.filter((name) => admitted.includes(name));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>App Store of ${encoded(site)}</title>
<style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.2rem .5rem;border-top:1px solid #999}th{width:14rem}code{overflow-wrap:anywhere}</style>
</head>
<body>
<main>
<h1>App Store of ${encoded(site)}</h1>
<p>${running.length} of ${names.length} reviewed apps are admitted. This page is made from the reviews that the platform enforces.</p>
${names.map((name) => section(name, apps[name], admitted.includes(name))).join('\n')}
<h2>How to offer an app</h2>
<ol>
<li>Build an image that runs as one numeric user other than root, writes to <code>/tmp</code> alone, answers a health path on the
loopback of its pod, and asks <code>$FHIR_BASE_URL</code> for FHIR R4 resources. It needs no key, no certificate and no way to the internet.</li>
<li>Sign the image, and make a bill of materials (CycloneDX or SPDX).</li>
<li>Send the hospital: the company and who controls it, the purpose, the SMART scopes (<code>system/Observation.rs</code>: reading,
one resource type each), the digests of image, key and bill of materials, and how much it takes.</li>
<li>The hospital reviews it, writes the review into its site file, and admits the app by a line that it can remove at any time.</li>
</ol>
</main>
</body>
</html>
`;
}

function section(name: string, app: ReviewedApp | undefined, isAdmitted: boolean): string {
  if (app === undefined) return '';
  const { publisher, image, quota, review } = app;
  const rows: readonly (readonly [string, string])[] = [
    ['State', isAdmitted ? `admitted, until ${app.expires} inclusive` : 'not admitted: nothing of it runs'],
    ['Purpose', app.purpose],
    ['Publisher', `${publisher.name}, ${countryName(publisher.country)}`],
    ['Controlled by', `${publisher.parent.name}, under the law of ${countryName(publisher.parent.country)}`],
    ['May read', app.scopes.join(', ')],
    ['Holds', app.dataClasses.join(', ')],
    ['Image', `version ${image.version}, ${image.reference}`],
    ['Signed with key', image.signedBy],
    ['Bill of materials', app.sbom],
    [
      'Quota',
      `${quota.requestsPerMinute} requests per minute; ${quota.replicas} pods of ${quota.processors} processors and ${quota.memory}`,
    ],
    ['Reviewed', `by ${review.by} on ${review.on}, ${review.ticket}`],
  ];
  return `<h2 id="${encoded(name)}">${encoded(app.title)}</h2>
<table>
${rows.map(([what, value]) => `<tr><th scope="row">${what}</th><td>${encoded(value)}</td></tr>`).join('\n')}
</table>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function encoded(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
