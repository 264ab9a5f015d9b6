import { createRequire } from 'node:module';

let library: typeof import('yaml') | undefined;

/**
 * The YAML parser, loaded when the first YAML text is met: it takes a fifth of a small run, and most runs read only JSON.
 * Reading is synchronous (cdktf's synth is), so that a dynamic import is no way.
 */
export function yamlLibrary(): typeof import('yaml') {
  library ??= createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return library;
}
