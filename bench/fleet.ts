import { compare, median, type Run, run } from './measure.ts';
import type { Row } from './report.ts';

/** What one site takes in a process that synthesizes many, against one in a process that synthesizes few; and the memory. */
export function benchFleet(few: number, many: number): Row[] {
  const { subject, reference } = compare(
    () => synthesized(many),
    () => synthesized(few),
    1,
  );
  const each = median(subject.map((r) => r.processorSeconds)) / many;
  const before = median(reference.map((r) => r.processorSeconds)) / few;
  const growth =
    (median(subject.map((r) => r.peakMegabytes)) - median(reference.map((r) => r.peakMegabytes))) / (many - few);
  return [
    {
      name: `synth and judge, one of ${many} sites in a process`,
      seconds: each,
      against: `one of ${few}, processor time`,
      referenceSeconds: before,
      ratio: each / before,
      goal: 1.1,
    },
    // Mostly cdktf's own: it keeps every token of every app for as long as the process lives.
    { name: 'peak memory for each further site, MB', value: growth, goal: 10 },
  ];
}

function synthesized(count: number): Run {
  const result = run(['node', '--import', 'tsx', 'bench/sites.ts', String(count)]);
  if (result.exitCode !== 0) throw new Error(`synth failed (exit ${result.exitCode}): ${result.output.slice(0, 2000)}`);
  return result;
}
