import type { ZoneName } from './zones.ts';

/** Name of the approval service: its host is the one that the model gateway and the FHIR server admit. */
export const APPROVAL_NAME = 'approval';

/** Name of the trust centre's pseudonymisation. */
export const PSEUDONYMISATION_NAME = 'pseudonymisation';

/** Name of the research store; also the audience of its tokens. */
export const RESEARCH_NAME = 'research-fhir';

/** The Kubernetes name of a zone of a site. */
export function namespaceOf(site: string, zone: ZoneName): string {
  return `${site}-${zone}`;
}
