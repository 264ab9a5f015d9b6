import { namespaceName } from '../constructs/core/service-host.ts';
import type { ZoneName } from './zones.ts';

/** Name of the approval service: its host is the one that the model gateway and the FHIR server admit. */
export const APPROVAL_NAME = 'approval';

/** Name of the trust centre's pseudonymisation. */
export const PSEUDONYMISATION_NAME = 'pseudonymisation';

/** Name of the gateway to a trust centre at another site: its host is in the certificate that is admitted there. */
export const TRUST_CENTRE_GATEWAY_NAME = 'trust-centre';

/** Name of the ingress gateway: its host is the one that the intakes of other hospitals admit. */
export const INGRESS_NAME = 'ingress';

/** Name of the research store; also the audience of its tokens. */
export const RESEARCH_NAME = 'research-fhir';

/** Name of the job that evaluates the model: its host is one that the model gateway admits. */
export const BIAS_EVALUATION_NAME = 'bias-evaluation';

/** Name of the retrieval service: its host is one that the model gateway admits. */
export const RETRIEVAL_NAME = 'retrieval';

/** Name of the page of the App Store. */
export const PORTAL_NAME = 'portal';

/** Name of the job that judges the running cluster. */
export const COMPLIANCE_CHECK_NAME = 'compliance-check';

/** Name of the integration engine: its host is one that the FHIR server admits. */
export const INTEGRATION_NAME = 'integration';

/** Name of the imaging archive; also the audience of its tokens. */
export const IMAGING_NAME = 'imaging';

/** Name of the gateway for hospital systems: its host is the one that the integration engine admits. */
export const SYSTEMS_GATEWAY_NAME = 'systems-gateway';

/** Name of the job that copies the audit trail under a lock: its host is one that the audit store admits. */
export const AUDIT_ARCHIVE_NAME = 'audit-archive';

/** The Kubernetes name of a zone of a site. */
export function namespaceOf(site: string, zone: ZoneName): string {
  return namespaceName(site, zone);
}
