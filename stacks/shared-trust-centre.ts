import { serviceHost } from '../constructs/core/service-host.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { siteEndpoint } from '../constructs/core/site-endpoint.ts';
import { exportHost } from '../constructs/data/research-export.ts';
import { TrustCentreAccess } from '../constructs/data/trust-centre-access.ts';
import type { DataStack } from './data.ts';
import { type LayerProps, required } from './layers.ts';
import { namespaceOf, TRUST_CENTRE_GATEWAY_NAME } from './names.ts';

/** The names in the certificates of the jobs that read for a trust centre at another site. */
export function senderHosts({ name, modules }: Site): readonly string[] {
  const namespace = namespaceOf(name, 'trust-centre-access');
  return (modules.sharedTrustCentre?.exports ?? []).map((cohort) => exportHost(cohort, namespace));
}

/** The name in the certificate that a site shows at its trust centre: `certificateName` in the other's site file. */
export function trustCentreGatewayHost({ name }: Pick<Site, 'name'>): string {
  return serviceHost(TRUST_CENTRE_GATEWAY_NAME, namespaceOf(name, 'trust-centre-access'));
}

/** The way to a trust centre at another site, in the data layer's stack; undefined where the site has none. */
export function trustCentreAccess(stack: DataStack, props: LayerProps): TrustCentreAccess | undefined {
  const { site, images, foundation } = props;
  const module = site.modules.sharedTrustCentre;
  if (module === undefined) return undefined;
  const fhir = required(site, stack.fhir, 'sharedTrustCentre', 'fhir');
  return new TrustCentreAccess(stack, 'trust-centre-access', {
    ...{ namespace: foundation.namespace('trust-centre-access'), name: TRUST_CENTRE_GATEWAY_NAME, images },
    audit: required(site, stack.audit?.collector, 'sharedTrustCentre', 'audit'),
    replicas: module.replicas,
    endpoint: siteEndpoint(site, new URL(module.endpoint)),
    cohorts: module.exports,
    fhir: { workload: fhir.workload, host: fhir.host, port: fhir.readerPort },
  });
}
