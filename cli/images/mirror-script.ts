import type { LockedImage } from './lock-file.ts';

/** One image to copy, and the registry that its project publishes to. */
export interface Copy extends LockedImage {
  readonly upstream: string;
}

/** A POSIX shell script that fills the site's mirror, with skopeo, on a machine that reaches both sides. */
export function mirrorScript(site: string, mirror: string, copies: readonly Copy[]): string {
  const lines = copies.map(({ upstream, repository, version, digest }) => {
    const from = `${upstream}/${repository}${digest === undefined ? `:${version}` : `@${digest}`}`;
    return `copy ${from} ${mirror}/${repository}:${version}`;
  });
  return `#!/bin/sh
# Fills the registry mirror of ${site}. Run it on a machine that reaches the projects' registries and the mirror; images
# come in, and nothing goes out. skopeo must be installed and logged in to the mirror.
set -eu
copy() { skopeo copy --all --preserve-digests "docker://$1" "docker://$2"; }
${lines.join('\n')}
`;
}
