import type { ModuleName } from '../../../constructs/core/site/modules/modules.ts';
import type { Facts } from '../facts.ts';

/** Measures that rules have found in place, under what Art. 32(1) GDPR asks for. */
export interface MeasureGroup {
  readonly title: string;
  readonly measures: readonly { readonly ruleId: string; readonly title: string; readonly asked: number }[];
}

const GROUPS = [
  ['Pseudonymisation and encryption, Art. 32(1)(a)', 'gdpr/art-32-1-a'],
  ['Integrity and confidentiality, Art. 5(1)(f)', 'gdpr/art-5-1-f'],
  ['Security of processing, Art. 32', 'gdpr/art-32'],
  ['Protection by design and by default, Art. 25', 'gdpr/art-25'],
  ['No decision by automation alone, Art. 22', 'gdpr/art-22'],
] as const;

/** Rules that hold of any site without the module that they are about, and say nothing of it. */
const ABOUT: Readonly<Record<string, ModuleName>> = {
  'AI-001': 'ai',
  'AI-003': 'ai',
  'AI-005': 'ai',
  'APP-001': 'marketplace',
  'APP-002': 'marketplace',
  'APP-003': 'marketplace',
  'APP-004': 'marketplace',
  'NET-009': 'research',
};

/**
 * Each rule that was asked of something and found nothing, once, under the first duty that it bears on. A rule with a waived
 * finding has not passed, and is no measure.
 */
export function measuresOf({ reviews, site }: Pick<Facts, 'reviews' | 'site'>): readonly MeasureGroup[] {
  const told = new Set<string>();
  const empty = ({ id }: { readonly id: string }) => {
    const about = ABOUT[id];
    return about !== undefined && site.modules[about] === undefined;
  };
  return GROUPS.map(([title, control]) => {
    const passed = reviews.filter(
      ({ rule, state, asked = 0 }) =>
        state === 'pass' && asked > 0 && !empty(rule) && rule.controls.includes(control) && !told.has(rule.id),
    );
    for (const { rule } of passed) told.add(rule.id);
    return { title, measures: passed.map(({ rule, asked = 0 }) => ({ ruleId: rule.id, title: rule.title, asked })) };
  }).filter(({ measures }) => measures.length > 0);
}
