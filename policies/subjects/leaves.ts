import type { Coverage, Leaf, Subject } from '../engine/types.ts';
import { CLUSTER_SCHEMA } from './cluster.ts';
import { isKnownCustom } from './kubernetes/custom-groups.ts';
import { typeOfKind } from './kubernetes/schema.ts';
import { inert, leavesOf, type Outcome, outcomeOf } from './leaves/outcome.ts';
import { providerOfGroup } from './leaves/provider.ts';
import { isLiveSecret, withoutValues } from './leaves/secret.ts';
import { Surroundings } from './leaves/surroundings.ts';
import { terraformOutcome } from './leaves/terraform.ts';
import type { TextClassifier } from './leaves/texts.ts';
import { countStrings } from './leaves/typed.ts';
import { Walker } from './leaves/walker.ts';

export type { TextClassifier } from './leaves/texts.ts';

/** The classification of every string of every subject. */
export interface Leaves {
  /** The strings of a subject that name a place or may name one, in the order of its body. Inert ones are only counted. */
  readonly leaves: (subject: Subject) => readonly Leaf[];
  /** How many strings these subjects have, and what they turned out to be. */
  readonly coverage: (subjects: readonly Subject[]) => Coverage;
}

/** Classify the strings of subjects with a place oracle, `among` other objects of the same input. Pure; identical subtrees are classified once. */
export function createLeaves(places: TextClassifier, among: readonly Subject[] = []): Leaves {
  const walker = new Walker(places);
  const surroundings = new Surroundings(among);
  // As long-lived as the run itself; the collector visits every entry of a WeakMap again and again.
  const outcomes = new Map<Subject, Outcome>();
  const flat = new Map<Subject, readonly Leaf[]>();
  const outcome = remembering(outcomes, (subject) =>
    isLiveSecret(subject)
      ? withoutValues(classified(walker, subject, surroundings))
      : classified(walker, subject, surroundings),
  );
  return {
    leaves: remembering(flat, (subject) => leavesOf(outcome(subject))),
    coverage: (subjects) => total(subjects.map(outcome)),
  };
}

function classified(walker: Walker, subject: Subject, surroundings: Surroundings): Outcome {
  const { kind, type, body } = subject;
  if (kind.startsWith('terraform/')) return terraformOutcome(walker, subject);
  if (kind === 'Site') return walker.site(body);
  // What a reader says about its own reading: names of kinds and sentences. The objects are judged by themselves.
  if (type === CLUSTER_SCHEMA) return inert(countStrings(body));
  const builtIn = typeOfKind(type, kind);
  if (builtIn !== undefined) return walker.started(surroundings.bodyOf(subject), builtIn, surroundings.around(subject));
  const outcome = walker.custom(body, providerOfGroup(type));
  return isKnownCustom(subject) ? outcome : withUnknownKind(outcome, subject);
}

/** Nobody has said what the fields of this kind mean, so the object as a whole stays undecided. */
function withUnknownKind(outcome: Outcome, { kind, type }: Subject): Outcome {
  const reason = `${type} ${kind} is no kind whose fields are known here`;
  const unknown = outcomeOf([
    { found: `${type}/${kind}`, classification: 'undecided', reason, places: [], within: undefined },
  ]);
  return { ...outcome, undecided: outcome.undecided + 1, own: [...unknown.own, ...outcome.own] };
}

/** Remembers answers, the last one at hand: the rules ask of one subject after the other. */
function remembering<T>(known: Map<Subject, T>, make: (subject: Subject) => T): (subject: Subject) => T {
  let last: readonly [subject: Subject, found: T] | undefined;
  return (subject) => {
    if (last?.[0] === subject) return last[1];
    let found = known.get(subject);
    if (found === undefined) {
      found = make(subject);
      known.set(subject, found);
    }
    last = [subject, found];
    return found;
  };
}

function total(outcomes: readonly Outcome[]): Coverage {
  let [placed, inert, undecided] = [0, 0, 0];
  for (const outcome of outcomes) {
    placed += outcome.placed;
    inert += outcome.inert;
    undecided += outcome.undecided;
  }
  return { values: placed + inert + undecided, placed, inert, undecided };
}
