import type { Endpoint } from './endpoint.ts';

const columns = ['direction', 'from', 'to', 'port', 'protocol', 'authority', 'purpose'] as const;

/** What a list is about; in its first line only, so that the rest can be compared between two days. */
export interface ListHeading {
  readonly site: string;
  /** YYYY-MM-DD */
  readonly at: string;
}

/** The forms in which the list can be had. */
export const formats: Readonly<Record<string, (endpoints: readonly Endpoint[], heading: ListHeading) => string>> = {
  text: (endpoints, { site, at }) => `# Endpoints of ${site}, ${at}\n${tabbed(endpoints)}`,
  csv: (endpoints) => [columns.join(','), ...endpoints.map(commaSeparated), ''].join('\n'),
  json: (endpoints, { site, at }) =>
    `${JSON.stringify({ schema: 'domicile/endpoints/v1', site, at, endpoints }, null, 2)}\n`,
};

function tabbed(endpoints: readonly Endpoint[]): string {
  const rows = [[...columns], ...endpoints.map((endpoint) => columns.map((column) => `${endpoint[column]}`))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

// RFC 4180: a quote inside quotes is doubled.
function commaSeparated(endpoint: Endpoint): string {
  return columns.map((column) => `"${`${endpoint[column]}`.replaceAll('"', '""')}"`).join(',');
}
