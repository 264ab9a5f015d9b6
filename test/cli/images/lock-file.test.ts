import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockedImages, writeLock } from '../../../cli/images/lock-file.ts';
import { mirrorScript } from '../../../cli/images/mirror-script.ts';
import { temporaryFolder, writeFiles } from '../../support/folder.ts';

const [unset, found] = ['0', '1'].map((digit) => `sha256:${digit.repeat(64)}`);
const text = `# Images of a ward.
schema: domicile/images/v1
synthetic: true # never looked up
images:
  envoy:
    repository: envoyproxy/envoy
    version: v1 # as the project tags it
    digest: ${unset}
`;

function lock(content = text): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'images.yaml': content });
  return join(folder, 'images.yaml');
}

describe('an image lock', () => {
  it('has no digest for what was never looked up', () => {
    expect(lockedImages(lock())).toEqual([
      { component: 'envoy', repository: 'envoyproxy/envoy', version: 'v1', digest: undefined },
    ]);
  });

  it('takes digests, is synthetic no more, and keeps its comments', () => {
    const file = lock();
    writeLock(file, new Map([['envoy', found ?? '']]));
    expect(readFileSync(file, 'utf8')).toBe(
      text.replace('synthetic: true # never looked up', 'synthetic: false').replace(unset ?? '', found ?? ''),
    );
    expect(lockedImages(file)[0]?.digest).toBe(found);
  });

  it('that is wrong is refused with its place', () => {
    expect(() => lockedImages(lock(text.replace('version:', 'tag:')))).toThrow(/images\.yaml:7:5/);
  });
});

describe('the script that fills a mirror', () => {
  const image = { component: 'envoy', repository: 'envoyproxy/envoy', version: 'v1', upstream: 'upstream.example' };

  it('copies by digest what was looked up, by tag what was not', () => {
    const script = (digest: string | undefined) => mirrorScript('ward', 'mirror.example/care', [{ ...image, digest }]);
    expect(script(found)).toContain(
      `copy upstream.example/envoyproxy/envoy@${found} mirror.example/care/envoyproxy/envoy:v1\n`,
    );
    expect(script(undefined)).toContain('copy upstream.example/envoyproxy/envoy:v1 mirror.example');
  });

  it('asks the mirror for what the site itself builds', () => {
    const own = { ...image, component: 'fairlearn', repository: 'domicile/fairlearn', upstream: undefined };
    const script = mirrorScript('ward', 'mirror.example/care', [{ ...own, digest: undefined }]);
    expect(script).toContain('\nbuilt mirror.example/care/domicile/fairlearn:v1\n');
    expect(script).not.toContain('\ncopy ');
  });

  it('ends at the first image that cannot be copied', () => {
    expect(mirrorScript('ward', 'mirror.example', [])).toMatch(/^#!\/bin\/sh\n[\s\S]*\nset -eu\n/);
  });
});
