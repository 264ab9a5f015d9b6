import type { Discharge, Obligation } from '../engine/obligation.ts';
import type { Finding, Judgement, Subject } from '../engine/types.ts';
import { verifiesImages } from '../rules/shared/image-policy.ts';
import { keyOf } from './obligation.ts';

/** A run's answer to the obligations of an earlier one. */
export interface Settled {
  /** The verdict again: a pass that leaves an obligation unanswered is undecided. */
  readonly judgement: Judgement;
  readonly discharges: readonly Discharge[];
  /** What is owed now: this run's own, and those that it could not answer. */
  readonly obligations: readonly Obligation[];
}

/** What somebody has to show in person, or with a probe: that their subject is not named in an input says nothing. */
const personal = new Set(['claim', 'capability', 'network-policy', 'attestation']);

/** Answers the obligations of an earlier run out of this one. Pure; order does not matter. */
export function settle(
  before: readonly Obligation[],
  now: {
    readonly judgement: Judgement;
    readonly obligations: readonly Obligation[];
    readonly subjects: readonly Subject[];
  },
): Settled {
  const owed = new Set(now.obligations.map(({ id }) => id));
  const here = new Set(now.subjects.map(keyOf));
  const keys = new Map(now.subjects.map((subject) => [subject.address, keyOf(subject)]));
  const isLive = now.subjects.some(({ live }) => live === true);
  const isRefused = (one: Obligation) => now.judgement.findings.some((finding) => objects(finding, one, keys));
  const discharges = before.map((obligation): Discharge => {
    if (owed.has(obligation.id)) return { obligation, state: 'remains' };
    if (personal.has(obligation.about)) return { obligation, state: 'remains' };
    if (obligation.about === 'signature') {
      return { obligation, state: now.subjects.some(verifiesImages) ? 'discharged' : 'remains' };
    }
    if (obligation.about === 'decision') return { obligation, state: ruleState(obligation, now.judgement) };
    if (obligation.subject === 'plan') return { obligation, state: planState(now.subjects) };
    if (!here.has(obligation.subject) && !isUnfolded(obligation, now.subjects)) {
      // What only the running system can show is not missing from a plan or a manifest.
      return { obligation, state: obligation.due === 'live' && !isLive ? 'remains' : 'unanswered' };
    }
    return { obligation, state: isRefused(obligation) ? 'breached' : 'discharged' };
  });
  const kept = discharges.filter(
    ({ obligation, state }) => state === 'unanswered' || (state === 'remains' && !owed.has(obligation.id)),
  );
  const isOpen = discharges.some(({ state }) => state === 'unanswered');
  const verdict = isOpen && now.judgement.verdict === 'pass' ? 'indeterminate' : now.judgement.verdict;
  return {
    judgement: { ...now.judgement, verdict },
    discharges,
    obligations: [...now.obligations, ...kept.map(({ obligation }) => obligation)],
  };
}

/** A rule that is undecided no more has decided, when it was asked of something. */
function ruleState({ subject }: Obligation, { findings, spoke }: Judgement): Discharge['state'] {
  const id = subject.slice('rule/'.length);
  if (findings.some(({ ruleId, result }) => ruleId === id && result === 'fail')) return 'breached';
  return spoke.has(id) ? 'discharged' : 'remains';
}

/** A plan that owes nothing more is whole; without a plan nobody knows. */
function planState(subjects: readonly Subject[]): Discharge['state'] {
  return subjects.some(({ kind }) => kind === 'terraform/plan') ? 'discharged' : 'unanswered';
}

/** A plan shows what a module makes under the module's address. */
function isUnfolded({ about, subject }: Obligation, subjects: readonly Subject[]): boolean {
  return (
    about === 'module' &&
    subjects.some(({ address }) => address.startsWith(`${subject}.`) || address.startsWith(`${subject}[`))
  );
}

/** Whether a finding is about what was owed, or about something that holds it or lies in it. */
function objects(finding: Finding, owed: Obligation, keys: ReadonlyMap<string, string>): boolean {
  const { subject, waiver, known } = finding;
  if (waiver !== null || known !== null || keys.get(subject.address) !== owed.subject) return false;
  const [path, before] = [plain(finding.path), plain(owed.path)];
  return path.startsWith(before) || before.startsWith(path);
}

/** What a Secret is given as text, the cluster keeps encoded under another name. */
function plain(path: string): string {
  return path.replace(/^stringData/, 'data');
}
