// npm run bench: every figure beside its reference, in one run on one machine. Times differ between machines; ratios travel.
import { cpus } from 'node:os';
import { benchCheck } from './check.ts';
import { line, type Row } from './report.ts';
import { benchStart } from './start.ts';
import { benchSynth } from './synth.ts';
import { benchUp } from './up.ts';

const benches: readonly (() => Row[] | Promise<Row[]>)[] = [benchStart, benchSynth, () => benchCheck(10_000), benchUp];

process.stdout.write(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n\n`);
for (const bench of benches) {
  for (const row of await bench()) process.stdout.write(`${line(row)}\n`);
}
