import { type ControlRow, type Framework, frameworks } from '../policies/controls/index.ts';
import type { Rule } from '../policies/engine/rule.ts';
import { heading, table } from '../policies/report/markdown.ts';

/** docs/controls.md: every control of every framework with the rules that bear on it, and those of which no rule speaks. */
export function controlsPage(rules: readonly Rule[]): Readonly<Record<string, string>> {
  const rows = frameworks.flatMap(({ controls }) => controls);
  const open = rows.filter((row) => row.open !== undefined).length;
  const text = [
    '<!-- Generated from policies/controls and the rules by `npm run generate`. Do not edit. -->',
    heading(1, 'Controls'),
    `${rows.length} duties of ${frameworks.length} laws, standards and catalogues, in our own words. Rules bear on ${rows.length - open} of them; of ${open} configuration shows nothing, and the table says what does. A rule never proves compliance:`,
    [
      '- *enforces*: the rule refuses what would breach the duty, as far as configuration can show it;',
      '- *supports*: the rule is one of several measures that the duty needs;',
      '- *documents*: the rule, or the report, leaves a record that a person needs to show the duty was met.',
    ].join('\n'),
    'A framework that is marked *recalled* was remembered, not read: check its numbers before you cite them.',
    ...frameworks.flatMap((framework) => section(framework, rules)),
  ];
  return { 'docs/controls.md': `${text.join('\n\n')}\n` };
}

function section(framework: Framework, rules: readonly Rule[]): readonly string[] {
  const { id, name, source, asOf, recalled, controls } = framework;
  return [
    heading(2, name),
    `${source}, as of ${asOf}${recalled ? ', recalled' : ''}.`,
    table(
      ['control', 'duty', 'bearing', 'rules, or what shows it instead'],
      controls.map((row) => [row.cited, row.title, row.bearing, shownBy(`${id}/${row.id}`, row, rules)]),
    ),
  ];
}

function shownBy(id: string, { open }: ControlRow, rules: readonly Rule[]): string {
  if (open !== undefined) return `no rule: ${open}`;
  const bearing = rules.filter(({ controls }) => controls.includes(id));
  if (bearing.length === 0) throw new Error(`no rule cites ${id}, and it does not say what shows it instead`);
  return bearing.map((rule) => `[${rule.id}](rules/${rule.id}.md)`).join(', ');
}
