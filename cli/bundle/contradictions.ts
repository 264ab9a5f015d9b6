import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { imagesOf } from '../images/inventory.ts';
import { type BundleRecord, type Flaw, INSTALL_FOLDER, layout } from './layout.ts';
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
  return [...wrongModes(contents), ...otherSite(contents), ...wrongProviders(contents), ...unlistedImages(contents)];
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

function unlistedImages({ root, sums }: Contents): readonly Flaw[] {
  const listed = new Set(readFileSync(join(root, layout.imageList), 'utf8').split('\n'));
  const manifests = [...sums.keys()].filter(
    (path) => path.startsWith(`${layout.manifests}/`) && path.endsWith('.yaml'),
  );
  return manifests.flatMap((file) =>
    imagesOf(bodiesIn(join(root, file)))
      .filter((image) => !listed.has(image))
      .map((image) => ({ file, reason: `it runs ${image}, which ${layout.imageList} does not list` })),
  );
}

function bodiesIn(file: string): readonly unknown[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as unknown);
}
