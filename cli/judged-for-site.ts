import type { Site } from '../constructs/core/site/site.ts';
import { boundaryOfSite } from '../gate/boundary.ts';
import { type Input, type InputProblem, type Judgement, judge, packOf } from '../policies/judge.ts';
import { render } from '../policies/report/index.ts';
import { dayOf } from './day.ts';

/** What every rule says of inputs, by the boundary and with the claims of a site. */
export interface JudgedForSite {
  readonly judgement: Judgement;
  /** What could not be read; with one, the judgement must not be trusted. */
  readonly problems: readonly InputProblem[];
  /** What blocks, as a person reads it; undefined when nothing does. */
  readonly refusal: Refusal | undefined;
}

/** Findings that block, and the exit code that says so. */
export interface Refusal {
  readonly text: string;
  readonly code: 1 | 2;
}

/** Judges inputs that a site answers for, before anything is written. */
export function judgeForSite(site: Site, inputs: readonly Input[]): JudgedForSite {
  const boundary = boundaryOfSite(site);
  const pack = packOf('all');
  const { judgement, problems } = judge(inputs, boundary, pack);
  if (judgement.verdict === 'pass') return { judgement, problems, refusal: undefined };
  const about = { colour: false, boundary: boundary.name, rules: pack.rules, at: dayOf(undefined) };
  const code = judgement.verdict === 'fail' ? 1 : 2;
  return { judgement, problems, refusal: { text: render('text', judgement, about), code } };
}

/** A text as an input. */
export function inputOf(name: string, text: string): Input {
  return { name, bytes: new TextEncoder().encode(text) };
}
