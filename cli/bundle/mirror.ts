import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleRecord, type Flaw, layout } from './layout.ts';
import { inOrder, sha256Of, treeOf } from './tree.ts';

/** The CLI configuration of a project that was installed into a folder. It has no `direct` method: no registry is asked. */
export function terraformConfiguration(folder: string): string {
  const path = join(folder, 'terraform', 'providers');
  return `disable_checkpoint = true\n\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n  }\n}\n`;
}

/**
 * The hash that Terraform locks a provider's files under (`h1:`): SHA-256 over the list of their digests and names, as
 * Go's module checksums have it (golang.org/x/mod/sumdb/dirhash, Hash1).
 */
export function packageHash(folder: string): string {
  const lines = treeOf(folder).entries.map(({ path }) => `${sha256Of(join(folder, path))}  ${path}\n`);
  return `h1:${createHash('sha256').update(lines.join('')).digest('base64')}`;
}

/** Why the providers of a bundle are not those of its lock file: a reason by the path of the package; empty when they are. */
export function unlockedProviders(
  root: string,
  { source, provider, platforms }: NonNullable<BundleRecord['terraform']>,
): readonly Flaw[] {
  const locked = new Set(readFileSync(join(root, layout.providerLock), 'utf8').match(/h1:[A-Za-z0-9+/]{43}=/g));
  const folder = join(root, layout.providers, source, provider);
  const there = existsSync(folder) ? readdirSync(folder).sort(inOrder) : [];
  const path = (platform: string) => `${layout.providers}/${source}/${provider}/${platform}`;
  const missing = platforms.filter((platform) => !there.includes(platform));
  return [
    ...missing.map((platform) => ({
      file: path(platform),
      reason: `${layout.record} names this platform, and it is missing`,
    })),
    ...there.flatMap((platform) => {
      const hash = packageHash(join(folder, platform));
      if (locked.has(hash)) return [];
      return [{ file: path(platform), reason: `its hash is ${hash}, which ${layout.providerLock} does not lock` }];
    }),
  ];
}
