import { formatPosition, type Position } from './document/position.ts';

/**
 * Every way in which the toolkit refuses its input. A code is a contract, like a rule's identifier: deprecated, never
 * reused. Findings of the judge have rule identifiers instead.
 */
export const errorTitles = {
  'file-unreadable': 'a file cannot be read',
  'file-syntax': 'a file is not well-formed YAML',
  'file-unsupported': 'a file uses something that our files do not have',
  'file-version': 'a file has a schema version that this toolkit does not know',
  'file-unknown-key': 'a file has a key that its schema does not know',
  'file-missing-key': 'a file lacks a required key',
  'file-value': 'a value has the wrong type or form',
  'site-rule': 'values of the site file contradict each other',
  'fleet-rule': 'values of the fleet file contradict each other, or a site of it',
  'lock-image': 'the image lock does not name an image that the platform needs',
  'lock-synthetic': 'a production site uses a synthetic image lock',
  'app-switch': 'a switch would take the judge out of the path',
  'app-plain': 'a SovereignStack stands in an app that has no judge',
  'app-validation': 'a construct has reported an error',
  'app-output': 'the output holds something that was not judged',
  'app-environment': 'the environment would send the deploy to another cluster',
  'app-scope': 'a construct stands where it cannot work',
  'construct-props': 'a construct was given props that it cannot accept',
} as const;

/** One code of the catalogue. */
export type ErrorCode = keyof typeof errorTitles;

/** One thing that is wrong, in the five parts that every message of the toolkit has. */
export interface Problem {
  readonly code: ErrorCode;
  /** What is wrong, in one clause. */
  readonly message: string;
  /** The value that was seen, as it stands. */
  readonly seen?: string;
  /** Where: a place in a file, or a construct path. */
  readonly position?: Position;
  readonly constructPath?: string;
  /** What is allowed instead. */
  readonly allowed?: string;
  /** The edit or command that mends it. */
  readonly mend: string;
}

function formatProblem(problem: Problem): string {
  const where = problem.position === undefined ? problem.constructPath : formatPosition(problem.position);
  const lines = [
    `${where === undefined ? '' : `${where}: `}${problem.message}`,
    ...(problem.seen === undefined ? [] : [`  seen:    ${problem.seen}`]),
    ...(problem.allowed === undefined ? [] : [`  allowed: ${problem.allowed}`]),
    `  mend:    ${problem.mend}`,
  ];
  return lines.join('\n');
}

/** The caller's mistake, with everything needed to mend it. Its message is complete: print it without a stack. */
export class DomicileError extends Error {
  override readonly name: string = 'DomicileError';
  /** Never empty. */
  readonly problems: readonly Problem[];

  constructor(...problems: readonly [Problem, ...Problem[]]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}
