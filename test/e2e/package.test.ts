import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const repository = join(import.meta.dirname, '..', '..');
const { devDependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
const guide = readFileSync(join(repository, 'docs', 'testing.md'), 'utf8');
const examples = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);

const store = (endpoint: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: store, namespace: care}\ndata: {ENDPOINT: "${endpoint}"}\n`;

const program = `import { loadSite, RefusalError, SovereignApp, type Site, SovereignStack } from '@domicile/iac';

export function build(file: string): SovereignApp {
  const site: Site = loadSite(file);
  const app = new SovereignApp({ site });
  new SovereignStack(app, 'care', { site, layer: 'data' });
  return app;
}

export const isRefusal = (error: unknown): error is RefusalError => error instanceof RefusalError;

// @ts-expect-error: there is no app without a site
new SovereignApp({});
`;

/** Vitest's own limit is five seconds, of which a slow machine needs some to load the package. */
const UNHURRIED = '--testTimeout=120000';

/** Somebody else's project, with what `npm install` makes of the packed tarball. */
let project = '';

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'domicile-package-'));
  // The tarball is of what stands in dist: `npm ci` and `npm run build` write it.
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], { cwd: repository });
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz')) ?? '';
  const { typescript, vitest } = devDependencies;
  const needs = {
    '@domicile/iac': `file:${tarball}`,
    '@types/node': devDependencies['@types/node'],
    typescript,
    vitest,
  };
  write({
    'package.json': JSON.stringify({ name: 'care', private: true, type: 'module', dependencies: needs }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2023',
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        types: ['node'],
      },
      include: ['*.ts'],
    }),
    'k8s/store.yaml': store('https://s3.fr-par.scw.cloud'),
    'program.ts': program,
    ...Object.fromEntries(examples.map((code, index) => [`guide-${index}.test.ts`, code])),
  });
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', '--prefer-offline'], {
    cwd: project,
    stdio: 'pipe',
  });
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
}

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, output: stdout + stderr };
}

describe('the package, installed from its tarball', () => {
  test('has types that hold without skipLibCheck, for the program and for the matchers', () => {
    const { output } = run('tsc', '-p', '.');
    // Other packages' types are theirs to mend.
    const own = output
      .split('\n')
      .filter((line) => /error TS/.test(line) && !/^node_modules\/(?!@domicile\/)/.test(line));
    expect(own).toEqual([]);
  });

  test('runs the tests of docs/testing.md', () => {
    expect(examples).toHaveLength(2);
    const { status, output } = run('vitest', 'run', UNHURRIED);
    expect(output).toMatch(/Tests +2 passed/);
    expect(status).toBe(0);
  });

  test('those tests can fail: with an endpoint abroad the first one says why', () => {
    write({ 'k8s/store.yaml': store('https://api.openai.com/v1') });
    const { status, output } = run('vitest', 'run', UNHURRIED, 'guide-0');
    write({ 'k8s/store.yaml': store('https://s3.fr-par.scw.cloud') });
    expect(output).toContain('RES-002');
    expect(output).toContain('api.openai.com');
    expect(output).toMatch(/k8s\/store\.yaml:4/);
    expect(status).toBe(1);
  });

  test('brings the command', () => {
    const { status, output } = run('domicile', 'check', 'k8s');
    expect(output).toContain('PASS');
    expect(status).toBe(0);
  });

  test('makes a site out of answers, and a bundle of it that is whole', () => {
    const init = run(
      'domicile',
      'init',
      '--name',
      'ward',
      '--domain',
      'ward.example',
      '--country',
      'DE',
      '--profile',
      'clinic',
    );
    expect(init).toMatchObject({ status: 0, output: expect.stringContaining('wrote sites/ward.yaml') });
    const bundle = run('domicile', 'bundle', '--without-provider', '--out', 'bundle');
    expect(bundle).toMatchObject({ status: 0, output: expect.stringContaining('the toolkit') });
    const launcher = join(project, 'bundle', 'project', 'domicile');
    const verified = spawnSync(launcher, ['bundle', 'verify', 'bundle'], { cwd: project, encoding: 'utf8' });
    expect(verified).toMatchObject({ status: 0, stdout: expect.stringContaining('of ward') });
  });
});
