import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { envoyFiles } from '../core/envoy/certificates.ts';
import { auditCluster } from '../core/envoy/clusters.ts';
import { bootstrap } from '../core/envoy/config.ts';
import { envoyContainer } from '../core/envoy/container.ts';
import { healthListener } from '../core/envoy/listeners.ts';
import { streamCluster, streamListener } from '../core/envoy/streams.ts';
import { CLIENT_AUTHORITY, type GuardStream } from '../core/envoy/types.ts';
import type { Images } from '../core/images/lock.ts';
import type { NetworkPeer } from '../core/network-intent.ts';
import { GeneratedSecret } from '../core/secrets.ts';
import { type PodVolume, secretVolume } from '../core/volumes.ts';
import { HardenedWorkload, type ServiceExposure, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';

/** A hospital system that speaks something else than HTTP, and what it speaks to. */
export interface SystemEntrance {
  /** `his`. At most 15 characters: it names the port. */
  readonly name: string;
  /** Port of the gateway that is this system's alone; on each node too, where the gateway is exposed on nodes. */
  readonly port: number;
  /** DNS name in the system's client certificate. */
  readonly certificate: string;
  /** The part behind, and its TLS port that admits the gateway. */
  readonly target: { readonly workload: NetworkPeer; readonly host: string; readonly port: number };
  /** What flows, in words. */
  readonly purpose: string;
}

/** Props of {@link SystemsGateway}. */
export interface SystemsGatewayProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the gateway: `systems-gateway`. A contract: the parts behind admit its certificate. */
  readonly name: string;
  readonly images: Images;
  readonly replicas: number;
  readonly exposure: { readonly kind: ServiceExposure['kind'] };
  /** Networks in CIDR notation that the systems are in. */
  readonly clientNetworks: readonly string[];
  /** Where every connection is recorded: which certificate, from which address, how much. */
  readonly audit: AuditSink;
  /** At least one; each with a port of its own. */
  readonly entrances: readonly [SystemEntrance, ...SystemEntrance[]];
}

const component = components.envoy;

/**
 * The way in for hospital systems that speak MLLP or DICOM. Each has a port of its own that admits its certificate alone, so
 * that who a message is from is known by the key and not by what the message says.
 */
export class SystemsGateway extends Construct {
  readonly workload: HardenedWorkload;

  constructor(scope: Construct, id: string, props: SystemsGatewayProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, name, images, audit, entrances } = props;
    const streams = entrances.map(stream);
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${name}-gateway`,
      files: envoyFiles(gatewayConfig(props, streams), [CLIENT_AUTHORITY]),
    });
    const ports = entrances.map(({ name, port }) => ({ name, port }));
    const onNodes = props.exposure.kind === 'node-port';
    this.workload = new HardenedWorkload(this, 'server', {
      namespace,
      name,
      role: 'hl7-gateway',
      component: { id: component.id, version: images.version(component.id) },
      controller: 'deployment',
      replicas: props.replicas,
      user: component.user,
      annotations: auditedBy(audit),
      configuration: [configuration],
      servicePorts: ports.map((one) => ({ ...one, appProtocol: 'tls', ...(onNodes ? { nodePort: one.port } : {}) })),
      exposure: onNodes ? { kind: 'node-port', port: entrances[0].port } : (props.exposure as ServiceExposure),
      dependsOn: [audit.ready],
      containers: [
        envoyContainer({
          ...{ name: 'gateway', images, configuration, ports },
          certificate: this.certificate(props),
          mounts: [
            { volume: secretVolume(CLIENT_AUTHORITY.name, this.clientAuthority(props)), path: CLIENT_AUTHORITY.folder },
          ],
        }),
      ],
    });
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record every connection of a hospital system' });
    const opened = new Set<string>();
    for (const { port, target, purpose, name: system } of entrances) {
      this.workload.allowFromOutside(props.clientNetworks, { port, purpose: `let the system ${system} in` });
      // Several peers may lead to one port.
      const key = `${target.host}:${target.port}`;
      if (!opened.has(key)) this.workload.allowTo(target.workload, { port: target.port, purpose });
      opened.add(key);
    }
  }

  private certificate({ namespace, name }: SystemsGatewayProps): PodVolume {
    const host = serviceHost(name, namespace.name);
    return new WorkloadCertificate(this, 'certificate', {
      namespace,
      name,
      purpose: `certificate of ${host}, as server of hospital systems and towards the parts behind it`,
    }).volume;
  }

  private clientAuthority({ namespace, name }: SystemsGatewayProps): string {
    return new GeneratedSecret(this, 'client-authority', {
      namespace: namespace.name,
      name: `${name}-client-authority`,
      purpose: 'certificate (ca.crt) of the authority that signs the client certificates of the hospital systems',
      contents: { kind: 'external', keys: ['ca.crt'] },
    }).secretName;
  }
}

function stream({ name, port, certificate, target }: SystemEntrance): GuardStream {
  return {
    ...{ name, port, clients: [certificate], authority: CLIENT_AUTHORITY },
    to: { kind: 'remote', host: target.host, port: target.port },
  };
}

/** Envoy's bootstrap configuration for the gateway. */
export function gatewayConfig(
  { name, namespace, audit }: Pick<SystemsGatewayProps, 'name' | 'namespace' | 'audit'>,
  streams: readonly GuardStream[],
): string {
  const recorder = { serviceName: name, namespace: namespace.name, role: 'hl7-gateway' } as const;
  return bootstrap(recorder, {
    listeners: [...streams.map((one) => streamListener(recorder, one)), healthListener({ healthPaths: [] })],
    clusters: [auditCluster(audit), ...streams.map(streamCluster)],
  });
}
