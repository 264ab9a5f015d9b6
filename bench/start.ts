import { compare, median, run } from './measure.ts';
import type { Row } from './report.ts';

/** How long the command takes to start and print its overview, against an empty node process. */
export function benchStart(): Row[] {
  const { subject, reference, ratio } = compare(
    () => run(['node', 'bin/domicile.js', '--help']),
    () => run(['node', '-e', '0']),
    15,
  );
  return [
    {
      name: 'start of the command',
      seconds: median(subject.map((r) => r.seconds)),
      against: 'node -e 0',
      referenceSeconds: median(reference.map((r) => r.seconds)),
      ratio,
      goal: 2,
    },
  ];
}
