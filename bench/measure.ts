import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One finished run of a whole process. */
export interface Run {
  readonly seconds: number;
  /** Peak resident set size of the node process, in MB (10^6 bytes); NaN when it is not a node process. */
  readonly peakMegabytes: number;
  /** What it took of the processors, all threads together; NaN when it is not a node process. A busy machine does not change it much. */
  readonly processorSeconds: number;
  readonly exitCode: number;
  readonly output: string;
}

/** The measured command against its reference, pair by pair, so that a machine whose speed drifts does not decide. */
export interface Comparison {
  readonly subject: readonly Run[];
  readonly reference: readonly Run[];
  /** Median of the pairs' ratios. */
  readonly ratio: number;
}

const peakReporter = fileURLToPath(new URL('./report-peak.cjs', import.meta.url));

/** Runs one command to its end and measures it as a whole process. */
export function run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-bench-'));
  const peakFile = join(folder, 'peak');
  const [file = 'node', ...args] = command;
  const started = performance.now();
  const result = spawnSync(file, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env, DOMICILE_BENCH_PEAK: peakFile, NODE_OPTIONS: `--require=${peakReporter}` },
  });
  const seconds = (performance.now() - started) / 1000;
  const usage = readUsage(peakFile);
  rmSync(folder, { recursive: true });
  return { seconds, ...usage, exitCode: result.status ?? -1, output: result.stdout + result.stderr };
}

function readUsage(file: string): Pick<Run, 'peakMegabytes' | 'processorSeconds'> {
  try {
    const { maxRSS, time } = JSON.parse(readFileSync(file, 'utf8'));
    return { peakMegabytes: maxRSS / 1000, processorSeconds: time / 1e6 };
  } catch {
    return { peakMegabytes: Number.NaN, processorSeconds: Number.NaN };
  }
}

/** The middle value; NaN of an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** Runs both commands in turn, `pairs` times after one warm-up of each. */
export function compare(subject: () => Run, reference: () => Run, pairs = 5): Comparison {
  subject();
  reference();
  const runs = Array.from({ length: pairs }, () => ({ reference: reference(), subject: subject() }));
  return {
    subject: runs.map((pair) => pair.subject),
    reference: runs.map((pair) => pair.reference),
    ratio: median(runs.map((pair) => pair.subject.seconds / pair.reference.seconds)),
  };
}
