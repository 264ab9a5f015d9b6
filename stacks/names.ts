import type { ZoneName } from './zones.ts';

/** Name of the approval service: its host is the one that the model gateway and the FHIR server admit. */
export const APPROVAL_NAME = 'approval';

/** The Kubernetes name of a zone of a site. */
export function namespaceOf(site: string, zone: ZoneName): string {
  return `${site}-${zone}`;
}
