import { evaluate, type Run } from './engine/evaluate.ts';
import type { Obligation } from './engine/obligation.ts';
import type { SovereigntyReview } from './engine/sovereignty.ts';
import { subjectIndex } from './engine/subject-index.ts';
import type { Survey } from './engine/survey.ts';
import type { Boundary, Grounds, Judgement, Leaf, Place, Subject } from './engine/types.ts';
import { obligationsOf } from './obligations/index.ts';
import type { Pack } from './packs/index.ts';
import { createPlaces, SITE_CLAIM } from './places/index.ts';
import { sovereigntyOf } from './sovereignty/score.ts';
import { createLeaves, readInputs } from './subjects/index.ts';
import type { Input, InputProblem } from './subjects/input.ts';
import { survey } from './survey.ts';

export { boundaryOf } from './boundary.ts';
export type { Boundary, Claim, Coverage, Finding, Judgement, SourcePosition } from './engine/types.ts';
export type { Pack } from './packs/index.ts';
export { packOf, packs } from './packs/index.ts';
export { prepareInputs } from './subjects/index.ts';
export type { Input, InputProblem } from './subjects/input.ts';

/** A judgement, and what could not be read. With a problem the judgement must not be trusted: it has not seen all. */
export interface Judged {
  readonly judgement: Judgement;
  readonly problems: readonly InputProblem[];
  /** What was seen besides findings. Taken only when a report asks. */
  readonly survey: () => Survey;
  /** What the input cannot show, and somebody has to. Taken only when a report asks. */
  readonly obligations: () => readonly Obligation[];
  /** What is shown of the sovereignty framework's objectives. Taken only when a report asks. */
  readonly sovereignty: () => SovereigntyReview;
  /** What was judged. */
  readonly subjects: readonly Subject[];
}

/**
 * Reads the inputs and judges all of them together, so that a rule about relations sees a namespace in one file and its
 * policies in another. Pure: no file, clock or network is touched.
 */
export function judge(inputs: readonly Input[], boundary: Boundary, pack: Pack): Judged {
  const { subjects, problems } = readInputs(inputs);
  return { ...judgeRead(subjects, boundary, pack), problems };
}

/** Judges subjects that a reader of its own has read whole, such as that of a running cluster. */
export function judgeRead(subjects: readonly Subject[], boundary: Boundary, pack: Pack): Judged {
  const run = runOf(subjects, narrowed(boundary, pack));
  const judgement = evaluate(pack.rules, subjects, run);
  const seen = once(() => survey(subjects, run.context.boundary, run.places(), pack.rules));
  const asksHealth = pack.name.split(',').includes('germany-health');
  const owed = once(() => obligationsOf(run.context, judgement.findings, asksHealth));
  return {
    judgement,
    problems: [],
    subjects,
    survey: seen,
    obligations: owed,
    sovereignty: () => sovereigntyOf({ judgement, survey: seen(), words: owed() }),
  };
}

/** Several parts of a report ask the same. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A pack may take fewer facts as proof than the boundary; it never takes more. */
function narrowed(boundary: Boundary, { facts }: Pack): Boundary {
  return facts === undefined ? boundary : { ...boundary, facts };
}

/** Judges subjects that are already read. */
export function judgeSubjects(subjects: readonly Subject[], boundary: Boundary, pack: Pack): Judgement {
  return evaluate(pack.rules, subjects, runOf(subjects, narrowed(boundary, pack)));
}

/** What the rules of a run may look at: the subjects, their leaves, and the place oracle of the boundary. */
export function runOf(
  subjects: readonly Subject[],
  boundary: Boundary,
): Run & { readonly places: () => readonly Place[] } {
  const oracle = createPlaces(boundary);
  const { leaves, coverage } = createLeaves(oracle, subjects);
  const context = { boundary, subjects, ofKind: subjectIndex(subjects), leaves, place: oracle.place };
  const places = once(() => placesIn(subjects, leaves));
  return { context, coverage: () => coverage(subjects), grounds: () => groundsOf(places()), places };
}

/** Every place that a value of these subjects names, as often as one does. */
function placesIn(subjects: readonly Subject[], leaves: (subject: Subject) => readonly Leaf[]): readonly Place[] {
  const places: Place[] = [];
  for (const subject of subjects)
    for (const leaf of leaves(subject)) for (const place of leaf.places) places.push(place);
  return places;
}

/** Counts the values inside that rest on memory or on the site's word alone. */
function groundsOf(places: readonly Place[]): Grounds {
  let [recalled, claimed] = [0, 0];
  for (const place of places) {
    if (place.verdict !== 'inside') continue;
    if (place.recalled) recalled++;
    else if (place.source === SITE_CLAIM) claimed++;
  }
  return { recalled, claimed };
}
