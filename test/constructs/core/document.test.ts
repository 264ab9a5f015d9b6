import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSite, SiteError } from '../../../constructs/core/site/load.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'domicile-document-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function messageOf(bytes: string | Uint8Array): string {
  const file = join(folder, 'site.yaml');
  writeFileSync(file, bytes);
  return messageOfFile(file);
}

function messageOfFile(file: string): string {
  try {
    loadSite(file);
  } catch (error) {
    if (error instanceof SiteError) return error.message.replaceAll(file, 'site.yaml');
    throw error;
  }
  return '(accepted)';
}

describe('a file that is no site file is refused with its place', () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('schema: domicile/site/v1\\n', 'utf16le')]);
  const files: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['an empty file', '', 'site.yaml:1:1: the file is empty'],
    ['only a comment', '# nothing\n', 'the file is empty'],
    ['binary', Buffer.from('name: a\nkey: \0\x01'), 'site.yaml:2:6: the file is binary'],
    ['UTF-16', utf16, 'site.yaml:1:1: the file is not UTF-8'],
    ['Latin-1', Buffer.from('name: a\ncity: M\xfcnchen\n', 'latin1'), 'site.yaml:2:8: the file is not UTF-8'],
    ['larger than anyone writes', Buffer.alloc(1024 * 1024 + 1, '#'), 'the file is too large'],
    ['an anchor that holds itself', 'a: &a [*a]\n', 'anchors are not read'],
    ['aliases that multiply', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n', 'aliases are not read'],
    ['a list', '- 1\n', 'site.yaml:1:1: '],
    ['a text', 'hello\n', 'site.yaml:1:1: '],
    ['a key that is a list', '? [a]\n: 1\n', 'site.yaml:1:3: a key is not plain text'],
    ['brackets without end', '['.repeat(200_000), 'site.yaml:1:'],
    [
      'JSON with a duplicate key',
      '{"schema": "domicile/site/v1", "schema": "x"}',
      'site.yaml:1:32: the same key is written twice',
    ],
  ];
  test.each(files)('%s', (_name, bytes, message) => {
    expect(messageOf(bytes)).toContain(message);
  });

  test('a byte order mark of UTF-8 is no mistake', () => {
    expect(messageOf('\uFEFFname: a\nnme: b\n')).toContain('site.yaml:2:1: nme is not a known key');
  });

  test('a file that is not there', () => {
    expect(messageOfFile(join(folder, 'nowhere.yaml'))).toContain('there is no such file');
  });

  test('a folder', () => {
    mkdirSync(join(folder, 'folder.yaml'));
    expect(messageOfFile(join(folder, 'folder.yaml'))).toContain('this is not a file');
  });
});
