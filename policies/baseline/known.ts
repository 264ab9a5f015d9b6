import { isOpen, withFindings } from '../engine/evaluate.ts';
import type { Rule } from '../engine/rule.ts';
import type { Finding, Judgement } from '../engine/types.ts';

/** Why a finding was there before; undefined when it was not. */
export type Reason = (finding: Finding) => string | undefined;

/**
 * Marks the open findings that were there before, and takes the verdict again: they are counted as known and block no
 * more. Findings of hard rules are never marked, whatever the reason says.
 */
export function markKnown(judgement: Judgement, rules: readonly Rule[], reasonOf: Reason): Judgement {
  const hard = hardRules(rules);
  const findings = judgement.findings.map((finding) => {
    const known = isOpen(finding) && !hard.has(finding.ruleId) ? reasonOf(finding) : undefined;
    return known === undefined ? finding : { ...finding, known };
  });
  return withFindings(judgement, findings);
}

/** Identifiers of the rules that nothing covers. */
export function hardRules(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(rules.filter(({ waivable }) => waivable === false).map(({ id }) => id));
}
