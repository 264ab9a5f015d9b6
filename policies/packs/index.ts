import { closest } from 'fastest-levenshtein';
import type { Rule } from '../engine/rule.ts';
import { rules } from '../rules/index.ts';
import { definitions } from './definitions.ts';
import type { Pack } from './types.ts';

export type { Pack } from './types.ts';

/** Every pack, `all` first. */
export const packs: readonly Pack[] = definitions.map(({ name, title, ids, facts }) => ({
  name,
  title,
  rules: ids === 'every' ? rules : ids.map(ruleOf),
  ...(facts === undefined ? {} : { facts }),
}));

function ruleOf(id: string): Rule {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`a pack names ${id}, and there is no such rule`);
  return rule;
}

/**
 * The pack of that name; of several, with commas between them, the pack of all their rules, which takes no more as proof
 * than the strictest of them.
 * @throws when there is none, with the nearest name and the list.
 */
export function packOf(name: string): Pack {
  const [first, ...more] = name.split(',').map((one) => one.trim());
  const parts = [first ?? '', ...more].map(single);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const asked = new Set(parts.flatMap((part) => part.rules));
  const strict = parts.some(({ facts }) => facts === 'confirmed');
  return {
    name: parts.map((part) => part.name).join(','),
    title: parts.map((part) => part.title).join(' '),
    rules: rules.filter((rule) => asked.has(rule)),
    ...(strict ? { facts: 'confirmed' as const } : {}),
  };
}

function single(name: string): Pack {
  const pack = packs.find((candidate) => candidate.name === name);
  if (pack !== undefined) return pack;
  const names = packs.map((candidate) => candidate.name);
  throw new Error(`there is no pack "${name}"; did you mean "${closest(name, names)}"? There are: ${names.join(', ')}`);
}
