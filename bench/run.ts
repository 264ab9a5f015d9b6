// npm run bench: every figure beside its reference, in one run on one machine. Times differ between machines; ratios travel.
import { cpus } from 'node:os';
import { benchCheck } from './check.ts';
import { benchConftest } from './conftest.ts';
import { benchCrafted } from './crafted.ts';
import { benchFleet } from './fleet.ts';
import { benchReach } from './reach.ts';
import { line, type Row } from './report.ts';
import { benchScaling } from './scaling.ts';
import { benchStart } from './start.ts';
import { benchSynth } from './synth.ts';
import { benchUp } from './up.ts';

const benches: Readonly<Record<string, () => Iterable<Row> | Promise<Iterable<Row>>>> = {
  start: benchStart,
  synth: benchSynth,
  check: () => benchCheck(10_000),
  conftest: () => benchConftest(10_000),
  scaling: () => benchScaling(1000, 50_000),
  crafted: benchCrafted,
  fleet: () => benchFleet(10, 200),
  reach: () => benchReach(1000),
  up: benchUp,
};
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined)
  throw new Error(`there is no bench "${unknown}"; there are: ${Object.keys(benches).join(', ')}`);

process.stdout.write(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n\n`);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const row of await bench()) process.stdout.write(`${line(row)}\n`);
}
