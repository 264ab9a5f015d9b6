import type { Finding, InputProblem, Judgement } from '../policies/judge.ts';
import { describeFindings, type Tracing } from './describe.ts';

/** The judge has said no, or could not say yes. Its message is the whole refusal: print it without a stack. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly judgement: Judgement;

  /** @param folder the output folder, which is as it was */
  constructor(judgement: Judgement, problems: readonly InputProblem[], tracing: Tracing, folder: string) {
    super(refusal(judgement, problems, tracing, folder));
    this.judgement = judgement;
    // Where in the toolkit a refusal is thrown helps nobody; where the value was written is in the message.
    this.stack = `${this.name}: ${this.message}`;
  }
}

function refusal(judgement: Judgement, problems: readonly InputProblem[], tracing: Tracing, folder: string): string {
  const blocking = judgement.findings.filter(isBlocking);
  return [
    headline(judgement, blocking, problems, folder),
    ...problems.map(describeProblem),
    ...describeFindings(blocking, tracing),
  ].join('\n\n');
}

function isBlocking(finding: Finding): boolean {
  return finding.enforcement === 'deny' && finding.waiver === null;
}

function headline(
  judgement: Judgement,
  blocking: readonly Finding[],
  problems: readonly InputProblem[],
  folder: string,
): string {
  const untouched = `Nothing was written: ${folder} is as it was.`;
  if (problems.length > 0) return `Refused: the output cannot be read in full. ${untouched}`;
  if (blocking.length === 0) return `Refused: nothing was judged (${judgement.counts.subjects} subjects). ${untouched}`;
  const rules = new Set(blocking.map(({ ruleId }) => ruleId)).size;
  return `Refused: ${plural(blocking.length, 'finding')} of ${plural(rules, 'rule')}. ${untouched}`;
}

function describeProblem({ message, position }: InputProblem): string {
  return `${position.file}:${position.line}:${position.column}: ${message}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
