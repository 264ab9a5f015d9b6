import { toFinding } from './finding.ts';
import { toldApart } from './fingerprint.ts';
import { byCodeUnit } from './order.ts';
import { Precedents, type Settled } from './precedents.ts';
import type { Rule } from './rule.ts';
import type {
  Boundary,
  Context,
  Coverage,
  Finding,
  Grounds,
  Judgement,
  NotAsked,
  Result,
  Subject,
  Verdict,
} from './types.ts';

/** A run's context and the count of its values. `coverage` and `grounds` are asked after every rule has run. */
export interface Run {
  readonly context: Context;
  readonly coverage: () => Coverage;
  readonly grounds: () => Grounds;
}

/**
 * Judges every subject by every rule that selects its kind. Pure: the same subjects in any order give the same judgement.
 * A rule that throws, or gives no verdict where silence is no pass, is a finding. Without a subject or without a rule the
 * verdict is `indeterminate`, never `pass`.
 */
export function evaluate(rules: readonly Rule[], subjects: readonly Subject[], run: Run): Judgement {
  const findings: Finding[] = [];
  const spoke = new Set<string>();
  let met = 0;
  const byKind = rulesByKind(rules);
  const precedents = new Precedents(run.context, byKind, (rule, verdicts) => {
    if (verdicts.length > 0) spoke.add(rule.id);
    return conclude(rule, verdicts);
  });
  for (const subject of subjects) {
    const selected = byKind(subject.kind);
    met += selected.length;
    const precedent = precedents.of(subject);
    if (precedent !== undefined)
      for (const { rule, verdict, result } of precedent.settled)
        findings.push(toFinding(rule, subject, verdict, result));
    const asked = precedent?.open ?? selected;
    // By index: an iterator makes an object for each of a plan's hundred thousand questions.
    for (let i = 0; i < asked.length; i++) {
      const rule = asked[i] as Rule;
      if (judge(rule, subject, run.context, findings)) spoke.add(rule.id);
    }
  }
  findings.sort(inReportOrder);
  return {
    verdict: met === 0 ? 'indeterminate' : verdictOf(findings),
    counts: { subjects: subjects.length, rules: rules.length, ...countsOf(findings) },
    coverage: run.coverage(),
    grounds: run.grounds(),
    notAsked: notAskedOf(rules, run.context.boundary),
    spoke,
    findings: toldApart(findings),
  };
}

/** A judgement with other findings, marked by waivers or as known: counted and decided again. */
export function withFindings(judgement: Judgement, findings: readonly Finding[]): Judgement {
  // Where nothing was marked nothing is decided again: nothing judged is still no pass.
  if (findings.every((finding, index) => finding === judgement.findings[index])) return judgement;
  const counts = { ...judgement.counts, ...countsOf(findings) };
  return { ...judgement, findings, counts, verdict: verdictOf(findings) };
}

/** Waived and known findings are counted apart from those that are still to be answered. */
function countsOf(findings: readonly Finding[]): Omit<Judgement['counts'], 'subjects' | 'rules'> {
  const counts = { fail: 0, indeterminate: 0, waived: 0, known: 0 };
  for (const { result, waiver, known } of findings)
    counts[waiver !== null ? 'waived' : known !== null ? 'known' : result]++;
  return counts;
}

/** Whether a finding is neither waived nor known: it blocks when its rule denies. */
export function isOpen({ waiver, known }: Finding): boolean {
  return waiver === null && known === null;
}

/** Only a `deny` rule's open findings block; the others are printed. `fail` outweighs `indeterminate`. */
export function verdictOf(findings: readonly Finding[]): Result {
  let verdict: Result = 'pass';
  for (const finding of findings) {
    if (finding.enforcement !== 'deny' || !isOpen(finding)) continue;
    if (finding.result === 'fail') return 'fail';
    verdict = 'indeterminate';
  }
  return verdict;
}

function notAskedOf(rules: readonly Rule[], boundary: Boundary): readonly NotAsked[] {
  return rules.flatMap(({ id, notAsked }) => {
    const because = notAsked?.(boundary);
    return because === undefined ? [] : [{ ruleId: id, because }];
  });
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

/** Whether the rule had anything to say. */
function judge(rule: Rule, subject: Subject, context: Context, findings: Finding[]): boolean {
  let spoke = false;
  try {
    const verdicts = rule.evaluate(subject, context);
    // Most rules have nothing to say of most subjects: that must not cost an iterator.
    if (isList(verdicts)) {
      spoke = verdicts.length > 0;
      for (let i = 0; i < verdicts.length; i++) add(rule, subject, verdicts[i] as Verdict, findings);
    } else {
      for (const verdict of verdicts) {
        spoke = true;
        add(rule, subject, verdict, findings);
      }
    }
  } catch (error) {
    findings.push(toFinding(rule, subject, crashed(error), 'indeterminate'));
    return true;
  }
  if (!spoke && rule.whenSilent !== 'pass') findings.push(toFinding(rule, subject, silent(rule), rule.whenSilent));
  return spoke;
}

/** What a rule's verdicts come to: those that do not pass, silence included. */
function conclude(rule: Rule, verdicts: readonly Verdict[]): readonly Settled[] {
  if (verdicts.length > 0)
    return verdicts.flatMap((verdict) =>
      verdict.result === 'pass' ? [] : [{ rule, verdict, result: verdict.result }],
    );
  return rule.whenSilent === 'pass' ? [] : [{ rule, verdict: silent(rule), result: rule.whenSilent }];
}

function isList(verdicts: Iterable<Verdict>): verdicts is readonly Verdict[] {
  return Array.isArray(verdicts);
}

function add(rule: Rule, subject: Subject, verdict: Verdict, findings: Finding[]): void {
  if (verdict.result !== 'pass') findings.push(toFinding(rule, subject, verdict, verdict.result));
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
    byCodeUnit(a.location?.file ?? '', b.location?.file ?? '') ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    byCodeUnit(a.ruleId, b.ruleId) ||
    byCodeUnit(a.subject.address, b.subject.address) ||
    byCodeUnit(a.path, b.path) ||
    byCodeUnit(a.found, b.found) ||
    byCodeUnit(a.because, b.because)
  );
}
