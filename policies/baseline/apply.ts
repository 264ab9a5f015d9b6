import type { Baseline, BaselineEntry, ReviewedBaseline } from '../engine/baseline.ts';
import type { Rule } from '../engine/rule.ts';
import type { Judgement } from '../engine/types.ts';
import { hardRules, markKnown } from './known.ts';

/** A judgement under a baseline, and what became of the baseline. */
export interface Based {
  readonly judgement: Judgement;
  readonly baseline: ReviewedBaseline;
}

/** Marks the findings that a baseline names. What is waived already stays waived, and uses its entry all the same. */
export function applyBaseline(judgement: Judgement, baseline: Baseline, rules: readonly Rule[]): Based {
  const { file, at, entries } = baseline;
  const hard = hardRules(rules);
  const isRefused = ({ rule }: BaselineEntry) => hard.has(rule);
  const named = new Set(entries.filter((entry) => !isRefused(entry)).map(({ fingerprint }) => fingerprint));
  const found = new Set(judgement.findings.map(({ fingerprint }) => fingerprint));
  const reason = `in the baseline of ${at} (${file})`;
  const marked = markKnown(judgement, rules, ({ fingerprint }) => (named.has(fingerprint) ? reason : undefined));
  const refused = entries.filter(isRefused);
  const unused = entries.filter((entry) => !isRefused(entry) && !found.has(entry.fingerprint));
  const covers = marked.findings.filter(({ known }) => known === reason).length;
  return { judgement: marked, baseline: { file, at, entries: entries.length, covers, unused, refused } };
}
