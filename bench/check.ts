import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, median, run } from './measure.ts';
import { plan, type Settings } from './plan.ts';
import type { Row } from './report.ts';

const readAndParse = "JSON.parse(require('node:fs').readFileSync(process.argv[1], 'utf8'))";

const kinds: readonly Settings[] = ['one by one', 'in a file'];

/** `domicile check` of plans against a node process that only reads and parses the same file. */
export function benchCheck(resources: number): Row[] {
  return kinds.flatMap((settings) => benchPlan(resources, settings));
}

function benchPlan(resources: number, settings: Settings): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-bench-'));
  const file = join(folder, 'plan.json');
  writeFileSync(file, plan(resources, settings));
  const { subject, reference, ratio } = compare(
    () => check(file),
    () => run(['node', '-e', readAndParse, file]),
  );
  rmSync(folder, { recursive: true });
  const name = `check, ${resources} resources, settings ${settings}`;
  return [
    {
      name,
      seconds: median(subject.map((r) => r.seconds)),
      against: 'node: read and JSON.parse',
      referenceSeconds: median(reference.map((r) => r.seconds)),
      ratio,
      goal: 1.5,
    },
    { name: `${name}, peak memory (MB)`, value: Math.max(...subject.map((r) => r.peakMegabytes)), goal: 300 },
  ];
}

/** A check of one file. One that judged nothing must not count as a fast one. */
export function check(file: string): ReturnType<typeof run> {
  return judged(run(['node', 'bin/domicile.js', 'check', file, '--format', 'json']));
}

function judged(result: ReturnType<typeof run>): ReturnType<typeof run> {
  if (result.exitCode === 3 || !result.output.includes('"verdict"')) {
    throw new Error(`check gave no verdict (exit ${result.exitCode}): ${result.output.slice(0, 500)}`);
  }
  return result;
}
