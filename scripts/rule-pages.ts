import { findControl } from '../policies/controls/index.ts';
import type { Rule } from '../policies/engine/rule.ts';
import { packs } from '../policies/packs/index.ts';
import type { Example } from '../policies/report/examples.ts';
import type { Case, Compliant, Never, Refused, RuleCases } from '../test/support/rule-cases.ts';

/** The pages under `docs/rules` and the examples that `domicile explain` prints, by path, from the rules' own tests. */
export function rulePages(tables: readonly RuleCases[]): Readonly<Record<string, string>> {
  const sorted = [...tables].sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  const examples = Object.fromEntries(sorted.map((table) => [table.rule.id, exampleOf(table)]));
  return {
    'policies/report/examples.json': `${JSON.stringify(examples, null, 2)}\n`,
    'docs/rules/README.md': overview(sorted.map(({ rule }) => rule)),
    ...Object.fromEntries(sorted.map((table) => [`docs/rules/${table.rule.id}.md`, page(table)])),
  };
}

function firstOf<One extends Case>(section: readonly One[] | Never): One | undefined {
  return 'never' in section ? undefined : section[0];
}

function exampleOf({ rule, compliant, nonCompliant, indeterminate }: RuleCases): Example {
  const bad: Refused | undefined = firstOf(nonCompliant) ?? firstOf(indeterminate);
  const good: Compliant | undefined = firstOf(compliant);
  if (bad === undefined) throw new Error(`${rule.id} has no case that it refuses`);
  const instead = good === undefined ? `There is none: ${(compliant as Never).never}.` : textOf(good);
  return { bad: textOf(bad), found: `${bad.path || 'the whole'}: ${bad.found}`, good: instead };
}

function textOf({ input }: Case): string {
  return (typeof input === 'string' ? input : input.text).trimEnd();
}

/** Packs that hold every rule. */
const ofEveryRule = ['all', 'strict'];

const silence = { pass: 'passes', fail: 'fails', indeterminate: 'is undecided, and blocks' } as const;

function page(table: RuleCases): string {
  const { rule } = table;
  const packNames = packs.filter((pack) => pack.rules.includes(rule)).map((pack) => `\`${pack.name}\``);
  return `${[
    '<!-- Generated from the rule and its tests by `npm run generate`. Do not edit. -->',
    `# ${rule.id}`,
    rule.title,
    `*${rule.severity}, ${rule.enforcement}${rule.waivable === false ? ', cannot be waived' : ''}.* Judges ${kindsOf(rule)}. A subject of which it finds nothing to say ${silence[rule.whenSilent]}. Packs: ${packNames.join(', ')}.`,
    `## Why\n\n${rule.rationale}`,
    `## How to mend it\n\n${rule.remedy}${rule.waivable === false ? `\n\n${hard}` : ''}`,
    section('Refused', table.nonCompliant),
    section('Undecided, and therefore blocked', table.indeterminate),
    section('Passes', table.compliant),
    `## Law and standards\n\n${rule.controls.map(cite).join('\n')}`,
  ].join('\n\n')}\n`;
}

const hard =
  'This rule is hard: no waiver, no baseline and no `--changed` covers a finding of it. Declare a host of your own under ' +
  '`claims` of the site file, or draw another boundary.';

function kindsOf(rule: Rule): string {
  return rule.selects.includes('*') ? 'everything' : rule.selects.map((kind) => `\`${kind}\``).join(', ');
}

/** The first case in full, the others by name. */
function section(title: string, cases: readonly (Compliant | Refused)[] | Never): string {
  if ('never' in cases) return `## ${title}\n\nNever: ${cases.never}.`;
  const [first, ...others] = cases;
  if (first === undefined) return `## ${title}`;
  const rest = others.map((one) => `- ${one.name}${refusal(one)}`);
  const list = rest.length === 0 ? '' : `\n\nAlso:\n\n${rest.join('\n')}`;
  return `## ${title}\n\n${capital(first.name)}${refusal(first)}:\n\n${fenced(first)}${list}`;
}

function refusal(one: Compliant | Refused): string {
  return 'path' in one ? ` (${code(one.path || 'the whole')} is ${code(one.found)})` : '';
}

function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text === '' ? ' ' : text}${fence}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function fenced(one: Case): string {
  const language = typeof one.input === 'string' ? 'yaml' : 'json';
  return `\`\`\`${language}\n${textOf(one)}\n\`\`\``;
}

function cite(id: string): string {
  const control = findControl(id);
  if (control === undefined) throw new Error(`${id} is cited and does not exist`);
  const { framework, cited, title, bearing } = control;
  const memory = framework.recalled ? ', recalled' : '';
  return `- ${framework.name} ${cited}: ${title}. The rule *${bearing}* it. Source: ${framework.source}, as of ${framework.asOf}${memory}.`;
}

function overview(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => {
    const names = packs
      .filter((pack) => !ofEveryRule.includes(pack.name) && pack.rules.includes(rule))
      .map((pack) => pack.name);
    const enforcement = rule.waivable === false ? `${rule.enforcement}, cannot be waived` : rule.enforcement;
    return `| [${rule.id}](${rule.id}.md) | ${rule.title} | ${rule.severity} | ${enforcement} | ${names.join(', ')} |`;
  });
  return `${[
    '<!-- Generated from the rules by `npm run generate`. Do not edit. -->',
    '# Rules',
    'Each page is made from the rule and its own tests, so its examples are known to be judged as it says. ' +
      '`domicile explain RES-001` prints the same at a terminal.',
    [
      '| rule | requirement | severity | enforcement | packs besides `all` and `strict` |',
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n'),
  ].join('\n\n')}\n`;
}
