import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { check } from './check.ts';
import { compare, median, run } from './measure.ts';
import { plan } from './plan.ts';
import type { Row } from './report.ts';

const install = 'go install github.com/open-policy-agent/conftest@v0.71.1';

/** One rule of the sort that a residency policy begins with: it walks every value and looks into every string. */
const policy = `package main

import rego.v1

deny contains message if {
  walk(input, [path, value])
  is_string(value)
  contains(value, "us-east-1")
  message := sprintf("%v is in Virginia: %s", [path, value])
}
`;

/** `domicile check` with every rule against conftest with one, on the same plan. */
export function benchConftest(resources: number): Row[] {
  const name = `check, ${resources} resources, as many times as fast`;
  const conftest = findConftest();
  if (conftest === undefined) return [{ name, skipped: `conftest is not on PATH nor in Go's bin folder; ${install}` }];
  const folder = mkdtempSync(join(tmpdir(), 'domicile-bench-'));
  const [file, rules] = [join(folder, 'plan.json'), join(folder, 'policy')];
  // It reads no text inside of a text, so neither is given one.
  writeFileSync(file, plan(resources, 'one by one'));
  mkdirSync(rules);
  writeFileSync(join(rules, 'region.rego'), policy);
  // The other way round than elsewhere: how many times the time of check conftest takes.
  const { subject, reference, ratio } = compare(
    () => asked(run([conftest, 'test', '--policy', rules, '--output', 'json', file])),
    () => check(file),
  );
  rmSync(folder, { recursive: true });
  return [
    {
      name,
      seconds: median(subject.map((r) => r.seconds)),
      against: 'check; first conftest',
      referenceSeconds: median(reference.map((r) => r.seconds)),
      ratio,
      atLeast: 3,
    },
  ];
}

/** A run that judged nothing must not count as one that was slow or fast. */
function asked(result: ReturnType<typeof run>): ReturnType<typeof run> {
  if (result.exitCode === 0 && /"successes": [1-9]/.test(result.output)) return result;
  throw new Error(`conftest judged nothing (exit ${result.exitCode}): ${result.output.slice(0, 500)}`);
}

function findConftest(): string | undefined {
  const go = process.env.GOBIN ?? join(process.env.GOPATH ?? join(homedir(), 'go'), 'bin');
  const folders = [...(process.env.PATH ?? '').split(delimiter), go];
  const found = folders.map((folder) => join(folder, 'conftest')).find((file) => existsSync(file));
  return found !== undefined && spawnSync(found, ['--version']).status === 0 ? found : undefined;
}
