import { closest } from 'fastest-levenshtein';
import type { Rule } from '../engine/rule.ts';
import { rules } from '../rules/index.ts';
import { definitions } from './definitions.ts';
import type { Pack } from './types.ts';

export type { Pack } from './types.ts';

/** Every pack, `all` first. */
export const packs: readonly Pack[] = [
  { name: 'all', title: 'Every rule there is; the default.', rules },
  ...definitions.map(({ name, title, ids }) => ({ name, title, rules: ids.map(ruleOf) })),
];

function ruleOf(id: string): Rule {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`a pack names ${id}, and there is no such rule`);
  return rule;
}

/**
 * The pack of that name.
 * @throws when there is none, with the nearest name and the list.
 */
export function packOf(name: string): Pack {
  const pack = packs.find((candidate) => candidate.name === name);
  if (pack !== undefined) return pack;
  const names = packs.map((candidate) => candidate.name);
  throw new Error(`there is no pack "${name}"; did you mean "${closest(name, names)}"? There are: ${names.join(', ')}`);
}
