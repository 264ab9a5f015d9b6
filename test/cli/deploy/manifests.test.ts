import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { replaceManifests } from '../../../cli/deploy/manifests.ts';

const parent = () => mkdtempSync(join(tmpdir(), 'domicile-'));
const files = (...names: string[]) => new Map(names.map((name) => [name, `# ${name}\n`]));

it('writes every file into a new folder', () => {
  const folder = join(parent(), 'manifests');
  replaceManifests(folder, files('01-a/01.yaml', '02-b/01.yaml'));
  expect(readFileSync(join(folder, '02-b', '01.yaml'), 'utf8')).toBe('# 02-b/01.yaml\n');
});

it('leaves no file of an earlier run', () => {
  const folder = join(parent(), 'manifests');
  replaceManifests(folder, files('01-a/01.yaml', '01-a/02.yaml'));
  replaceManifests(folder, files('01-a/01.yaml'));
  expect(readdirSync(join(folder, '01-a'))).toEqual(['01.yaml']);
});

it('does not touch a folder with files that it did not write', () => {
  const folder = join(parent(), 'manifests');
  mkdirSync(folder);
  writeFileSync(join(folder, 'mine.yaml'), 'mine');
  expect(() => replaceManifests(folder, files('01-a/01.yaml'))).toThrow(
    'holds files that domicile render did not write',
  );
  expect(readdirSync(folder)).toEqual(['mine.yaml']);
});

it('leaves nothing half-written beside the folder when it fails', () => {
  const above = parent();
  writeFileSync(join(above, 'file'), '');
  expect(() => replaceManifests(join(above, 'file', 'manifests'), files('01-a/01.yaml'))).toThrow();
  expect(readdirSync(above)).toEqual(['file']);
  expect(existsSync(join(above, 'manifests'))).toBe(false);
});
