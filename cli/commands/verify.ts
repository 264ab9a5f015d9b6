import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Statement } from '../../policies/evidence/statement.ts';
import { judgeRead, packOf } from '../../policies/judge.ts';
import { renderJson } from '../../policies/report/json.ts';
import { answersOf } from '../answers.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { dayOf } from '../day.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { livePack } from '../live/check.ts';
import { evidenceOf } from '../live/evidence.ts';
import { EVIDENCE_FOLDER, readEvidence, saveEvidence } from '../live/evidence-file.ts';
import { privateKey } from '../live/keys.ts';
import { clusterOptions, clusterUsage } from '../live/options.ts';
import { SiteRefused, surveyCluster } from '../live/survey.ts';
import { openTarget } from '../live/target.ts';
import { boundaryFrom } from './check.ts';

/** `domicile verify`: signed evidence of what a cluster is, and the examination of such evidence. */
export const command: Command = {
  summary: 'Judge a running cluster and sign what was seen, or examine such evidence without any cluster',
  usage: `Usage: domicile verify --key PRIVATE.pem [OPTION…]
       domicile verify --check FILE --key PUBLIC.pem

Judges the cluster as check --live --diff does, and writes what was judged, by which rules and catalogue, and what the
cluster answered, as an in-toto statement in a DSSE envelope. The file is named by the SHA-256 of its bytes. It holds no
value of a Secret. Keys are Ed25519 in PEM; the private one stays with you.

  --key FILE              signs; with --check: the public key of who should have signed
  --check FILE            examine this evidence; needs no network and no cluster
  --output FOLDER         default ${EVIDENCE_FOLDER}
  --obligations FILE      answer what an earlier report (check --format json) owes
${clusterUsage}
  --no-diff               judge the cluster alone, for one whose site is not at hand
  --site, --pack, --boundary, --operators, --waivers, --at: as domicile check takes them

Exit code: that of the verdict: 0 all pass, 1 something fails, 2 something is undecided; the evidence is written for each.
With --check 1 also when the evidence is not genuine. 3 usage, or an input or a cluster that cannot be read.
`,
  run,
};

const options = {
  ...clusterOptions,
  key: { type: 'string' },
  check: { type: 'string' },
  output: { type: 'string', default: EVIDENCE_FOLDER },
  obligations: { type: 'string' },
  'no-diff': { type: 'boolean', default: false },
  pack: { type: 'string', default: 'all' },
  site: { type: 'string' },
  boundary: { type: 'string' },
  operators: { type: 'string' },
  waivers: { type: 'string' },
  at: { type: 'string' },
} as const;

type Values = ReturnType<typeof parsed>;

function parsed(args: readonly string[]) {
  return parseArgs({ args: [...args], options }).values;
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const values = parsed(args);
  if (values.key === undefined)
    throw new UsageError('give --key FILE: the private key that signs, or the public one with --check');
  if (values.check !== undefined) return examineFile(values.check, values.key, terminal);
  const key = privateKey(values.key, terminal.cwd);
  return supervised('verify', terminal, (work) => writeEvidence(values, key, terminal, work), 3);
}

async function writeEvidence(
  values: Values,
  key: ReturnType<typeof privateKey>,
  terminal: Terminal,
  work: Work,
): Promise<ExitCode> {
  const choice = { ...values, diff: !values['no-diff'] };
  const pack = livePack(packOf(values.pack));
  const answer = await answersOf(values, dayOf(values.at), terminal);
  const target = await openTarget(values, terminal, work);
  try {
    const boundary = await boundaryFrom({ ...values, site: target.siteFile }, terminal);
    const { reading, subjects, summary, output } = await surveyCluster(target, choice, terminal, work);
    const judged = judgeRead(subjects, boundary, pack);
    const again = { args: [], files: [], judgeAgain: async () => judged.judgement };
    const { judgement, about } = await answer(judged, again);
    const report: unknown = JSON.parse(renderJson(judgement, { ...about, cluster: summary }));
    const statement = evidenceOf({ reading, pack, boundary, output, report, at: new Date() });
    const file = saveEvidence(statement, key, resolve(terminal.cwd, values.output));
    terminal.stdout.write(`${summaryOf(statement)}\nEvidence      ${file}\n`);
    return codes[judgement.verdict];
  } catch (error) {
    if (!(error instanceof SiteRefused)) throw error;
    terminal.stderr.write(`${error.message}\n\nNo evidence was written: the site itself is refused.\n`);
    return 1;
  } finally {
    await target.api.close();
  }
}

const codes = { pass: 0, fail: 1, indeterminate: 2 } as const;

function examineFile(file: string, key: string, terminal: Terminal): ExitCode {
  const evidence = readEvidence('verify', file, key, terminal);
  if (evidence === undefined) return 1;
  const { statement, sha256 } = evidence;
  const named = /^([0-9a-f]{64})\.dsse\.json$/.exec(basename(file))?.[1];
  if (named !== undefined && named !== sha256) {
    terminal.stderr.write(`domicile verify: ${file} is not the file of that name: its SHA-256 is ${sha256}\n`);
    return 1;
  }
  terminal.stdout.write(`${summaryOf(statement)}\nEvidence      genuine: signed by the given key, and whole\n`);
  return codes[verdictIn(statement)];
}

function verdictIn({ predicate: { report } }: Statement): keyof typeof codes {
  const verdict = (report as { readonly verdict?: unknown }).verdict;
  return verdict === 'pass' || verdict === 'fail' ? verdict : 'indeterminate';
}

function summaryOf(statement: Statement): string {
  const { at, cluster, judge, site, tool } = statement.predicate;
  const { catalogue, boundary, pack, rules } = judge;
  return [
    `Verdict       ${verdictIn(statement)} at ${at}, boundary ${boundary}`,
    `Judged        ${statement.subject.length} objects by ${rules.length} rules (pack ${pack}) of ${tool.name} ${tool.version}`,
    `Catalogue     ${catalogue.version} of ${catalogue.asOf}, sha256:${catalogue.sha256}`,
    `Cluster       ${cluster.context}, Kubernetes ${cluster.version}, kube-system ${cluster.identity ?? 'not readable'}`,
    `Site          ${site === null ? 'not compared' : `${site.name}, sha256:${site.sha256}`}`,
  ].join('\n');
}
