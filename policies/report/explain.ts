import { findControl } from '../controls/index.ts';
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

function cite(id: string): string {
  const control = findControl(id);
  if (control === undefined) return id;
  const { framework, cited, title, bearing } = control;
  return `${framework.name} ${cited}: ${title} (the rule ${bearing} it; ${framework.source}, as of ${framework.asOf})`;
}

function indent(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, '  ');
}
