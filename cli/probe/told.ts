import type { ProbedEdge } from '../../policies/reach/probes.ts';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import { row } from '../deploy/row.ts';
import { readEvidence } from '../live/evidence-file.ts';
import { countsOf, PROBE_PREDICATE, type Probed, type ProbeParts } from './evidence.ts';

const SHOWN_FIRST = [
  'open against the prediction',
  'closed against the prediction',
  'not shown',
  'not predicted',
] as const;

/** Says what a probe has found, and returns the exit code for it. */
export function tell({ edges, failures, cluster }: Probed, { stdout }: Terminal): ExitCode {
  const counts = countsOf(edges);
  const shown = SHOWN_FIRST.flatMap((kind) => edges.filter((edge) => edge.shown === kind).map(lineOf));
  const lines = [...shown, ...failures.map((failure) => `  ${failure}`)];
  stdout.write(`${[...lines, ...summaryOf(`${edges.length} tried`, counts, cluster)].join('\n')}\n`);
  return codeOf(counts);
}

/** Examines the evidence of a probe, says what it states, and returns the exit code that the probe had; 1 when it is not genuine. */
export function examineProbe(file: string, key: string | undefined, terminal: Terminal): ExitCode {
  if (key === undefined) throw new UsageError('give --key FILE: the public key of who should have signed');
  const evidence = readEvidence<ProbeParts>('probe', file, key, terminal, PROBE_PREDICATE);
  if (evidence === undefined) return 1;
  const { counts, at, cluster, edges } = evidence.statement.predicate;
  const lines = summaryOf(`${edges.length} tried at ${at}`, counts, cluster);
  lines.push(row('Evidence', 'genuine: signed by the given key, and whole'));
  terminal.stdout.write(`${lines.join('\n')}\n`);
  return codeOf(counts);
}

function lineOf({ source, target, predicted, outcome, shown }: ProbedEdge): string {
  const from = source.standsFor.join(' = ');
  return `  ${from} → ${target.name}:${target.port}  predicted ${predicted}, ${outcome}: ${shown}`;
}

function summaryOf(tried: string, counts: ProbeParts['counts'], cluster: ProbeParts['cluster']): string[] {
  const summary = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  const { context, version, identity } = cluster;
  return [
    row('Connections', `${tried}: ${summary.join(', ')}`),
    row('Cluster', `${context}, Kubernetes ${version}, kube-system ${identity ?? 'not readable'}`),
  ];
}

function codeOf(counts: ProbeParts['counts']): ExitCode {
  if (counts['open against the prediction'] + counts['closed against the prediction'] > 0) return 1;
  return counts['not shown'] > 0 || counts['as predicted'] === 0 ? 2 : 0;
}
