import { exampleOf } from '../../../policies/report/examples.ts';
import type { RuleReview } from '../../../policies/report/html/state.ts';
import { heading } from '../../../policies/report/markdown.ts';
import type { Facts } from '../facts.ts';
import { bullets } from '../prose.ts';

/** Every rule of the run with its result and the examples that its tests hold it to. */
export function rulesPage({ reviews, site, at }: Facts): string {
  return `${[
    heading(1, `Rules: ${site.name}`),
    `State of ${at}. Each example is one of the rule's own test cases: the first is refused, the second passes.`,
    ...reviews.flatMap(ruleText),
  ].join('\n\n')}\n`;
}

function ruleText({ rule, state, asked = 0, findings, silentBecause }: RuleReview): readonly string[] {
  const { id, title, rationale, severity, controls } = rule;
  const example = exampleOf(id);
  return [
    heading(2, id),
    title,
    bullets([
      `Result: ${state}; asked of ${asked} objects, ${findings.length} findings${silentBecause === undefined ? '' : `; ${silentBecause}`}.`,
      `Severity: ${severity}. Why: ${rationale}`,
      `Bears on: ${controls.join(', ') || 'nothing that is cited'}.`,
    ]),
    ...(example === undefined
      ? []
      : [
          `Refused, for \`${example.found}\`:`,
          fenced(example.bad),
          ...(example.good === '' ? [] : ['Passes:', fenced(example.good)]),
        ]),
  ];
}

function fenced(text: string): string {
  return `\`\`\`\`\n${text.trimEnd()}\n\`\`\`\``;
}
