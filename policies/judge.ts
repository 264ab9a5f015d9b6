import { evaluate } from './engine/evaluate.ts';
import { subjectIndex } from './engine/subject-index.ts';
import type { Boundary, Context, Judgement, Subject } from './engine/types.ts';
import type { Pack } from './packs/index.ts';
import { createPlaces, type Places } from './places/index.ts';
import { createLeaves, readInputs, type TextClassifier } from './subjects/index.ts';
import type { Input, InputProblem } from './subjects/input.ts';

export { boundaryOf } from './boundary.ts';
export type { Boundary, Claim, Coverage, Finding, Judgement, SourcePosition } from './engine/types.ts';
export type { Pack } from './packs/index.ts';
export { packOf, packs } from './packs/index.ts';
export type { Input, InputProblem } from './subjects/input.ts';

/** A judgement, and what could not be read. With a problem the judgement must not be trusted: it has not seen all. */
export interface Judged {
  readonly judgement: Judgement;
  readonly problems: readonly InputProblem[];
}

/**
 * Reads the inputs and judges all of them together, so that a rule about relations sees a namespace in one file and its
 * policies in another. Pure: no file, clock or network is touched.
 */
export function judge(inputs: readonly Input[], boundary: Boundary, pack: Pack): Judged {
  const { subjects, problems } = readInputs(inputs);
  return { judgement: judgeSubjects(subjects, boundary, pack), problems };
}

/** Judges subjects that are already read. */
export function judgeSubjects(subjects: readonly Subject[], boundary: Boundary, pack: Pack): Judgement {
  const places = createPlaces(boundary);
  const { leaves, coverage } = createLeaves(classifierOf(places));
  const context: Context = { boundary, subjects, ofKind: subjectIndex(subjects), leaves, place: places.place };
  return evaluate(pack.rules, subjects, { context, coverage: () => coverage(subjects) });
}

/** The oracle's answer about a text in the words of the leaf walker: one leaf per place, or one that says why there is none. */
function classifierOf(places: Places): TextClassifier {
  return {
    classify: (text, { key, provider, role }) => {
      const { classification, reason, pieces } = places.classify(text, { key, provider, role: roleIn(role) });
      if (pieces.length === 0) return [{ found: text, classification, reason, places: [] }];
      return pieces.map(({ found, place }) => ({
        found,
        classification: place.verdict === 'unknown' ? 'undecided' : 'placed',
        reason: place.reason,
        places: [place],
      }));
    },
  };
}

function roleIn(role: Parameters<TextClassifier['classify']>[1]['role']) {
  if (role === 'address') return 'host';
  return role === 'zone' ? 'region' : (role ?? 'free');
}
