import type { Construct } from 'constructs';
import type { AuditSink } from '../constructs/core/audit.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import type { IdentityService } from '../constructs/identity/identity-service.ts';
import { EgressGateway } from '../constructs/network/egress-gateway.ts';
import { IngressGateway } from '../constructs/network/ingress-gateway.ts';
import type { DataStack } from './data.ts';
import { identityHost, identityService } from './identity.ts';
import { type LayerContext, type LayerProps, required } from './layers.ts';
import { INGRESS_NAME } from './names.ts';

/** Props of {@link ServicesStack}. */
export interface ServicesStackProps extends LayerProps {
  readonly audit: AuditSink;
}

/** What the other layers stand on: people and their roles, the ways into the cluster and out of it. */
export class ServicesStack extends SovereignStack {
  readonly identity: IdentityService | undefined;
  readonly egress: EgressGateway | undefined;
  readonly ingress: IngressGateway | undefined;

  constructor(scope: Construct, id: string, props: ServicesStackProps) {
    super(scope, id, { site: props.site, layer: 'services' });
    this.identity = identityService(this, props);
    this.egress = this.egressGateway(props);
    this.ingress = this.ingressGateway(props);
  }

  private ingressGateway({ site, images, foundation, audit }: ServicesStackProps): IngressGateway | undefined {
    const module = site.modules.ingress;
    if (module === undefined) return undefined;
    const { replicas, exposure, clientNetworks, hosts } = module;
    const hospitals = site.modules.trustCentre?.hospitals ?? [];
    return new IngressGateway(this, 'ingress', {
      ...{ name: INGRESS_NAME, namespace: foundation.namespace('ingress'), images, audit },
      ...{ replicas, exposure, clientNetworks, hospitals: hospitals.map(({ name }) => name) },
      hosts: [
        ...Object.values(hosts),
        ...hospitals.map(({ host }) => host),
        ...(site.modules.identity === undefined ? [] : [identityHost(site)]),
      ]
        .filter((host) => host !== undefined)
        .sort(),
    });
  }

  private egressGateway({ site, images, foundation, audit }: ServicesStackProps): EgressGateway | undefined {
    const module = site.modules.egress;
    if (module === undefined) return undefined;
    const namespace = foundation.namespace('egress');
    return new EgressGateway(this, 'egress', { namespace, images, audit, replicas: module.replicas });
  }
}

/** The services layer of a site that has any of its modules, applied after the data layer, which records it. */
export function buildServices({ app, ...props }: LayerContext, data: DataStack): ServicesStack | undefined {
  const { site } = props;
  const module = (['identity', 'ingress', 'egress'] as const).find((name) => site.modules[name] !== undefined);
  if (module === undefined) return undefined;
  const audit = required(site, data.audit?.collector, module, 'audit');
  const services = new ServicesStack(app, 'services', { ...props, audit });
  services.addDependency(data);
  return services;
}
