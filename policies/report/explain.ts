import { findControl } from '../controls/index.ts';
import type { Obligation } from '../engine/obligation.ts';
import { formatPosition } from '../engine/position.ts';
import type { Rule } from '../engine/rule.ts';
import type { Finding } from '../engine/types.ts';
import { exampleOf } from './examples.ts';
import { visible } from './words.ts';

/** A rule for a reader at a terminal: requirement, reason, law, bad and good example, mend. */
export function explain(rule: Rule): string {
  const example = exampleOf(rule.id);
  const sections: readonly (readonly [string, string] | undefined)[] = [
    ['Why', rule.rationale],
    ['Law and standards', rule.controls.map(cite).join('\n')],
    example && [`Bad: ${example.found} is refused`, example.bad],
    example && ['Good', example.good],
    ['Mend', rule.remedy],
  ];
  const silence = { pass: 'passes', fail: 'fails', indeterminate: 'is undecided, and blocks' }[rule.whenSilent];
  const hard = rule.waivable === false ? '; cannot be waived, by no baseline either' : '';
  const facts = `${rule.severity}, ${rule.enforcement}; judges ${rule.selects.join(', ')}; silence ${silence}${hard}`;
  const parts = sections.flatMap((section) => (section ? [`${section[0]}\n${indent(section[1])}`] : []));
  return `${[`${rule.id}  ${rule.title}\n${facts}`, ...parts].join('\n\n')}\n`;
}

/** One finding in full, and then its rule. */
export function explainFinding(finding: Finding, rule: Rule): string {
  const { found, because, expected, location, subject, path } = finding;
  const position = location === null ? '' : formatPosition(location);
  const where = [position, subject.constructPath ?? '', subject.address, path].filter((part) => part !== '').join('  ');
  const lines = [`found    ${visible(found)}`, `because  ${because}`, `at       ${where}`, `allowed  ${expected}`];
  return `${finding.fingerprint}  ${finding.result}\n${indent(lines.join('\n'))}\n\n${explain(rule)}`;
}

/** One proof obligation in full. */
export function explainObligation({ id, about, subject, path, owed, due, how, blocks, location }: Obligation): string {
  const where = [location === null ? '' : formatPosition(location), subject, path].filter((part) => part !== '');
  const lines = [
    `owed      ${visible(owed)}`,
    `of        ${visible(where.join('  '))}`,
    `due       ${due}${blocks ? '; a finding blocks until then' : '; nothing blocks until then'}`,
    `shown by  ${how}`,
  ];
  return `${id}  ${about}\n${indent(lines.join('\n'))}\n\nMore: docs/obligations.md\n`;
}

function cite(id: string): string {
  const control = findControl(id);
  if (control === undefined) return id;
  const { framework, cited, title, bearing } = control;
  return `${framework.name} ${cited}: ${title} (the rule ${bearing} it; ${framework.source}, as of ${framework.asOf})`;
}

function indent(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, '  ');
}
