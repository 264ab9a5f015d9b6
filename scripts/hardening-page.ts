import { cisKubernetes } from '../catalog/hardening/cis.ts';
import { app44, sys16 } from '../catalog/hardening/grundschutz.ts';
import type { HardeningGuide, HardeningRow, Who } from '../catalog/hardening/types.ts';
import { heading, table } from '../policies/report/markdown.ts';

const words: Readonly<Record<Who, string>> = {
  here: 'here',
  distribution: 'distribution',
  hospital: 'the hospital',
  none: 'does not apply',
};

/** docs/hardening.md: every item of three hardening guides, and who sees to it. */
export function hardeningPage(): Readonly<Record<string, string>> {
  const text = [
    '<!-- Generated from catalog/hardening by `npm run generate`. Do not edit. -->',
    heading(1, 'Hardening, item by item'),
    'What holds on a cluster whose files `domicile cluster render` wrote (`docs/cluster.md`). A rule supports an item and never proves compliance with it.',
    [
      '- *here*: by what is written for the machines or deployed, and by the rules that are named;',
      '- *distribution*: RKE2 and Talos Linux do it by themselves, by their own documentation. Neither ran here: nothing of ours confirms it;',
      '- *the hospital*: work of people;',
      '- *does not apply*: with the reason.',
    ].join('\n'),
    ...[cisKubernetes, app44, sys16].flatMap(section),
  ];
  return { 'docs/hardening.md': `${text.join('\n\n')}\n` };
}

function section({ name, source, asOf, rows }: HardeningGuide): readonly string[] {
  const count = (who: Who) => rows.filter((row) => row.who === who).flatMap(({ items }) => items).length;
  const counts = (Object.keys(words) as Who[]).map((who) => `${count(who)} ${words[who]}`).join(', ');
  return [
    heading(2, name),
    `${source}, as of ${asOf}. ${counts}.`,
    table(['item', 'asks', 'who', 'by what, or why not', 'rules'], rows.map(cells)),
  ];
}

function cells({ items, asks, who, by, rules = [] }: HardeningRow): readonly string[] {
  return [items.join(', '), asks, words[who], by, rules.map((id) => `[${id}](rules/${id}.md)`).join(', ')];
}
