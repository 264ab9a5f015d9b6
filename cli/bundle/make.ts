import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DeployError } from '../../engines/errors.ts';
import { readOutput } from '../../engines/output.ts';
import { manifestFiles, type RenderedObject, renderLayers } from '../../engines/render.ts';
import { type Terminal, UsageError } from '../command.ts';
import type { Work } from '../deploy/failure.ts';
import type { Project } from '../deploy/project.ts';
import { imagesOf } from '../images/inventory.ts';
import { type Copy, copiesOf } from '../images/mirror-script.ts';
import { version } from '../version.ts';
import { customKinds } from './custom-kinds.ts';
import type { Definition } from './definitions.ts';
import { imageFiles } from './images.ts';
import { BUNDLE_SCHEMA, type BundleRecord, type DefinitionRecord, layout } from './layout.ts';
import { pathOf, projectFiles } from './project.ts';
import { addProviders, type ProviderChoice } from './providers.ts';
import { readmeText } from './readme.ts';
import { inventoryText } from './sbom.ts';
import { executablesIn, put, seal } from './seal.ts';
import { BUNDLE_SIGNATURE, signSums } from './signature.ts';
import { addToolkit } from './toolkit.ts';
import { sha256Of } from './tree.ts';

/** What a bundle is made from. */
export interface MakeOptions {
  readonly project: Project;
  /** The judged output of the project's site. */
  readonly output: string;
  /** The folder to make; it appears whole or not at all. */
  readonly folder: string;
  /** Undefined for a bundle that deploys by server-side apply only. */
  readonly providers: ProviderChoice | undefined;
  /** Judged; none where the other side brings its own. */
  readonly definitions: readonly Definition[];
  /** Signs the list of checksums; undefined for a bundle that nobody signs. */
  readonly key: KeyObject | undefined;
  readonly terminal: Terminal;
  readonly work: Work;
}

/** Makes a bundle. @throws {@link UsageError} when the folder holds something already */
export async function makeBundle(options: MakeOptions): Promise<BundleRecord> {
  const { folder } = options;
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new UsageError(`${folder} is not empty; name a new folder, or remove that one first`);
  }
  const partial = `${folder}.${process.pid}.partial`;
  const scratch = mkdtempSync(join(tmpdir(), 'domicile-bundle-'));
  try {
    mkdirSync(partial, { recursive: true });
    const record = await fill(partial, scratch, options);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
    return record;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(partial, { recursive: true, force: true });
  }
}

async function fill(partial: string, scratch: string, options: MakeOptions): Promise<BundleRecord> {
  const { project, output, terminal, work } = options;
  const layers = renderLayers(readOutput(output));
  const objects = layers.flatMap((layer) => layer.objects);
  const kinds = customKinds(objects.map(({ body }) => body));
  requireDefined(kinds, options.definitions);
  const copies = copiesOf(resolve(project.root, project.site.registry.lock));
  const surroundings = { env: terminal.env, signal: work.signal };
  work.progress.step('taking the providers from where Terraform finds them');
  const terraform =
    options.providers === undefined
      ? null
      : await addProviders(partial, {
          ...options.providers,
          ...surroundings,
          scratch: newFolder(scratch, 'providers'),
        });
  work.progress.step('installing the toolkit from the lock file');
  const npm = { root: project.root, scratch: newFolder(scratch, 'npm'), ...surroundings };
  await addToolkit(npm, join(partial, layout.packages));
  work.progress.step('writing the bundle');
  for (const [path, bytes] of await projectFiles(project)) put(partial, path, bytes);
  const manifests = manifestFiles(layers);
  for (const [path, text] of manifests) put(partial, `${layout.manifests}/${path}`, text);
  for (const [path, text] of describing(project, objects, copies, kinds)) put(partial, path, text);
  const images = imagesOf(objects.map(({ body }) => body));
  const about = {
    schema: BUNDLE_SCHEMA,
    tool: { name: 'domicile', version },
    site: siteOf(project),
    terraform,
    definitions: addDefinitions(partial, options.definitions),
    images: images.length,
    manifests: manifests.size,
  } as const;
  put(partial, layout.inventory, await inventoryText(about, images, npm));
  put(partial, layout.readme, readmeText(about, kinds));
  const record: BundleRecord = { ...about, executables: executablesIn(partial) };
  put(partial, layout.record, `${JSON.stringify(record, null, 2)}\n`);
  seal(partial);
  if (options.key !== undefined) signSums(partial, record, options.key, BUNDLE_SIGNATURE);
  return record;
}

function newFolder(...parts: readonly string[]): string {
  const folder = join(...parts);
  mkdirSync(folder);
  return folder;
}

/** Without any definition the other side brings them all; with one, a bundle that lacks another would fail there. */
function requireDefined(kinds: readonly string[], definitions: readonly Definition[]): void {
  const defined = new Set(definitions.flatMap((definition) => definition.kinds));
  const lacking = definitions.length === 0 ? [] : kinds.filter((kind) => !defined.has(kind));
  if (lacking.length === 0) return;
  throw new DeployError(
    `the manifests of this site use kinds that --definitions does not define: ${lacking.join(', ')}; nothing was ` +
      'written. Give the CustomResourceDefinitions of their operators too, in a release that serves these versions, ' +
      'or leave --definitions away, for a cluster that knows all of them already.',
  );
}

function addDefinitions(root: string, definitions: readonly Definition[]): readonly DefinitionRecord[] {
  return definitions.map(({ name, kinds, text }) => {
    const file = `${layout.definitions}/${name}.yaml`;
    put(root, file, text);
    return { name, file, sha256: sha256Of(join(root, file)), kinds };
  });
}

function describing(
  project: Project,
  objects: readonly RenderedObject[],
  copies: readonly Copy[],
  kinds: readonly string[],
) {
  const listed = kinds.length === 0 ? [] : [[layout.customKinds, kinds.map((kind) => `${kind}\n`).join('')] as const];
  return new Map([...imageFiles(project.site, objects, copies), ...listed]);
}

function siteOf(project: Project): BundleRecord['site'] {
  const file = pathOf(project, project.siteFile, 'the site file');
  return { name: project.site.name, file: `${layout.project}/${file}`, sha256: sha256Of(join(project.root, file)) };
}
