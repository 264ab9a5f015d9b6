import { isOpen } from '../engine/evaluate.ts';
import { groupBy } from '../engine/group.ts';
import type { Discharge, Obligation } from '../engine/obligation.ts';
import type { Judgement, Subject } from '../engine/types.ts';
import { releasesIn } from '../rules/shared/fetched.ts';
import { verifiesImages } from '../rules/shared/image-policy.ts';
import { keyOf } from './obligation.ts';
import { Paths } from './paths.ts';

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
  const releases = [...releasesIn(now.subjects)].map((release) => `release/${release}`);
  const here = new Set([...now.subjects.map(keyOf), ...releases]);
  const keys = new Map(now.subjects.map((subject) => [subject.address, keyOf(subject)]));
  const isLive = now.subjects.some(({ live }) => live === true);
  // Findings by what they are about: an earlier report and this one can both list tens of thousands.
  const byObject = groupBy(now.judgement.findings.filter(isOpen), ({ subject }) => keys.get(subject.address));
  const refused = new Map([...byObject].map(([key, own]) => [key, new Paths(own.map(({ path }) => plain(path)))]));
  const isRefused = ({ subject, path }: Obligation) => refused.get(subject)?.touches(plain(path)) === true;
  const addresses = new Paths(now.subjects.map(({ address }) => address));
  const discharges = before.map((obligation): Discharge => {
    if (owed.has(obligation.id)) return { obligation, state: 'remains' };
    if (personal.has(obligation.about)) return { obligation, state: 'remains' };
    if (obligation.about === 'signature') {
      return { obligation, state: now.subjects.some(verifiesImages) ? 'discharged' : 'remains' };
    }
    if (obligation.about === 'decision') return { obligation, state: ruleState(obligation, now.judgement) };
    if (obligation.subject === 'plan') return { obligation, state: planState(now.subjects) };
    if (!here.has(obligation.subject) && !isUnfolded(obligation, addresses)) {
      // What only the running system can show is not missing from a plan or a manifest.
      return { obligation, state: obligation.due === 'live' && !isLive ? 'remains' : 'unanswered' };
    }
    return { obligation, state: isRefused(obligation) ? 'breached' : 'discharged' };
  });
  const kept = discharges.filter(
    ({ obligation, state }) => state === 'unanswered' || (state === 'remains' && !owed.has(obligation.id)),
  );
  const isUnanswered = discharges.some(({ state }) => state === 'unanswered');
  const verdict = isUnanswered && now.judgement.verdict === 'pass' ? 'indeterminate' : now.judgement.verdict;
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
function isUnfolded({ about, subject }: Obligation, addresses: Paths): boolean {
  return about === 'module' && addresses.hasWithin(subject);
}

/** What a Secret is given as text, the cluster keeps encoded under another name. */
function plain(path: string): string {
  return path.replace(/^stringData/, 'data');
}
