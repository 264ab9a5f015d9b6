import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { closest } from 'fastest-levenshtein';
import type { Obligation } from '../../policies/engine/obligation.ts';
import type { Rule } from '../../policies/engine/rule.ts';
import type { Finding } from '../../policies/engine/types.ts';
import { explain, explainFinding, explainObligation } from '../../policies/report/explain.ts';
import { rules } from '../../policies/rules/index.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';

/** `domicile explain`: what a rule requires, why, by which law, and how to meet it. */
export const command: Command = {
  summary: 'Explain a rule: requirement, reason, law, examples, mend',
  usage: `Usage: domicile explain RULE
       domicile explain FINGERPRINT|OBLIGATION --report FILE

RULE is an identifier such as RES-001, as a report names it. Without one, every rule is listed.
FINGERPRINT is the sixteen digits of a finding, or the OB-… of a proof obligation, in FILE, a report that
\`domicile check --format json\` wrote.
`,
  run,
};

const fingerprint = /^[0-9a-f]{16}$/;
const obligation = /^OB-[0-9a-f]{12}$/i;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = { report: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [id, ...more] = positionals;
  if (more.length > 0) throw new UsageError('one rule or finding at a time');
  if (id === undefined) terminal.stdout.write(rules.map((rule) => `${rule.id}  ${rule.title}\n`).join(''));
  else if (obligation.test(id)) {
    terminal.stdout.write(explainObligation(await obligationOf(id, values.report, terminal.cwd)));
  } else if (!fingerprint.test(id)) terminal.stdout.write(explain(ruleOf(id)));
  else {
    const finding = findingOf(id, values.report, terminal.cwd);
    terminal.stdout.write(explainFinding(finding, ruleOf(finding.ruleId)));
  }
  return 0;
}

function ruleOf(id: string): Rule {
  const rule = rules.find((candidate) => candidate.id === id.toUpperCase());
  if (rule !== undefined) return rule;
  const ids = rules.map((candidate) => candidate.id);
  throw new UsageError(
    `there is no rule "${id}"; did you mean ${closest(id.toUpperCase(), ids)}? See domicile explain`,
  );
}

async function obligationOf(id: string, report: string | undefined, cwd: string): Promise<Obligation> {
  const file = reportNamed(id, report);
  const { loadObligations } = await import('../obligations.ts');
  const found = loadObligations(file, cwd).find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (found === undefined) throw new UsageError(`${file} has no obligation ${id}`);
  return found;
}

function reportNamed(id: string, report: string | undefined): string {
  if (report !== undefined) return report;
  throw new UsageError(`say which report has ${id}: --report FILE, as domicile check --format json writes it`);
}

function findingOf(id: string, report: string | undefined, cwd: string): Finding {
  const file = reportNamed(id, report);
  const finding = findingsIn(file, cwd).find((candidate) => candidate.fingerprint === id);
  if (finding === undefined) throw new UsageError(`${file} has no finding ${id}`);
  return finding;
}

function findingsIn(report: string, cwd: string): readonly Finding[] {
  try {
    const { schema, findings } = JSON.parse(readFileSync(resolve(cwd, report), 'utf8'));
    if (schema === 'domicile/check/v1' && Array.isArray(findings)) return findings;
  } catch (error) {
    throw new UsageError(`cannot read ${report}: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new UsageError(`${report} is no report of domicile check --format json`);
}
