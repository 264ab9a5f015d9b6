import { existsSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { putInPlace, refuseForeignFiles } from '../../gate/place.ts';
import { contents, snapshot, temporaryFolder, writeFiles } from '../support/folder.ts';

const judged = {
  'manifest.json': '{"stacks":["a"]}',
  'domicile.json': '{}',
  'stacks/a/cdk.tf.json': '{"a":2}',
};

describe('a judged output is put in place', () => {
  test('into a folder that is not there yet', () => {
    const [staging, outdir] = [temporaryFolder(), join(temporaryFolder(), 'cdktf.out')];
    writeFiles(staging, judged);
    putInPlace(staging, outdir, []);
    expect(contents(outdir)).toEqual(judged);
  });

  test('beside what Terraform keeps there', () => {
    const [staging, outdir] = [temporaryFolder(), temporaryFolder()];
    const kept = {
      'stacks/a/.terraform/providers/x': 'binary',
      'stacks/a/.terraform.lock.hcl': 'lock',
      'stacks/a/terraform.tfstate': 'state',
      'stacks/a/plan': 'plan',
    };
    writeFiles(outdir, { ...kept, 'stacks/a/cdk.tf.json': '{"a":1}', 'manifest.json': '{}' });
    writeFiles(staging, judged);
    putInPlace(staging, outdir, []);
    expect(contents(outdir)).toEqual({ ...kept, ...judged });
  });

  test('a file that has not changed is not touched', () => {
    const [staging, outdir] = [temporaryFolder(), temporaryFolder()];
    writeFiles(outdir, judged);
    for (const path of Object.keys(judged)) utimesSync(join(outdir, path), 1000, 1000);
    const before = snapshot(outdir);
    writeFiles(staging, judged);
    putInPlace(staging, outdir, []);
    expect(snapshot(outdir)).toEqual(before);
  });

  test('what an earlier run has left over goes, with its empty folders, and the state stays', () => {
    const [staging, outdir] = [temporaryFolder(), temporaryFolder()];
    writeFiles(outdir, {
      'stacks/old/cdk.tf.json': '{}',
      'stacks/older/cdk.tf.json': '{}',
      'stacks/older/terraform.tfstate': 'state',
    });
    writeFiles(staging, judged);
    putInPlace(staging, outdir, ['stacks/old/cdk.tf.json', 'stacks/older/cdk.tf.json']);
    expect(contents(outdir)).toEqual({ ...judged, 'stacks/older/terraform.tfstate': 'state' });
    expect(existsSync(join(outdir, 'stacks/old'))).toBe(false);
  });
});

describe('a file that Terraform would load beside the judged ones is refused', () => {
  test.each([
    'stacks/a/extra.tf',
    'stacks/a/override.tf.json',
    'stacks/a/extra.tofu',
    'stacks/a/terraform.tfvars',
    'stacks/a/x.auto.tfvars.json',
    'stacks/a/assets/module/main.tf',
  ])('%s', (path) => {
    const outdir = temporaryFolder();
    writeFiles(outdir, { ...judged, [path]: '' });
    const written = new Set(Object.keys(judged));
    expect(() => refuseForeignFiles(outdir, written)).toThrow(path);
    expect(() => refuseForeignFiles(outdir, new Set([...written, path]))).not.toThrow();
  });

  test('also behind a link', () => {
    const [outdir, elsewhere] = [temporaryFolder(), temporaryFolder()];
    writeFiles(outdir, judged);
    writeFiles(elsewhere, { 'extra.tf': '' });
    symlinkSync(elsewhere, join(outdir, 'stacks/linked'));
    expect(() => refuseForeignFiles(outdir, new Set(Object.keys(judged)))).toThrow('stacks/linked');
  });

  test.each(['stacks/a/.terraform/modules/x/main.tf', 'stacks/a/notes.txt', 'stacks/a/.terraform.lock.hcl'])(
    '%s is none',
    (path) => {
      const outdir = temporaryFolder();
      writeFiles(outdir, { ...judged, [path]: '' });
      expect(() => refuseForeignFiles(outdir, new Set(Object.keys(judged)))).not.toThrow();
    },
  );
});
