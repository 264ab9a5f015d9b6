import type { Problem } from '../../constructs/core/errors.ts';
import type { Site } from '../../constructs/core/site/site.ts';

/** What stands where nobody has looked up the digest of the installer yet; no image has it. */
export const UNKNOWN_INSTALLER_DIGEST = `sha256:${'0'.repeat(64)}`;

/** The digest that `domicile init` cannot know and a person has to fill in, while it is not filled in. */
export function installerProblems(site: Site): readonly Problem[] {
  const { provision } = site.cluster;
  if (provision?.distribution !== 'talos' || !provision.installer.endsWith(UNKNOWN_INSTALLER_DIGEST)) return [];
  const [image] = provision.installer.split('@');
  return [
    {
      code: 'site-rule',
      message: 'nobody has said which installer of Talos Linux the machines run: no image has a digest of zeros',
      seen: provision.installer,
      position: site.source.positionOf(['cluster', 'provision', 'installer']),
      allowed: `${image}@sha256: and the digest of the installer of ${provision.version}`,
      mend: `copy the installer of ${provision.version} into the mirror, and write what it has there: crane digest ${image}:${provision.version}`,
    },
  ];
}
