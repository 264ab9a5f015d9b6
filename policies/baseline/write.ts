import type { BaselineEntry } from '../engine/baseline.ts';
import { isOpen } from '../engine/evaluate.ts';
import type { Rule } from '../engine/rule.ts';
import type { Finding } from '../engine/types.ts';
import { hardRules } from './known.ts';
import { BASELINE_SCHEMA } from './read.ts';

/** A baseline file, and how many findings it could not take because their rules are hard. */
export interface Written {
  readonly text: string;
  readonly recorded: number;
  readonly hard: number;
}

/**
 * The baseline file of some findings: those that are open or known, not those that a waiver answers. One finding a line,
 * sorted, so that the same findings give the same bytes. `at` is YYYY-MM-DD.
 */
export function writeBaseline(findings: readonly Finding[], rules: readonly Rule[], at: string): Written {
  const hard = hardRules(rules);
  const taken = findings.filter((finding) => isOpen(finding) || finding.known !== null);
  const lines = taken
    .filter(({ ruleId }) => !hard.has(ruleId))
    .map(({ ruleId, subject, path, fingerprint }): BaselineEntry => {
      return { rule: ruleId, subject: subject.address, path, fingerprint };
    })
    .map((entry) => JSON.stringify(entry))
    .sort();
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
  const text = `{"schema":${JSON.stringify(BASELINE_SCHEMA)},"at":${JSON.stringify(at)},"findings":${list}}\n`;
  return { text, recorded: lines.length, hard: taken.length - lines.length };
}
