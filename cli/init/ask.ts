import { createInterface } from 'node:readline/promises';
import { type Terminal, UsageError } from '../command.ts';
import { type Answers, type Question, type QuestionName, questions } from './question.ts';

const all: readonly (readonly [string, Question])[] = Object.entries(questions);

/**
 * The answers: as the options give them, then as a person at a terminal gives them, then the fallbacks.
 * @throws {@link UsageError} for an option that cannot be used, with what can be
 */
export async function answersFrom(
  given: Readonly<Partial<Record<QuestionName, string | undefined>>>,
  terminal: Terminal,
): Promise<Answers> {
  const { stdin, stderr } = terminal;
  const person = 'isTTY' in stdin && stdin.isTTY === true && stderr.isTTY === true;
  const line = person ? createInterface({ input: stdin, output: process.stderr }) : undefined;
  const answers: Record<string, string> = {};
  try {
    for (const [name, question] of all) {
      const option = given[name as QuestionName];
      if (question.applies?.(answers) === false) {
        if (option !== undefined) throw new UsageError(`--${name} says nothing with --profile ${answers.profile}`);
      } else if (option !== undefined) answers[name] = checked(name, question, option);
      else if (line === undefined || !question.asked) answers[name] = question.fallback(answers);
      else answers[name] = await asked(question, answers, (text) => line.question(text), terminal);
    }
  } finally {
    line?.close();
  }
  return answers;
}

function checked(name: string, { refusal }: Question, answer: string): string {
  const allowed = refusal(answer);
  if (allowed === undefined) return answer;
  throw new UsageError(`--${name} ${JSON.stringify(answer)} cannot be used; allowed: ${allowed}`);
}

async function asked(
  question: Question,
  before: Answers,
  read: (text: string) => Promise<string>,
  { stderr }: Terminal,
): Promise<string> {
  const fallback = question.fallback(before);
  for (;;) {
    const answer = (await read(`${question.text} [${fallback}]: `)).trim() || fallback;
    const allowed = question.refusal(answer);
    if (allowed === undefined) return answer;
    stderr.write(`  cannot be used; allowed: ${allowed}\n`);
  }
}
