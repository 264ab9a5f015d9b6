import { columns } from '../columns.ts';
import type { Endpoint } from './endpoint.ts';

const names = ['direction', 'from', 'to', 'port', 'protocol', 'authority', 'purpose'] as const;

/** What a list is about; in its first line only, so that the rest can be compared between two days. */
export interface ListHeading {
  readonly site: string;
  /** YYYY-MM-DD */
  readonly at: string;
}

/** The forms in which the list can be had. */
export const formats: Readonly<Record<string, (endpoints: readonly Endpoint[], heading: ListHeading) => string>> = {
  text: (endpoints, { site, at }) => `# Endpoints of ${site}, ${at}\n${tabbed(endpoints)}`,
  csv: (endpoints) => [names.join(','), ...endpoints.map(commaSeparated), ''].join('\n'),
  json: (endpoints, { site, at }) =>
    `${JSON.stringify({ schema: 'domicile/endpoints/v1', site, at, endpoints }, null, 2)}\n`,
};

function tabbed(endpoints: readonly Endpoint[]): string {
  return columns([names, ...endpoints.map((endpoint) => names.map((name) => `${endpoint[name]}`))]);
}

// RFC 4180: a quote inside quotes is doubled.
function commaSeparated(endpoint: Endpoint): string {
  return names.map((name) => `"${`${endpoint[name]}`.replaceAll('"', '""')}"`).join(',');
}
