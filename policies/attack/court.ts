import { evaluate, type Run } from '../engine/evaluate.ts';
import type { Rule } from '../engine/rule.ts';
import { subjectIndex } from '../engine/subject-index.ts';
import type { Boundary, Context, Finding, Subject } from '../engine/types.ts';
import { createPlaces } from '../places/index.ts';
import { createLeaves } from '../subjects/index.ts';

/** Judges many small variations of one configuration. */
export interface Court {
  /** Every finding about the configuration as it is. */
  readonly baseline: readonly Finding[];
  /** Every finding about the configuration with some subjects gone and others come. */
  readonly judge: (gone: readonly Subject[], come: readonly Subject[]) => readonly Finding[];
}

/**
 * The court for one compliant configuration. A rule's verdict on a subject that did not change is asked again only when
 * the rule looks at other subjects of a kind that did change: rules are pure, so nothing else can change it.
 */
export function courtFor(subjects: readonly Subject[], boundary: Boundary, rules: readonly Rule[]): Court {
  const places = createPlaces(boundary);
  const unchanged = createLeaves(places);
  const known = new Set(subjects);
  const looks = rules.map((rule) => ({ rule, ...watched(rule, subjects, runOf) }));

  function runOf(all: readonly Subject[]): Run {
    const fresh = createLeaves(places);
    const leaves = (subject: Subject) => (known.has(subject) ? unchanged : fresh).leaves(subject);
    const context: Context = { boundary, subjects: all, ofKind: subjectIndex(all), leaves, place: places.place };
    const coverage = () => ({ values: 0, placed: 0, inert: 0, undecided: 0 });
    return { context, coverage, grounds: () => ({ recalled: 0, claimed: 0 }) };
  }

  return {
    baseline: looks.flatMap(({ findings }) => findings),
    judge(gone, come) {
      const left = subjects.filter((subject) => !gone.includes(subject));
      const run = runOf([...left, ...come]);
      const kinds = new Set([...gone, ...come].map(({ kind }) => kind));
      const affected = looks.filter(({ at }) => at === 'all' || [...at].some((kind) => kinds.has(kind)));
      const relations = affected.map(({ rule }) => rule);
      return [...evaluate(rules, come, run).findings, ...evaluate(relations, left, run).findings];
    },
  };
}

/** What a rule finds, and the kinds of other subjects that it asks for; `all` when it looks at the whole list. */
function watched(rule: Rule, subjects: readonly Subject[], runOf: (subjects: readonly Subject[]) => Run) {
  const run = runOf(subjects);
  const kinds = new Set<string>();
  let all = false;
  const context: Context = {
    ...run.context,
    ofKind: (kind) => {
      kinds.add(kind);
      return run.context.ofKind(kind);
    },
    get subjects() {
      all = true;
      return run.context.subjects;
    },
  };
  const { findings } = evaluate([rule], subjects, { ...run, context });
  return { findings, at: all ? ('all' as const) : kinds };
}
