import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { type EgressGate, type EgressNeed, openGate } from '../core/egress/need.ts';
import { EGRESS_NAME, EGRESS_PORT, endpointKey } from '../core/egress/route.ts';
import { envoyFiles } from '../core/envoy/certificates.ts';
import { envoyContainer } from '../core/envoy/container.ts';
import { DomicileError } from '../core/errors.ts';
import type { Images } from '../core/images/lock.ts';
import { METRICS_PORT, telemetryRouteOf } from '../core/telemetry/route.ts';
import { beWatched } from '../core/telemetry/watch.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { egressConfig } from './egress-config.ts';

/** Props of {@link EgressGateway}. */
export interface EgressGatewayProps {
  /** The namespace `<site>-egress`, where every relay looks for it. */
  readonly namespace: BoundaryNamespace;
  readonly images: Images;
  readonly replicas: number;
  /** Where every tunnel is recorded: who, to which name, how much, and whether it was refused. */
  readonly audit: AuditSink;
}

const component = components.envoy;

/**
 * The only way out of the cluster. It lets a workload through to a name that this workload declared a need for, and cuts
 * off everything else; what it lets through stays encrypted from end to end. One in each app.
 */
export class EgressGateway extends Construct implements EgressGate {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = EGRESS_PORT;
  private readonly needs: EgressNeed[] = [];

  constructor(scope: Construct, id: string, props: EgressGatewayProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, images, audit } = props;
    this.host = serviceHost(EGRESS_NAME, namespace.name);
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace,
      name: EGRESS_NAME,
      purpose: `certificate of the egress gateway ${this.host}, as server and towards the audit collector`,
    });
    const telemetry = telemetryRouteOf(this);
    const watched = telemetry === undefined ? {} : { telemetry };
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${EGRESS_NAME}-gateway`,
      // Layers that are composed later declare needs too: the list is complete when the stack is written.
      files: envoyFiles(() =>
        egressConfig({ serviceName: EGRESS_NAME, namespace: namespace.name, audit, needs: this.needs, ...watched }),
      ),
    });
    this.workload = new HardenedWorkload(this, 'server', {
      namespace,
      name: EGRESS_NAME,
      role: 'egress',
      component: { id: component.id, version: images.version(component.id) },
      controller: 'deployment',
      replicas: props.replicas,
      user: component.user,
      annotations: auditedBy(audit),
      configuration: [configuration],
      servicePorts: [{ name: 'tunnel', port: EGRESS_PORT, appProtocol: 'tls' }],
      dependsOn: [audit.ready],
      containers: [
        envoyContainer({
          name: 'gateway',
          images,
          configuration,
          certificate: certificate.volume,
          ports: [
            { name: 'tunnel', port: EGRESS_PORT },
            ...(telemetry === undefined ? [] : [{ name: 'metrics', port: METRICS_PORT }]),
          ],
        }),
      ],
    });
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record who leaves the cluster, and where to' });
    beWatched(this.workload, 'scraped');
    openGate(this, this);
  }

  /** Opens the way for one need: from the workload to the gateway, and from the gateway to the destination. */
  admit(need: EgressNeed): void {
    const { from, endpoint } = need;
    const known = this.needs.find((one) => endpointKey(one.endpoint) === endpointKey(endpoint));
    if (known !== undefined) assertSameNetworks(known, need);
    else
      this.workload.allowToExternal(endpoint, `hand on what workloads with a declared need send to ${endpoint.host}`);
    if (!this.needs.some((one) => one.from === from)) {
      from.allowTo(this.workload, { port: EGRESS_PORT, purpose: 'leave the cluster through the egress gateway' });
    }
    this.needs.push(need);
  }
}

// The gateway's way out is one policy for each destination: two opinions of where it is would both be opened.
function assertSameNetworks(known: EgressNeed, need: EgressNeed): void {
  const networks = ({ endpoint }: EgressNeed) => [...endpoint.networks].sort().join(', ');
  if (networks(known) === networks(need)) return;
  throw new DomicileError({
    code: 'construct-props',
    message: `two workloads declare different networks for ${endpointKey(need.endpoint)}`,
    seen: `${known.from.node.path}: ${networks(known)}; ${need.from.node.path}: ${networks(need)}`,
    constructPath: need.from.node.path,
    allowed: 'one list of networks for one destination',
    mend: 'take the endpoint from siteEndpoint(site, url) in both places',
  });
}
