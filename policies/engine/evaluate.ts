import { toFinding } from './finding.ts';
import { toldApart } from './fingerprint.ts';
import type { Rule } from './rule.ts';
import type { Context, Coverage, Finding, Judgement, Result, Subject, Verdict } from './types.ts';

/** A run's context and the count of its values. `coverage` is asked after every rule has run. */
export interface Run {
  readonly context: Context;
  readonly coverage: () => Coverage;
}

/**
 * Judges every subject by every rule that selects its kind. Pure: the same subjects in any order give the same judgement.
 * A rule that throws, or gives no verdict where silence is no pass, is a finding. Without a subject or without a rule the
 * verdict is `indeterminate`, never `pass`.
 */
export function evaluate(rules: readonly Rule[], subjects: readonly Subject[], run: Run): Judgement {
  const findings: Finding[] = [];
  let met = 0;
  const byKind = rulesByKind(rules);
  for (const subject of subjects) {
    const selected = byKind(subject.kind);
    met += selected.length;
    for (const rule of selected) judge(rule, subject, run.context, findings);
  }
  findings.sort(inReportOrder);
  const fail = findings.filter((finding) => finding.result === 'fail').length;
  return {
    verdict: met === 0 ? 'indeterminate' : verdictOf(findings),
    counts: {
      subjects: subjects.length,
      rules: rules.length,
      fail,
      indeterminate: findings.length - fail,
      waived: findings.filter((finding) => finding.waiver !== null).length,
    },
    coverage: run.coverage(),
    findings: toldApart(findings),
  };
}

/** Only a `deny` rule's unwaived findings block; the others are printed. `fail` outweighs `indeterminate`. */
export function verdictOf(findings: readonly Finding[]): Result {
  const blocking = findings.filter((finding) => finding.enforcement === 'deny' && finding.waiver === null);
  if (blocking.some((finding) => finding.result === 'fail')) return 'fail';
  return blocking.length > 0 ? 'indeterminate' : 'pass';
}

function rulesByKind(rules: readonly Rule[]): (kind: string) => readonly Rule[] {
  const known = new Map<string, readonly Rule[]>();
  return (kind) => {
    let selected = known.get(kind);
    if (selected === undefined) {
      selected = rules.filter((rule) => rule.selects.includes('*') || rule.selects.includes(kind));
      known.set(kind, selected);
    }
    return selected;
  };
}

function judge(rule: Rule, subject: Subject, context: Context, findings: Finding[]): void {
  let spoke = false;
  try {
    const verdicts = rule.evaluate(subject, context);
    // Most rules have nothing to say of most subjects: that must not cost an iterator.
    if (!(Array.isArray(verdicts) && verdicts.length === 0)) {
      for (const verdict of verdicts) {
        spoke = true;
        if (verdict.result !== 'pass') findings.push(toFinding(rule, subject, verdict, verdict.result));
      }
    }
  } catch (error) {
    findings.push(toFinding(rule, subject, crashed(error), 'indeterminate'));
    return;
  }
  if (!spoke && rule.whenSilent !== 'pass') findings.push(toFinding(rule, subject, silent(rule), rule.whenSilent));
}

function crashed(error: unknown): Verdict {
  const message = error instanceof Error ? error.message : String(error);
  return {
    result: 'indeterminate',
    path: [],
    found: '',
    because: `the rule itself stopped with an error: ${message}`,
    expected: 'a subject that the rule can read; please report this with the input that caused it',
  };
}

function silent(rule: Rule): Verdict {
  return { result: rule.whenSilent, path: [], found: '', because: 'it says nothing about it', expected: rule.title };
}

/** File, line, column, rule, path, value: never the order in which inputs or rules were given. */
function inReportOrder(a: Finding, b: Finding): number {
  return (
    compare(a.location?.file ?? '', b.location?.file ?? '') ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    compare(a.ruleId, b.ruleId) ||
    compare(a.subject.address, b.subject.address) ||
    compare(a.path, b.path) ||
    compare(a.found, b.found) ||
    compare(a.because, b.because)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
