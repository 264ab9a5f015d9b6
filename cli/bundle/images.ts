import { stringify } from 'yaml';
import type { RenderedObject } from '../../engines/render.ts';
import { imageLines, imagesOf } from '../images/inventory.ts';
import { type Copy, mirrorScript } from '../images/mirror-script.ts';
import { layout } from './layout.ts';

/** The list of images, who runs them, and what fills a mirror from it: a script, and a manifest for Hauler. */
export function imageFiles(
  site: { readonly name: string; readonly registry: { readonly mirror: string } },
  objects: readonly RenderedObject[],
  copies: readonly Copy[],
): ReadonlyMap<string, string> {
  const images = imagesOf(objects.map(({ body }) => body));
  return new Map([
    [layout.imageList, images.map((image) => `${image}\n`).join('')],
    [layout.imageUses, imageLines(objects, copies)],
    [layout.haulerManifest, haulerManifest(site.name, copies)],
    [layout.mirrorScript, mirrorScript(site.name, site.registry.mirror, copies)],
  ]);
}

/**
 * What `hauler store sync --filename` reads, on a machine that reaches the projects' registries. Shape: Hauler's documentation
 * of `content.hauler.cattle.io/v1`, as of 2026-11-22.
 */
function haulerManifest(site: string, copies: readonly Copy[]): string {
  const images = copies.flatMap(({ upstream, repository, version, digest }) => {
    if (upstream === undefined) return []; // no registry has it: the site builds it
    return [{ name: `${upstream}/${repository}${digest === undefined ? `:${version}` : `@${digest}`}` }];
  });
  return stringify({
    apiVersion: 'content.hauler.cattle.io/v1',
    kind: 'Images',
    metadata: { name: site },
    spec: { images },
  });
}
