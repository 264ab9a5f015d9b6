import type { RuleDefinition } from './types.ts';

/** A rule whose definition was checked by {@link defineRule}. Immutable. */
export type Rule = RuleDefinition & { readonly checked: true };

const idPattern = /^[A-Z]{2,4}-\d{3}$/;
const controlPattern = /^[a-z0-9.-]+\/[A-Za-z0-9.()-]+$/;

/**
 * Checks a rule's definition once, when its module loads, and freezes it.
 * @throws when the identifier is no `RES-004`, a text is empty, it selects nothing, or a control is no `framework/article`.
 */
export function defineRule(definition: RuleDefinition): Rule {
  const flaw = flawOf(definition);
  if (flaw !== undefined) throw new Error(`rule ${JSON.stringify(definition.id)}: ${flaw}`);
  return Object.freeze({ ...definition, checked: true as const });
}

function flawOf(definition: RuleDefinition): string | undefined {
  if (!idPattern.test(definition.id)) return 'the id must be two to four capitals, a hyphen and three digits: RES-004';
  for (const text of ['title', 'rationale', 'remedy'] as const) {
    if (definition[text].trim() === '') return `${text} is empty; say it in one sentence`;
  }
  if (definition.selects.length === 0) return 'selects names no kind; name the kinds or "*"';
  const control = definition.controls.find((id) => !controlPattern.test(id));
  return control === undefined ? undefined : `control ${JSON.stringify(control)} is no framework/article`;
}

/**
 * A list of rules in the order of their identifiers.
 * @throws when two rules share an identifier: an identifier is a contract with every report already written.
 */
export function listRules(rules: readonly Rule[]): readonly Rule[] {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const [index, rule] of sorted.entries()) {
    if (sorted[index + 1]?.id === rule.id) throw new Error(`two rules are called ${rule.id}: "${rule.title}"`);
  }
  return Object.freeze(sorted);
}
