import { countriesWithin } from '../../catalog/jurisdictions.ts';
import { groupBy } from '../engine/group.ts';
import type { Obligation } from '../engine/obligation.ts';
import type { FactorReview, ObjectiveReview, Range, SovereigntyReview } from '../engine/sovereignty.ts';
import type { Survey } from '../engine/survey.ts';
import type { Finding, Judgement } from '../engine/types.ts';
import { type Evidence, type Factor, FRAMEWORK, type Objective, objectives } from './objectives.ts';

/** What a run knows that bears on sovereignty. */
export interface Run {
  readonly judgement: Judgement;
  readonly survey: Survey;
  /** What the run could not show: the site's word on encryption is among it. */
  readonly words: readonly Obligation[];
}

/** A run with its findings by rule. */
type Seen = Run & { readonly found: ReadonlyMap<string, readonly Finding[]> };

/** The highest assurance level there is. */
const FULL = 4;

/**
 * What a run shows of the eight objectives, as ranges: the lowest end takes everything open as missing, the highest as
 * there. Waived and known findings count as findings: an acceptance makes nothing sovereign. No level is ever shown by
 * configuration alone, so each range of levels begins at 0.
 */
export function sovereigntyOf(run: Run): SovereigntyReview {
  const found = groupBy(run.judgement.findings, ({ ruleId }) => ruleId);
  const reviewed = objectives.map((objective) => reviewOf(objective, { ...run, found }));
  const highest = Math.min(...reviewed.map(({ seal }) => seal.highest));
  return {
    framework: FRAMEWORK,
    objectives: reviewed,
    score: {
      lowest: weighted(reviewed, ({ score }) => score.lowest),
      highest: weighted(reviewed, ({ score }) => score.highest),
    },
    seal: { lowest: 0, highest },
    governedBy: highest === FULL ? [] : reviewed.filter(({ seal }) => seal.highest === highest).map(({ id }) => id),
  };
}

function reviewOf({ id, name, weight, factors }: Objective, run: Seen): ObjectiveReview {
  const states = factors.map((factor) => ({ factor, review: decide(factor, run) }));
  const reviews = states.map(({ review }) => review);
  const caps = states.flatMap(({ factor, review }) => (review.state === 'unmet' ? [factor.cap ?? FULL] : []));
  return {
    id,
    name,
    weight,
    factors: reviews,
    score: { lowest: share(reviews, 'met'), highest: rounded(100 - exactShare(reviews, 'unmet')) },
    seal: { lowest: 0, highest: Math.min(FULL, ...caps) },
  };
}

function decide({ asks, evidence }: Factor, run: Seen): FactorReview {
  return { asks, ...outcome(evidence, run) };
}

type Outcome = Omit<FactorReview, 'asks'>;

function outcome(evidence: Evidence, run: Seen): Outcome {
  switch (evidence.by) {
    case 'nothing':
      return { state: 'open', because: `only ${evidence.shownBy} can show it` };
    case 'operators':
      return byOperators(run.survey);
    case 'rules':
      return byRules(evidence, run);
  }
}

type ByRules = Extract<Evidence, { readonly by: 'rules' }>;

function byRules({ ids, speak, proof }: ByRules, { judgement, survey, words, found }: Seen): Outcome {
  const failed = [...new Set(ids)].filter((id) => found.get(id)?.some(({ result }) => result === 'fail'));
  if (failed.length > 0) return { state: 'unmet', because: `${failed.sort().join(', ')} found a breach` };
  if (ids.some((id) => found.has(id))) return { state: 'open', because: 'a rule could not decide' };
  const silent = ids.filter(
    (id) => (survey.asked.get(id) ?? 0) === 0 || (speak.includes(id) && !judgement.spoke.has(id)),
  );
  if (silent.length > 0) return { state: 'open', because: `${silent.join(', ')} had nothing to judge in this input` };
  if (proof === 'places') return placesProven(judgement, survey);
  if (proof === 'encryption' && words.some(({ about }) => about === 'encryption')) {
    return { state: 'open', because: "some storage is encrypted by the site's word alone" };
  }
  return { state: 'met', because: `${ids.join(', ')} found nothing` };
}

function placesProven({ grounds }: Judgement, survey: Survey): Outcome {
  if (grounds.claimed > 0) return { state: 'open', because: "some places rest on the site's own claim" };
  if (grounds.recalled > 0) return { state: 'open', because: 'some places rest on facts that are only recalled' };
  if (survey.places.length === 0) return { state: 'open', because: 'this input names no place' };
  return inUnion(survey);
}

/** The framework speaks of the Union; a boundary may be wider. */
function inUnion({ places }: Survey): Outcome {
  const union = countriesWithin('EU');
  const beyond = places.filter(
    ({ country, verdict }) => verdict === 'inside' && country !== 'EU' && !union.has(country ?? ''),
  );
  if (beyond.length === 0) return { state: 'met', because: 'every place is in the Union by a confirmed fact' };
  const names = beyond.map(({ country }) => country ?? 'an unknown country').join(', ');
  return {
    state: 'open',
    because: `${names}: inside the boundary, and outside the Union of which the framework speaks`,
  };
}

function byOperators({ places }: Survey): Outcome {
  const union = countriesWithin('EU');
  const operators = places.flatMap((place) => place.operators);
  const foreign = operators.filter(({ jurisdiction }) => jurisdiction !== null && !union.has(jurisdiction));
  if (foreign.length > 0) {
    const named = [...new Set(foreign.map(({ id, jurisdiction }) => `${id} (${jurisdiction})`))].sort();
    return { state: 'unmet', because: `the ultimate parent is elsewhere: ${named.join(', ')}` };
  }
  if (operators.length === 0) return { state: 'open', because: 'this input names no operator' };
  if (places.some(({ operators: own }) => own.length === 0 || own.some(({ jurisdiction }) => jurisdiction === null))) {
    return { state: 'open', because: 'of some places nobody knows who runs them' };
  }
  const claimed = places.some((place) => place.claimed > 0);
  return claimed
    ? { state: 'open', because: "some operators are known by the site's own claim alone" }
    : { state: 'met', because: 'every operator that is named has its ultimate parent in the Union' };
}

function exactShare(reviews: readonly FactorReview[], wanted: FactorReview['state']): number {
  return (100 * reviews.filter(({ state }) => state === wanted).length) / reviews.length;
}

function share(reviews: readonly FactorReview[], wanted: FactorReview['state']): number {
  return rounded(exactShare(reviews, wanted));
}

function weighted(reviewed: readonly ObjectiveReview[], of: (one: ObjectiveReview) => Range[keyof Range]): number {
  return rounded(reviewed.reduce((sum, one) => sum + (one.weight * of(one)) / 100, 0));
}

/** One decimal: more would promise a precision that there is not. */
function rounded(percent: number): number {
  return Math.round(percent * 10) / 10;
}
