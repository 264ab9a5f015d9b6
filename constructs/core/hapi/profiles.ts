import { components } from '../../../catalog/components.ts';
import type { InitContainerProps } from '../container.ts';
import type { Images } from '../images/lock.ts';
import type { PodVolume } from '../volumes.ts';

/** A package of FHIR profiles, pinned. */
export interface ProfilePackage {
  /** `de.gematik.isik-basismodul`. */
  readonly id: string;
  readonly version: string;
  /** `sha256:` and the digest of the package's file. */
  readonly digest: string;
}

/** What a FHIR server validates by beside FHIR R4 (4.0.1) itself, whose definitions are a part of HAPI. */
export interface Profiles {
  /** Has each package as `<id>-<version>.tgz`. The site lays them there; nothing is downloaded. */
  readonly volume: PodVolume;
  /** In the order in which they are loaded: what another refers to comes first. */
  readonly packages: readonly ProfilePackage[];
  /** Whether what is written must be valid. Otherwise the server says whether it is when it is asked (`$validate`). */
  readonly validateRequests: boolean;
}

/** Where server and check see the volume. */
export const PROFILES_PATH = '/profiles';

/** File of the digests, beside the server's settings. */
export const PROFILE_SUMS = 'SHA256SUMS';

function fileOf({ id, version }: ProfilePackage): string {
  return `${PROFILES_PATH}/${id}-${version}.tgz`;
}

/** The digests in the form that `sha256sum --check` reads. */
export function profileSums({ packages }: Pick<Profiles, 'packages'>): string {
  return packages.map((one) => `${one.digest.slice('sha256:'.length)}  ${fileOf(one)}\n`).join('');
}

/**
 * HAPI's settings for the packages. Each is read from its file: no registry is asked, neither for it nor for what it refers to.
 * Source: AppProperties of hapi-fhir-jpaserver-starter and PackageInstallationSpec of hapi-fhir-jpaserver-base 8.8.0.
 */
export function profileSettings({ packages, validateRequests }: Pick<Profiles, 'packages' | 'validateRequests'>) {
  return {
    validation: { requests_enabled: validateRequests, responses_enabled: false },
    install_transitive_ig_dependencies: false,
    implementationguides: Object.fromEntries(
      packages.map((one, index) => [
        `package${index + 1}`,
        {
          ...{ name: one.id, version: one.version, packageUrl: `file://${fileOf(one)}` },
          ...{ installMode: 'STORE_AND_INSTALL', fetchDependencies: false, reloadExisting: false },
        },
      ]),
    ),
  };
}

/** Compares each package with its digest before the server, or the migration, reads it; `settings` has the digests. */
export function profileCheck({ volume }: Profiles, settings: PodVolume, images: Images): InitContainerProps {
  return {
    name: 'verify-profiles',
    image: images.reference(components.python.id),
    command: ['sha256sum', '--check', '--strict', `/etc/profiles/${PROFILE_SUMS}`],
    mounts: [
      { volume, path: PROFILES_PATH, readOnly: true },
      { volume: settings, path: '/etc/profiles' },
    ],
    resources: { cpu: '100m', cpuLimit: '1', memory: '64Mi' },
  };
}
