import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.ts';
import { compare, median } from './measure.ts';
import { plan } from './plan.ts';
import type { Row } from './report.ts';

/** What one resource of a large plan takes against one of a small plan: twice the ratio of the sizes would be quadratic. */
export function benchScaling(small: number, large: number): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-bench-'));
  const [fileOfSmall, fileOfLarge] = [join(folder, 'small.json'), join(folder, 'large.json')];
  writeFileSync(fileOfSmall, plan(small, 'in a file'));
  writeFileSync(fileOfLarge, plan(large, 'in a file'));
  const { subject, reference } = compare(
    () => check(fileOfLarge),
    () => check(fileOfSmall),
    3,
  );
  rmSync(folder, { recursive: true });
  const each = median(subject.map((r) => r.processorSeconds)) / large;
  const before = median(reference.map((r) => r.processorSeconds)) / small;
  return [
    {
      name: `check, 1000 of ${large} resources, start included`,
      seconds: each * 1000,
      against: `1000 of ${small}, processor time`,
      referenceSeconds: before * 1000,
      ratio: each / before,
      goal: 1.2,
    },
  ];
}
