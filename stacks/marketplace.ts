import type { Construct } from 'constructs';
import type { AuditSink } from '../constructs/core/audit.ts';
import { serviceHost } from '../constructs/core/service-host.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import type { FhirServer } from '../constructs/interop/fhir-server.ts';
import { Portal } from '../constructs/marketplace/portal.ts';
import { ThirdPartyApp } from '../constructs/marketplace/third-party-app.ts';
import type { DataStack } from './data.ts';
import { type LayerContext, type LayerProps, required } from './layers.ts';
import { namespaceOf, PORTAL_NAME } from './names.ts';
import type { ServicesStack } from './services.ts';

/** Props of {@link MarketplaceStack}. */
export interface MarketplaceStackProps extends LayerProps {
  readonly audit: AuditSink;
  readonly fhir: FhirServer;
  readonly module: NonNullable<Site['modules']['marketplace']>;
  /** Host of the ingress gateway. @default - the site has none, and no page */
  readonly ingressHost?: string;
}

/** The App Store: the apps that the site has admitted, each behind a gateway of its own, and the page that lists them. */
export class MarketplaceStack extends SovereignStack {
  readonly apps: readonly ThirdPartyApp[];
  readonly portal: Portal | undefined;

  constructor(scope: Construct, id: string, props: MarketplaceStackProps) {
    super(scope, id, { site: props.site, layer: 'marketplace' });
    this.apps = props.module.admitted.map((name) => this.app(props, name));
    this.portal = this.page(props);
  }

  private app({ site, module, foundation, images, audit, fhir }: MarketplaceStackProps, name: string): ThirdPartyApp {
    return new ThirdPartyApp(this, `app-${name}`, {
      ...{ name, images, audit },
      app: required(site, module.apps[name], `marketplace.admitted: ${name}`, `marketplace.apps.${name}`),
      namespace: foundation.appNamespace(name),
      gatewayNamespace: foundation.namespace('marketplace'),
      gatewayIdentity: appGatewayIdentity(site),
      gatewayReplicas: module.replicas,
      record: { workload: fhir.workload, host: fhir.host, port: fhir.readerPort },
    });
  }

  private page({ site, module, foundation, images, audit, ingressHost }: MarketplaceStackProps): Portal | undefined {
    if (ingressHost === undefined || site.modules.ingress?.hosts.marketplace === undefined) return undefined;
    return new Portal(this, 'portal', {
      ...{ name: PORTAL_NAME, namespace: foundation.namespace('marketplace'), images, audit },
      ...{ replicas: module.replicas, client: ingressHost },
      page: { site: site.name, apps: module.apps, admitted: module.admitted },
    });
  }
}

/** The host that the FHIR server knows every gateway of an app by, whichever apps there are. No Service has that name. */
export function appGatewayIdentity(site: Site): string {
  return serviceHost('gateway', namespaceOf(site.name, 'marketplace'));
}

/** As {@link appGatewayIdentity}, as far as the site has an App Store. */
export function appGatewayHosts(site: Site): readonly string[] {
  return site.modules.marketplace === undefined ? [] : [appGatewayIdentity(site)];
}

/** The marketplace layer of a site that has the module, applied after its data and its services. */
export function buildMarketplace(
  { app, ...props }: LayerContext,
  data: DataStack,
  services: ServicesStack | undefined,
): MarketplaceStack | undefined {
  const { site } = props;
  const module = site.modules.marketplace;
  if (module === undefined) return undefined;
  const ingressHost = services?.ingress?.host;
  const marketplace = new MarketplaceStack(app, 'marketplace', {
    ...{ ...props, module },
    ...(ingressHost === undefined ? {} : { ingressHost }),
    audit: required(site, data.audit?.collector, 'marketplace', 'audit'),
    fhir: required(site, data.fhir, 'marketplace', 'fhir'),
  });
  marketplace.addDependency(data);
  if (services !== undefined) marketplace.addDependency(services);
  return marketplace;
}
