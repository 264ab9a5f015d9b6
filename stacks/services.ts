import type { Construct } from 'constructs';
import type { AuditSink } from '../constructs/core/audit.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { EgressGateway } from '../constructs/network/egress-gateway.ts';
import type { DataStack } from './data.ts';
import { type LayerContext, type LayerProps, required } from './layers.ts';

/** Props of {@link ServicesStack}. */
export interface ServicesStackProps extends LayerProps {
  readonly audit: AuditSink;
}

/** What the other layers stand on: the way out of the cluster. */
export class ServicesStack extends SovereignStack {
  readonly egress: EgressGateway | undefined;

  constructor(scope: Construct, id: string, props: ServicesStackProps) {
    super(scope, id, { site: props.site, layer: 'services' });
    this.egress = this.egressGateway(props);
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
  if (site.modules.egress === undefined) return undefined;
  const audit = required(site, data.audit?.collector, 'egress', 'audit');
  const services = new ServicesStack(app, 'services', { ...props, audit });
  services.addDependency(data);
  return services;
}
