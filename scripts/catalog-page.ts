import { countryName } from '../catalog/jurisdictions.ts';
import { OPERATORS } from '../catalog/operators.ts';
import { allRegions } from '../catalog/regions/index.ts';
import type { Operator, Region } from '../catalog/types.ts';
import { CATALOG } from '../catalog/version.ts';
import { cell, heading, table } from '../policies/report/markdown.ts';

/** docs/catalog.md: every region of every provider with its country and source, and who runs it. */
export function catalogPage(): Readonly<Record<string, string>> {
  const regions = allRegions();
  const providers = [...new Set(regions.map(({ provider }) => provider))].sort();
  const recalled = regions.filter((row) => row.recalled).length;
  const text = [
    '# The place catalogue',
    `Edition ${CATALOG.version}, as of ${CATALOG.asOf}: ${regions.length} names of ${providers.length} providers, ${recalled} of them recalled. A *recalled* row was remembered, not looked up: it decides, reports count it, and a strict profile does not accept it as proof of inside. A name that is not here is unknown, and unknown blocks. \`domicile place VALUE\` shows the reasoning for one value; hosts are in \`catalog/hosts/\`.`,
    heading(2, 'Operators'),
    'Location is not jurisdiction: the ultimate parent decides whose law can compel access. A sovereign product name is no evidence.',
    table(['operator', 'seat', 'ultimate parent', 'nexus', 'note', 'known how'], OPERATORS.map(operatorRow)),
    heading(2, 'Regions, zones and locations'),
    ...providers.flatMap((provider) => providerSection(provider, regions)),
  ];
  return { 'docs/catalog.md': `${text.join('\n\n')}\n` };
}

function operatorRow(operator: Operator): readonly string[] {
  const { id, seat, ultimateParent, nexus, note, asOf, recalled } = operator;
  const known = recalled ? `recalled, ${asOf}` : `${operator.source}, ${asOf}`;
  return [`\`${id}\``, seat, `${ultimateParent.name}, ${ultimateParent.country}`, nexus ? 'yes' : '', note, known];
}

function providerSection(provider: string, regions: readonly Region[]): readonly string[] {
  const own = regions.filter((row) => row.provider === provider);
  const rows = own.map((row) => [
    `\`${cell(row.code)}\``,
    row.kind,
    countryOf(row),
    row.where,
    row.recalled ? 'recalled' : '',
  ]);
  const sources = [...new Set(own.map(({ source, asOf }) => `${source} (${asOf})`))];
  return [
    heading(3, provider),
    table(['name', 'kind', 'country', 'where', ''], rows),
    `Sources: ${sources.join('; ')}.`,
  ];
}

function countryOf({ country, among }: Region): string {
  if (among !== undefined) return among.join(', ');
  return country === null ? 'not one country' : `${country} ${countryName(country)}`;
}
