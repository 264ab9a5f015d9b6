import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Fields } from '../../policies/engine/types.ts';
import { UsageError } from '../command.ts';
import { imagesOf } from '../images/inventory.ts';
import { customKinds } from './custom-kinds.ts';
import { readDefinitions } from './definitions.ts';
import { type BundleRecord, type DefinitionRecord, type Flaw, INSTALL_FOLDER, layout } from './layout.ts';
import { terraformConfiguration, unlockedProviders } from './mirror.ts';
import type { Sums } from './sums.ts';
import { isExecutable, type Tree } from './tree.ts';

/** A bundle in which every file has its digest. */
export interface Contents {
  readonly root: string;
  readonly tree: Tree;
  readonly sums: Sums;
  readonly record: BundleRecord;
}

/** Where the parts of a bundle contradict each other, although every digest fits: whoever made the list can have changed them. */
export function contradictionsIn(contents: Contents): readonly Flaw[] {
  const lacking = missingParts(contents);
  if (lacking.length > 0) return lacking;
  return [
    ...wrongModes(contents),
    ...otherSite(contents),
    ...wrongProviders(contents),
    ...wrongDefinitions(contents),
    ...wrongManifests(contents),
  ];
}

function missingParts({ sums, record: { site, terraform } }: Contents): readonly Flaw[] {
  const always = [layout.launcher, layout.imageList, site.file];
  const parts = terraform === null ? always : [...always, layout.providerLock, layout.terraformConfiguration];
  return parts.filter((file) => !sums.has(file)).map((file) => ({ file, reason: 'it is missing, and is not listed' }));
}

function otherSite({ sums, record: { site } }: Contents): readonly Flaw[] {
  if (sums.get(site.file) === site.sha256) return [];
  return [{ file: site.file, reason: `${layout.record} names another site file, with the SHA-256 ${site.sha256}` }];
}

function wrongProviders({ root, record: { terraform } }: Contents): readonly Flaw[] {
  if (terraform === null) return [];
  const unlocked = unlockedProviders(root, terraform);
  const configuration = readFileSync(join(root, layout.terraformConfiguration), 'utf8');
  if (configuration === terraformConfiguration(INSTALL_FOLDER)) return unlocked;
  return [...unlocked, { file: layout.terraformConfiguration, reason: 'it says more than where the providers are' }];
}

function wrongModes({ tree: { entries }, record: { executables } }: Contents): readonly Flaw[] {
  const programs = new Set(executables);
  return entries.flatMap((entry) => {
    const mode = entry.mode.toString(8).padStart(4, '0');
    if ((entry.mode & 0o7000) !== 0)
      return [{ file: entry.path, reason: `its mode is ${mode}: it would run as somebody else` }];
    if (isExecutable(entry) === programs.has(entry.path)) return [];
    const reason = programs.has(entry.path) ? 'it must be executable' : 'it must not be executable';
    return [{ file: entry.path, reason: `its mode is ${mode}; ${reason}` }];
  });
}

function wrongDefinitions({ root, sums, record: { definitions } }: Contents): readonly Flaw[] {
  const named = new Map(definitions.map((one) => [one.file, one]));
  const others = definitions
    .filter(({ file, sha256 }) => sums.get(file) !== sha256)
    .map(({ file, sha256 }) => ({ file, reason: `${layout.record} names a definition with the SHA-256 ${sha256}` }));
  const there = [...sums.keys()].filter(isDefinition);
  return [...others, ...there.flatMap((file) => wrongDefinition(root, file, named.get(file)))];
}

/** What stands in the folder of definitions is applied first, and by hand: it defines what the record says, and nothing else. */
function wrongDefinition(root: string, file: string, named: DefinitionRecord | undefined): readonly Flaw[] {
  if (named === undefined) return [{ file, reason: `${layout.record} names no such definition` }];
  try {
    const read = readDefinitions([{ name: file, bytes: readFileSync(join(root, file)), named: true }]);
    const as = (kinds: readonly string[], name: string) => `${name}: ${kinds.join(', ')}`;
    const seen = read.map(({ kinds, name }) => as(kinds, name)).join('; ');
    const said = as(named.kinds, named.name);
    return seen === said ? [] : [{ file, reason: `it defines ${seen}; ${layout.record} says ${said}` }];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [{ file, reason: `it is no definition: ${error.message}` }];
  }
}

function isDefinition(path: string): boolean {
  return path.startsWith(`${layout.definitions}/`);
}

function wrongManifests({ root, sums, record: { definitions } }: Contents): readonly Flaw[] {
  const listed = new Set(readFileSync(join(root, layout.imageList), 'utf8').split('\n'));
  const defined = new Set(definitions.flatMap(({ kinds }) => kinds));
  const manifests = [...sums.keys()].filter(
    (path) => path.startsWith(`${layout.manifests}/`) && path.endsWith('.yaml') && !isDefinition(path),
  );
  const bodies = new Map(manifests.map((file) => [file, bodiesIn(join(root, file))]));
  const lacking = new Set(
    definitions.length === 0 ? [] : customKinds([...bodies.values()].flat()).filter((kind) => !defined.has(kind)),
  );
  return [...bodies].flatMap(([file, objects]) => [
    ...imagesOf(objects)
      .filter((image) => !listed.has(image))
      .map((image) => ({ file, reason: `it runs ${image}, which ${layout.imageList} does not list` })),
    ...customKinds(objects)
      .filter((kind) => lacking.has(kind))
      .map((kind) => ({ file, reason: `it is of ${kind}, which nothing in ${layout.definitions} defines` })),
  ]);
}

function bodiesIn(file: string): readonly Fields[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as unknown);
  return documents.filter((body): body is Fields => typeof body === 'object' && body !== null);
}
