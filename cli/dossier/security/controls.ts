import { type ControlRow, type Framework, frameworks } from '../../../policies/controls/index.ts';
import { gravest, type RuleReview } from '../../../policies/report/html/state.ts';
import { heading, table } from '../../../policies/report/markdown.ts';
import type { Facts } from '../facts.ts';

/** One duty with what the rules of this run found, and what is left to people. */
export interface ControlState {
  readonly control: string;
  readonly cited: string;
  readonly duty: string;
  readonly bearing: string;
  /** The gravest state of the rules that bear on it; `left to people` where none does. */
  readonly state: string;
  readonly rules: readonly { readonly id: string; readonly state: string }[];
  /** Who or what shows it, where no rule can; null otherwise. */
  readonly left: string | null;
}

/** Every duty of every framework. */
export function controlStates({ reviews }: Pick<Facts, 'reviews'>): readonly ControlState[] {
  return frameworks.flatMap((framework) => framework.controls.map((row) => stateOfRow(framework, row, reviews)));
}

function stateOfRow({ id }: Framework, row: ControlRow, reviews: readonly RuleReview[]): ControlState {
  const control = `${id}/${row.id}`;
  const bearing = reviews.filter(({ rule }) => rule.controls.includes(control));
  return {
    control,
    cited: row.cited,
    duty: row.title,
    bearing: row.bearing,
    state: bearing.length === 0 ? 'left to people' : gravest(bearing.map(({ state }) => state)),
    rules: bearing.map(({ rule, state }) => ({ id: rule.id, state })),
    left: row.open ?? null,
  };
}

/** The matrix to read. */
export function controlsPage(facts: Facts): string {
  const states = controlStates(facts);
  return `${[
    heading(1, `Controls: ${facts.site.name}`),
    `State of ${facts.at}. Duties in our own words. *pass* says that every rule which bears on the duty and had something to ask passed; it is never proof that the duty is met. *not asked* says that nothing of this site is what the rule looks at.`,
    ...frameworks.flatMap(({ id, name, source, asOf, recalled }) => [
      heading(2, name),
      `${source}, as of ${asOf}${recalled ? ', only remembered: check its numbers before you cite them' : ''}.`,
      table(
        ['control', 'duty', 'bearing', 'state', 'rules, or what shows it instead'],
        states
          .filter(({ control }) => control.startsWith(`${id}/`))
          .map(({ cited, duty, bearing, state, rules, left }) => [
            ...[cited, duty, bearing, state],
            left ?? rules.map((rule) => `[${rule.id}](rules.md#${rule.id.toLowerCase()})`).join(', '),
          ]),
      ),
    ]),
  ].join('\n\n')}\n`;
}
