import { type Component, components } from '../../catalog/components.ts';
import { UsageError } from '../command.ts';
import { type LockedImage, lockedImages } from './lock-file.ts';

/** One image to copy, and the registry that its project publishes to; undefined for one that the site builds. */
export interface Copy extends LockedImage {
  readonly upstream: string | undefined;
}

/**
 * The copies that fill the mirror with the images of a lock.
 * @throws {@link UsageError} when the lock cannot be used, or names an image that the catalogue does not know
 */
export function copiesOf(lockFile: string): readonly Copy[] {
  return lockedImages(lockFile).map((image) => ({ ...image, upstream: upstreamOf(image.component) }));
}

function upstreamOf(id: string): string | undefined {
  const known: Readonly<Record<string, Component>> = components;
  const found = Object.hasOwn(known, id) ? known[id] : undefined;
  if (found !== undefined) return found.upstream;
  throw new UsageError(`the image lock names ${id}, which the catalogue does not know; copy that image by hand`);
}

/** A POSIX shell script that fills the site's mirror, with skopeo, on a machine that reaches both sides. */
export function mirrorScript(site: string, mirror: string, copies: readonly Copy[]): string {
  const lines = copies.map(({ upstream, repository, version, digest }) => {
    if (upstream === undefined) return `built ${mirror}/${repository}:${version}`;
    const from = `${upstream}/${repository}${digest === undefined ? `:${version}` : `@${digest}`}`;
    return `copy ${from} ${mirror}/${repository}:${version}`;
  });
  return `#!/bin/sh
# Fills the registry mirror of ${site}. Run it on a machine that reaches the projects' registries and the mirror; images
# come in, and nothing goes out. skopeo must be installed and logged in to the mirror.
set -eu
copy() { skopeo copy --all --preserve-digests "docker://$1" "docker://$2"; }
# No registry has these: the site builds them, as its documentation says, and pushes them to the mirror.
built() { skopeo inspect --raw "docker://$1" >/dev/null || echo "still to be built: $1" >&2; }
${lines.join('\n')}
`;
}
