import { formatPath } from '../engine/path.ts';
import type { Rule } from '../engine/rule.ts';
import type { Boundary, Finding, Subject } from '../engine/types.ts';
import type { Input, InputProblem } from '../subjects/input.ts';
import { readInputs } from '../subjects/read.ts';
import { type Court, courtFor } from './court.ts';
import { randomOf } from './random.ts';
import { targetOf } from './target.ts';
import type { AttackClass, Mutation, Target } from './types.ts';
import { type Written, written } from './written.ts';

/** One mutant and what became of it. */
export interface Trial {
  /** Its number: with the seed it gives the same mutant again. */
  readonly index: number;
  /** `elsewhere`: refused, but no finding of the rules about it stands where the harm is. */
  readonly outcome: 'caught' | 'survived' | 'elsewhere';
  /** Id of its class. */
  readonly class: string;
  readonly what: string;
  /** How the mutant was written: `plan JSON`. */
  readonly form: string;
  readonly subject: string;
  /** Empty when the harm shows elsewhere than at the change. */
  readonly path: string;
  readonly value: string;
  /** Why it is really foreign, or really weaker. */
  readonly because: string;
}

/** Why an attack does not start: what stands in the way, one line each. */
export class NotCompliantError extends Error {
  override readonly name = 'NotCompliantError';
}

/** A configuration that is attacked. */
export interface Siege {
  readonly subjects: number;
  readonly classes: readonly AttackClass[];
  /** One mutant; undefined when no class of attack applies to the configuration. */
  readonly trial: (seed: number, index: number) => Trial | undefined;
}

/**
 * Reads a compliant configuration once, so that each mutant costs only what it changes.
 * @throws {@link NotCompliantError}
 */
export function siegeOf(
  inputs: readonly Input[],
  boundary: Boundary,
  rules: readonly Rule[],
  classes: readonly AttackClass[],
): Siege {
  const { subjects, problems } = readInputs(inputs);
  if (subjects.length === 0) throw new NotCompliantError('nothing was read that could be judged');
  if (rules.length === 0) throw new NotCompliantError('there is no rule to attack');
  const court = courtFor(subjects, boundary, rules);
  refuse(problems.map(({ message, position }) => `${position.file}:${position.line}:${position.column}: ${message}`));
  refuse(blocking(court.baseline).map(lineOf));
  const target = targetOf(subjects, boundary);
  const trial = (seed: number, index: number) => trialOf(mutantOf(seed, index, classes, target), court, index);
  return { subjects: subjects.length, classes, trial };
}

function refuse(lines: readonly string[]): void {
  if (lines.length === 0) return;
  const shown = lines.slice(0, 10).map((line) => `  ${line}`);
  const more = lines.length > shown.length ? [`  and ${lines.length - shown.length} more`] : [];
  const head = 'the configuration itself does not pass, so a mutant of it would prove nothing:';
  throw new NotCompliantError([head, ...shown, ...more].join('\n'));
}

const lineOf = ({ ruleId, subject, path, found }: Finding) => `${ruleId} ${subject.address} ${path}: ${found}`;

function blocking(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ enforcement, waiver }) => enforcement === 'deny' && waiver === null);
}

interface Mutant {
  readonly by: AttackClass;
  readonly mutation: Mutation;
  readonly file: Written;
}

/** Classes take turns; one that has nothing to apply to gives its turn to another one, by lot. */
function mutantOf(seed: number, index: number, classes: readonly AttackClass[], target: Target): Mutant | undefined {
  const random = randomOf(seed, index);
  const jump = random.whole(classes.length);
  for (let turn = 0; turn <= classes.length; turn++) {
    const by = classes[(index + turn + (turn === 0 ? 0 : jump)) % classes.length];
    const mutation = by?.mutate(target, random);
    if (by !== undefined && mutation !== undefined) {
      return { by, mutation, file: written(mutation.change, target, random) };
    }
  }
  return undefined;
}

function trialOf(mutant: Mutant | undefined, court: Court, index: number): Trial | undefined {
  if (mutant === undefined) return undefined;
  const { by, mutation, file } = mutant;
  const { subjects, problems } = file.input === undefined ? { subjects: [], problems: [] } : readInputs([file.input]);
  const findings = blocking(court.judge(file.gone, subjects));
  const { what, value, because, at } = mutation;
  const subject = (subjects[0] ?? file.gone[0])?.address ?? '';
  const path = at === 'anywhere' ? '' : formatPath(at);
  const outcome = outcomeOf(mutant, findings, subjects, problems);
  return { index, outcome, class: by.id, what, form: file.form, subject, path, value, because };
}

/** A file that cannot be read is refused too, yet by nothing that names the harm. */
function outcomeOf(
  { by, mutation }: Mutant,
  findings: readonly Finding[],
  come: readonly Subject[],
  problems: readonly InputProblem[],
): Trial['outcome'] {
  const rules = mutation.caughtBy ?? by.caughtBy;
  const about = findings.filter(({ ruleId }) => rules.some((prefix) => ruleId.startsWith(prefix)));
  if (about.some((finding) => standsAt(finding, mutation.at, come))) return 'caught';
  return findings.length + problems.length === 0 ? 'survived' : 'elsewhere';
}

function standsAt({ subject, path }: Finding, at: Mutation['at'], come: readonly Subject[]): boolean {
  if (at === 'anywhere') return true;
  const planted = formatPath(at);
  const isOwn = come.some(({ address }) => address === subject.address);
  return isOwn && (isWithin(path, planted) || isWithin(planted, path));
}

/** Whether one path stands at or below another one. The root is no place: every finding would stand there. */
function isWithin(path: string, above: string): boolean {
  if (above === '') return path === '';
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}
