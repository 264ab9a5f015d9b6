import { daysBetween } from '../engine/day.ts';
import { withFindings } from '../engine/evaluate.ts';
import { groupBy } from '../engine/group.ts';
import type { Rule } from '../engine/rule.ts';
import type { Finding, Judgement } from '../engine/types.ts';
import type { ReviewedWaiver, Waiver } from '../engine/waiver.ts';
import { matcherOf } from './glob.ts';
import { type Coverage, noticesOf } from './notices.ts';

/** A judgement under waivers, and what became of each waiver, in the order of their file. */
export interface Waived {
  readonly judgement: Judgement;
  readonly waivers: readonly ReviewedWaiver[];
}

/**
 * Marks the findings that a waiver covers and takes the verdict again. No finding goes away: it carries its waiver, is
 * counted as `waived` instead of failed or undecided, and blocks no more. What an expired waiver, or one of a hard rule,
 * would cover blocks as before. Pure: `today` is YYYY-MM-DD, and a waiver still holds on the day it expires.
 */
export function applyWaivers(
  judgement: Judgement,
  waivers: readonly Waiver[],
  rules: readonly Rule[],
  today: string,
): Waived {
  const hard = new Set(rules.filter(({ waivable }) => waivable === false).map(({ id }) => id));
  const entries = waivers.map((waiver) => entryOf(waiver, hard, today));
  const byRule = groupBy(entries, ({ waiver }) => waiver.rule);
  const findings = judgement.findings.map((finding) => covered(finding, byRule.get(finding.ruleId) ?? []));
  const reviewed = entries.map(({ waiver, state, daysLeft, coverage }) => ({
    waiver,
    state,
    daysLeft,
    covers: coverage.findings.map(({ fingerprint }) => fingerprint),
    notices: noticesOf(waiver, state, daysLeft, coverage),
  }));
  return { judgement: withFindings(judgement, findings), waivers: reviewed };
}

/** A waiver while the findings pass by it. */
interface Entry {
  readonly waiver: Waiver;
  readonly state: ReviewedWaiver['state'];
  readonly daysLeft: number;
  readonly matches: (finding: Finding) => boolean;
  readonly coverage: Coverage;
}

function entryOf(waiver: Waiver, hard: ReadonlySet<string>, today: string): Entry {
  const [subject, path] = [matcherOf(waiver.subject), matcherOf(waiver.path)];
  const daysLeft = daysBetween(today, waiver.expires);
  return {
    waiver,
    daysLeft,
    state: hard.has(waiver.rule) ? 'refused' : daysLeft < 0 ? 'expired' : 'active',
    matches: (finding) => subject(finding.subject.address) && path(finding.path),
    coverage: { findings: [], stackedWith: new Set() },
  };
}

/** Of several waivers the one that holds longest is named, so that the days left are those until the finding blocks. */
function covered(finding: Finding, candidates: readonly Entry[]): Finding {
  const matching = candidates.filter(({ matches }) => matches(finding));
  for (const { coverage } of matching) coverage.findings.push(finding);
  const active = matching.filter(({ state }) => state === 'active');
  for (const one of active) {
    for (const other of active) if (other !== one) one.coverage.stackedWith.add(other.waiver);
  }
  const [first, ...rest] = active;
  if (first === undefined) return finding;
  const longest = rest.reduce((best, next) => (next.waiver.expires > best.waiver.expires ? next : best), first);
  return { ...finding, waiver: describe(longest.waiver) };
}

function describe({ ticket, owner, expires, reason }: Waiver): string {
  return `${ticket}, ${owner}, until ${expires}: ${reason}`;
}
