import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { moduleFolder } from '../../controlplane/launcher/cache.ts';

/** A site that works, and the words in it that are its own. */
export interface Profile {
  readonly site: string;
  readonly images: string;
  readonly name: string;
  readonly organisation: string;
  readonly domain: string;
  /** What stands there to be looked at, and is nobody else's: studies and apps that were never approved, servers of its network. */
  readonly examples: readonly (readonly string[])[];
}

/** A hospital with a cluster of its own: the machines are what the answers say. */
const onPremises: Profile = {
  site: 'on-prem.yaml',
  images: 'clinic.images.yaml',
  name: 'on-prem',
  organisation: 'On-Prem Hospital',
  domain: 'on-prem.example',
  examples: [],
};

/** A hospital with everything that needs no approval of its own. */
const hospital: Profile = {
  site: 'reference-hospital.yaml',
  images: 'reference-hospital.images.yaml',
  name: 'reference-hospital',
  organisation: 'Reference Hospital',
  domain: 'reference-hospital.example',
  examples: [
    ['nodes'],
    ['modules', 'names'],
    ['modules', 'research'],
    ['modules', 'marketplace'],
    ['modules', 'ingress', 'hosts', 'marketplace'],
    ['modules', 'ingress', 'hosts', 'research'],
  ],
};

/** What a new site can start from: the sites that are synthesized, judged and deployed in this project's own tests. */
export const profiles: Readonly<Record<string, Profile>> = {
  hospital,
  clinic: {
    site: 'clinic.yaml',
    images: 'clinic.images.yaml',
    name: 'clinic',
    organisation: 'Clinic',
    domain: 'clinic.example',
    examples: [],
  },
  'university-hospital': hospital,
  group: hospital,
  rke2: onPremises,
  talos: onPremises,
  existing: onPremises,
};

/** The text of a file under `sites/` of this installation. */
export function installedSite(file: string): string {
  return readFileSync(join(dirname(moduleFolder()), 'sites', file), 'utf8');
}
