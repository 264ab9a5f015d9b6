import type { Rule } from './rule.ts';
import type { Context, Finding, Pattern, Subject, Verdict } from './types.ts';
import { verdictsOfPattern } from './watch.ts';

/** A verdict that does not pass and holds for every subject of a pattern. */
export interface Settled {
  readonly rule: Rule;
  readonly verdict: Verdict;
  readonly result: Finding['result'];
}

/** What is known of all subjects of a pattern, and which rules have to be asked about each. */
export interface Precedent {
  readonly settled: readonly Settled[];
  readonly open: readonly Rule[];
}

/** The first subjects of a pattern are judged by themselves: most patterns have no others. */
const BEFORE = 4;

/** How often a pattern was met, and what was found out about its subjects without and with leaves. */
interface Case {
  readonly kind: string;
  readonly type: string;
  met: number;
  readonly precedents: [bare: Precedent | undefined, placed: Precedent | undefined];
}

/**
 * Judges subjects of one pattern once, as far as a rule looked at nothing that differs among them. `conclude` says what a
 * rule's verdicts come to: those that do not pass, silence included.
 */
export class Precedents {
  private readonly context: Context;
  private readonly selected: (kind: string) => readonly Rule[];
  private readonly conclude: (rule: Rule, verdicts: readonly Verdict[]) => readonly Settled[];
  private readonly cases = new Map<Pattern, Case>();

  constructor(
    context: Context,
    selected: (kind: string) => readonly Rule[],
    conclude: (rule: Rule, verdicts: readonly Verdict[]) => readonly Settled[],
  ) {
    this.context = context;
    this.selected = selected;
    this.conclude = conclude;
  }

  /** Undefined when every rule has to be asked. */
  of(subject: Subject): Precedent | undefined {
    const { pattern, kind, type } = subject;
    if (pattern === undefined) return undefined;
    let known = this.cases.get(pattern);
    if (known === undefined) {
      known = { kind, type, met: 0, precedents: [undefined, undefined] };
      this.cases.set(pattern, known);
    }
    if (known.met++ < BEFORE || known.kind !== kind || known.type !== type) return undefined;
    const sort = this.context.leaves(subject).length === 0 ? 0 : 1;
    known.precedents[sort] ??= this.precedent(subject, pattern, sort === 1);
    return known.precedents[sort];
  }

  private precedent(subject: Subject, pattern: Pattern, hasLeaves: boolean): Precedent {
    const settled: Settled[] = [];
    const open: Rule[] = [];
    for (const rule of this.selected(subject.kind)) {
      const verdicts = verdictsOfPattern(rule, subject, pattern, this.context, hasLeaves);
      if (verdicts === undefined) open.push(rule);
      else settled.push(...this.conclude(rule, verdicts));
    }
    return { settled, open };
  }
}
