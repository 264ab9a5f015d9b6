import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';

const alias = join(import.meta.dirname, '..', 'support', 'alias-cdktn.cjs');

/** Synthesizes and judges the reference hospital; the stacks' JSON by name. */
function synthesize(...preload: readonly string[]): Readonly<Record<string, string>> {
  const outdir = temporaryFolder();
  const { CDKTF_CONTEXT_JSON: _context, ...env } = process.env;
  const { status, stderr } = spawnSync(process.execPath, [...preload, '--import', 'tsx', 'main.ts'], {
    encoding: 'utf8',
    env: { ...env, CDKTF_OUTDIR: outdir },
    timeout: 300_000,
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return Object.fromEntries(
    readdirSync(join(outdir, 'stacks')).map((name) => [
      name,
      readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8'),
    ]),
  );
}

/** What a stack says, without white space and without the version of the library that wrote it. */
function said(text: string): unknown {
  const { '//': written, ...rest } = JSON.parse(text);
  return { ...rest, stack: written.metadata.stackName, backend: written.metadata.backend };
}

test('the continuation of cdktf synthesizes the same resources, with the judge in place', () => {
  const versionOf = (name: string): string => createRequire(import.meta.url)(`${name}/package.json`).version;
  const ours = synthesize();
  const theirs = synthesize('--require', alias);
  expect(Object.keys(ours)).toEqual([
    ...['admission', 'ai', 'backup', 'compliance', 'data', 'foundation', 'governance'],
    ...['interop', 'marketplace', 'names', 'observability', 'services'],
  ]);
  for (const [name, text] of Object.entries(ours)) {
    expect(text).toContain(`"version": "${versionOf('cdktf')}"`);
    expect(theirs[name]).toContain(`"version": "${versionOf('cdktn')}"`);
    expect(said(theirs[name] ?? '')).toEqual(said(text));
  }
});
