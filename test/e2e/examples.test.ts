import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// What `npm ci` and `npm run build` made of the sources: the examples import the package by its name.
const repository = join(import.meta.dirname, '..', '..');
const command = join(repository, 'bin', 'domicile.js');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'domicile-examples-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
  const options = { cwd, encoding: 'utf8', env: { ...process.env, ...env }, timeout: 300_000 } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  return { status, stdout, stderr };
}

describe('the examples', () => {
  it("for platform engineers synthesizes the platform and the hospital's own registry, judged", () => {
    const outdir = join(folder, 'cdktf.out');
    const main = join('examples', 'platform-engineer', 'main.ts');
    const ran = run(process.execPath, [command, 'run', main], repository, { CDKTF_OUTDIR: outdir });
    expect(ran).toMatchObject({ status: 0 });
    const record = JSON.parse(readFileSync(join(outdir, 'domicile.json'), 'utf8'));
    expect(record.verdict).toBe('pass');
    expect(record.coverage.undecided).toBe(0);
    const ids = record.stacks.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(['foundation', 'data', 'tumour-registry']));
  });

  it('for security reviewers is a policy test that passes', () => {
    const vitest = join('node_modules', 'vitest', 'vitest.mjs');
    const ran = run(
      process.execPath,
      [vitest, 'run', '--config', 'examples/vitest.config.ts', '--testTimeout=120000'],
      repository,
    );
    expect(ran).toMatchObject({ status: 0, stderr: '' });
  });

  it('for hospital operations goes from nothing to site file, endpoints, images and a change in words', () => {
    const cwd = join(folder, 'hospital');
    const bin = join(folder, 'domicile');
    writeFileSync(bin, `#!/bin/sh\nexec ${process.execPath} ${command} "$@"\n`);
    chmodSync(bin, 0o755);
    spawnSync('mkdir', [cwd]);
    symlinkSync(join(repository, 'node_modules'), join(cwd, 'node_modules'));
    const script = join(repository, 'examples', 'hospital-operations', 'before-day-one.sh');
    // The project that init writes finds the package by its name; here that is this repository.
    writeFileSync(join(cwd, 'cdktf.json'), JSON.stringify({ app: `${bin} run ${join(repository, 'main.ts')}` }));
    const ran = run('sh', [script], cwd, { DOMICILE: bin });
    expect(ran.stderr).toBe('');
    expect(ran.status).toBe(0);
    expect(readFileSync(join(cwd, 'endpoints.csv'), 'utf8')).toContain('registry.st-anna.example');
    expect(existsSync(join(cwd, 'mirror.sh'))).toBe(true);
    expect(ran.stdout).toMatch(/changes Deployment st-anna-clinical\/fhir: spec\.replicas 1 → 2/);
  });
});
