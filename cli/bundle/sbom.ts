import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleRecord, type DefinitionRecord, layout } from './layout.ts';
import { type NpmOptions, npm } from './toolkit.ts';

/** A CycloneDX 1.5 document, as far as it is read here. */
interface Inventory {
  readonly metadata: { readonly component: Component; readonly [field: string]: unknown };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly [field: string]: unknown;
}

interface Component {
  readonly 'bom-ref': string;
  readonly [field: string]: unknown;
}

/**
 * The software that a bundle brings or names: packages as npm has installed them in the scratch folder, the provider,
 * definitions of custom resources, and images by digest. Without npm's serial number and time, so that the same input gives
 * the same bytes.
 */
export async function inventoryText(
  about: Omit<BundleRecord, 'executables' | 'images' | 'manifests'>,
  images: readonly string[],
  options: NpmOptions,
): Promise<string> {
  const { serialNumber: _, ...packages } = await installedPackages(options);
  const { timestamp: _time, component: project, ...metadata } = packages.metadata;
  const bundle = bundleComponent(about);
  // npm names a project by its folder, which is a passing one.
  const brought = [
    { ...project, name: project['bom-ref'].replace(/(.)@[^@]*$/, '$1') },
    ...images.map(imageComponent),
    ...providers(about),
    ...about.definitions.map(definitionComponent),
  ];
  const inventory = {
    ...packages,
    metadata: { ...metadata, component: bundle },
    components: [...brought, ...packages.components],
    dependencies: [
      { ref: bundle['bom-ref'], dependsOn: brought.map((one) => one['bom-ref']) },
      ...packages.dependencies,
    ],
  };
  return `${JSON.stringify(inventory, null, 2)}\n`;
}

/** Out of what was installed, not of the lock file: there npm leaves out what is also needed for development. */
async function installedPackages(options: NpmOptions): Promise<Inventory> {
  const file = join(options.scratch, 'package.json');
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  // npm would miss what was left out on purpose, and a project that is never published may have no name and no version.
  writeFileSync(file, JSON.stringify({ name: 'project', version: '0.0.0', ...manifest }));
  return JSON.parse(await npm(['sbom', '--sbom-format=cyclonedx'], options.scratch, options)) as Inventory;
}

function bundleComponent({ site, tool }: Pick<BundleRecord, 'site' | 'tool'>): Component {
  const name = `${site.name}-bundle`;
  return { 'bom-ref': `bundle:${name}`, type: 'application', name, version: tool.version };
}

/** `registry.example/path/name@sha256:…` as a CycloneDX component, with the package URL of an OCI image. */
export function imageComponent(image: string): Component {
  const [reference = '', digest = ''] = image.split('@');
  const name = reference.split('/').at(-1) ?? '';
  return {
    'bom-ref': `image:${image}`,
    type: 'container',
    name: reference,
    version: digest,
    purl: `pkg:oci/${name}@${encodeURIComponent(digest)}?repository_url=${encodeURIComponent(reference)}`,
    hashes: [{ alg: 'SHA-256', content: digest.replace('sha256:', '') }],
  };
}

function providers({ terraform }: Pick<BundleRecord, 'terraform'>): readonly Component[] {
  if (terraform === null) return [];
  const { source, provider: version, platforms } = terraform;
  const properties = [
    ...platforms.map((value) => ({ name: 'domicile:platform', value })),
    { name: 'domicile:hashes', value: layout.providerLock },
  ];
  return [{ 'bom-ref': `provider:${source}@${version}`, type: 'application', name: source, version, properties }];
}

function definitionComponent({ name, file, sha256, kinds }: DefinitionRecord): Component {
  return {
    'bom-ref': `definition:${name}`,
    type: 'file',
    name: file,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    properties: kinds.map((value) => ({ name: 'domicile:kind', value })),
  };
}
