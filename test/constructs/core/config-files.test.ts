import { describe, expect, test } from 'vitest';
import { ConfigFiles } from '../../../constructs/core/config-files.ts';
import { resource, resourcesOf, workbench } from '../../support/synthesized.ts';

function build(files: Record<string, string>) {
  const { stack, namespace } = workbench();
  const { hash } = new ConfigFiles(stack, 'files', { namespace, name: 'files', files });
  return { hash, data: resource(resourcesOf(stack), 'config_map_v1', 'files').data };
}

describe('configuration files', () => {
  test.each([
    ['a variable of a shell', 'echo ${HOME}', 'echo $${HOME}'],
    ['a directive', '%{if x}', '%%{if x}'],
    ['what Terraform does not read', 'a $HOME 100% {b} %REQ(:METHOD)%', 'a $HOME 100% {b} %REQ(:METHOD)%'],
  ])('keep %s as it was written, past Terraform', (_, written, json) => {
    expect(build({ file: written }).data.file).toBe(json);
  });

  test('have a hash that follows names and contents, and not their order', () => {
    expect(build({ a: '1', b: '2' }).hash).toBe(build({ b: '2', a: '1' }).hash);
    expect(build({ a: '1' }).hash).not.toBe(build({ a: '2' }).hash);
    expect(build({ a: '1' }).hash).not.toBe(build({ b: '1' }).hash);
  });
});
