import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { envoyFiles } from '../core/envoy/certificates.ts';
import { envoyContainer } from '../core/envoy/container.ts';
import { CLIENT_AUTHORITY, hospitalAuthority } from '../core/envoy/types.ts';
import { DomicileError } from '../core/errors.ts';
import type { Images } from '../core/images/lock.ts';
import type { NetworkPeer } from '../core/network-intent.ts';
import { GeneratedSecret } from '../core/secrets.ts';
import { METRICS_PORT, telemetryRouteOf } from '../core/telemetry/route.ts';
import { beWatched } from '../core/telemetry/watch.ts';
import { secretVolume, type VolumeMount } from '../core/volumes.ts';
import { HardenedWorkload, type ServiceExposure, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { INGRESS_PORT, ingressConfig, type PublicDoor } from './ingress-config.ts';
import { strictRules, type WebFirewall } from './web-firewall.ts';

/** Props of {@link IngressGateway}. */
export interface IngressGatewayProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the gateway: `ingress`. A contract. */
  readonly name: string;
  readonly images: Images;
  readonly replicas: number;
  /** How the gateway itself is reached. The namespace's quota must have room for it. */
  readonly exposure: ServiceExposure;
  /** Networks in CIDR notation from which clients come. */
  readonly clientNetworks: readonly string[];
  /** Every public name, for the gateway's certificate. */
  readonly hosts: readonly string[];
  /** Other hospitals that have a door, each with an authority of its own. @default - none */
  readonly hospitals?: readonly string[];
  /** Where every request is recorded, also the refused ones. */
  readonly audit: AuditSink;
  /** @default - the platform's own strict rules */
  readonly firewall?: WebFirewall;
}

const component = components.envoy;

/**
 * The only way into the cluster: TLS, a client certificate from systems, named doors and nothing else. It opens no door by
 * itself; {@link IngressGateway.open} does, for one part of the platform.
 */
export class IngressGateway extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  private readonly doors: PublicDoor[] = [];
  private readonly hosts: readonly string[];

  constructor(scope: Construct, id: string, props: IngressGatewayProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, name, images, audit, firewall = strictRules } = props;
    this.hosts = props.hosts;
    this.host = serviceHost(name, namespace.name);
    const telemetry = telemetryRouteOf(this);
    const watched = telemetry === undefined ? {} : { telemetry };
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${name}-gateway`,
      files: envoyFiles(
        () =>
          ingressConfig({
            serviceName: name,
            namespace: namespace.name,
            audit,
            firewall,
            doors: this.doors,
            ...watched,
          }),
        [CLIENT_AUTHORITY, ...(props.hospitals ?? []).map(hospitalAuthority)],
      ),
    });
    this.workload = new HardenedWorkload(this, 'server', {
      namespace,
      name,
      role: 'ingress',
      component: { id: component.id, version: images.version(component.id) },
      controller: 'deployment',
      replicas: props.replicas,
      user: component.user,
      annotations: auditedBy(audit),
      configuration: [configuration],
      servicePorts: [{ name: 'https', port: INGRESS_PORT, appProtocol: 'https' }],
      exposure: props.exposure,
      dependsOn: [audit.ready],
      containers: [
        envoyContainer({
          ...{ name: 'gateway', images, configuration },
          certificate: this.certificate(props).volume,
          ports: [
            { name: 'https', port: INGRESS_PORT },
            ...(telemetry === undefined ? [] : [{ name: 'metrics', port: METRICS_PORT }]),
          ],
          mounts: [this.clientAuthority(props), ...this.hospitalAuthorities(props), ...(firewall.mounts ?? [])],
          resources: { cpu: '250m', cpuLimit: '2', memory: '512Mi' },
        }),
      ],
    });
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record every request from outside' });
    beWatched(this.workload, 'scraped');
    this.workload.allowFromOutside(props.clientNetworks, { port: INGRESS_PORT, purpose: 'let clients in' });
  }

  /**
   * Opens a door to one part of the platform.
   * @throws {@link DomicileError} `construct-props` when the certificate has no such name, or another door has it
   */
  open(door: PublicDoor, peer: NetworkPeer): void {
    const taken = this.doors.find(({ name, host }) => name === door.name || host === door.host);
    if (!this.hosts.includes(door.host) || taken !== undefined) {
      throw new DomicileError({
        code: 'construct-props',
        message: taken === undefined ? 'the certificate has no such name' : `the door ${taken.name} has that name`,
        seen: door.host,
        constructPath: this.node.path,
        allowed: this.hosts.join(', '),
        mend: 'give each door a host of its own in modules.ingress.hosts of the site file',
      });
    }
    this.doors.push(door);
    this.workload.allowTo(peer, { port: door.target.port, purpose: `hand on requests to ${door.host}` });
  }

  private certificate({ namespace, name, hosts }: IngressGatewayProps): WorkloadCertificate {
    return new WorkloadCertificate(this, 'certificate', {
      namespace,
      name,
      purpose: `certificate of the public names ${hosts.join(', ')}, and towards the parts behind them`,
      hosts: [this.host, ...hosts],
    });
  }

  private clientAuthority({ namespace, name }: IngressGatewayProps): VolumeMount {
    const secret = new GeneratedSecret(this, 'client-authority', {
      namespace: namespace.name,
      name: `${name}-client-authority`,
      purpose: 'certificate (ca.crt) of the authority that signs the client certificates of the hospital systems',
      contents: { kind: 'external', keys: ['ca.crt'] },
    });
    return { volume: secretVolume(CLIENT_AUTHORITY.name, secret.secretName), path: CLIENT_AUTHORITY.folder };
  }

  // One authority for each: none can issue a certificate that another's door takes.
  private hospitalAuthorities({ namespace, name, hospitals = [] }: IngressGatewayProps): readonly VolumeMount[] {
    return hospitals.map((hospital) => {
      const authority = hospitalAuthority(hospital);
      const secret = new GeneratedSecret(this, `${authority.name}-authority`, {
        namespace: namespace.name,
        name: `${name}-${authority.name}-authority`,
        purpose: `certificate (ca.crt) of the authority that signs the certificates of the hospital ${hospital}`,
        contents: { kind: 'external', keys: ['ca.crt'] },
      });
      return { volume: secretVolume(authority.name, secret.secretName), path: authority.folder };
    });
  }
}
