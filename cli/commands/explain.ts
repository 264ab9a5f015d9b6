import { parseArgs } from 'node:util';
import { closest } from 'fastest-levenshtein';
import { explain } from '../../policies/report/explain.ts';
import { rules } from '../../policies/rules/index.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';

/** `domicile explain`: what a rule requires, why, by which law, and how to meet it. */
export const command: Command = {
  summary: 'Explain a rule: requirement, reason, law, examples, mend',
  usage: `Usage: domicile explain RULE

RULE is an identifier such as RES-001, as a report names it. Without one, every rule is listed.
`,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [id, ...more] = positionals;
  if (more.length > 0) throw new UsageError('one rule at a time');
  if (id === undefined) terminal.stdout.write(rules.map((rule) => `${rule.id}  ${rule.title}\n`).join(''));
  else terminal.stdout.write(explain(ruleOf(id)));
  return 0;
}

function ruleOf(id: string) {
  const rule = rules.find((candidate) => candidate.id === id.toUpperCase());
  if (rule !== undefined) return rule;
  const ids = rules.map((candidate) => candidate.id);
  throw new UsageError(
    `there is no rule "${id}"; did you mean ${closest(id.toUpperCase(), ids)}? See domicile explain`,
  );
}
