import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { GuardOutlet, GuardStream } from '../core/envoy/types.ts';
import { DomicileError } from '../core/errors.ts';
import type { Images } from '../core/images/lock.ts';
import type { NetworkPeer } from '../core/network-intent.ts';
import type { Site } from '../core/site/site.ts';
import { configVolume, type PodVolume, perPodVolume, scratchVolume } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { unfilledPlaces } from './hl7/csv.ts';
import { type EngineConfigProps, engineConfig, type MessageSource } from './hl7/engine-config.ts';
import { INTEGRATION_PATHS, INTEGRATION_PORTS, type MessageSystem } from './hl7/routes.ts';
import { STUDY_SOURCE } from './imaging/study-script.ts';

/** A server that the engine calls under its own certificate. */
export interface IntegrationTarget {
  readonly workload: NetworkPeer;
  readonly host: string;
  readonly port: number;
}

/** Props of {@link IntegrationEngine}. */
export interface IntegrationEngineProps
  extends Pick<EngineConfigProps, 'identifierSystem' | 'timeZone' | 'mapping' | 'folders'> {
  readonly namespace: BoundaryNamespace;
  /** Name of the engine: `integration`. A contract: the FHIR server admits its certificate. */
  readonly name: string;
  readonly images: Images;
  /** Where stored messages are. */
  readonly storage: Site['storage'];
  /** Size of the volume that keeps messages until they are delivered: `50Gi`. */
  readonly size: string;
  /** Every connection and every request is recorded. There is no engine without it. */
  readonly audit: AuditSink;
  /** Systems that send over MLLP, in an order that only grows: it decides the ports. */
  readonly systems: readonly MessageSource[];
  /** Host of the gateway that the systems come in by. */
  readonly gatewayHost: string;
  /** Where resources are written. */
  readonly fhir: IntegrationTarget;
  /** Archive whose studies are written into the record. @default - none */
  readonly imaging?: IntegrationTarget | undefined;
  /** Volume with a folder for each of `folders`. @default - none */
  readonly drops?: PodVolume;
}

const component = components.camel;

/** Offset between a system's TLS port of the guard and its port on loopback. */
const LOOPBACK = 10_000;

/**
 * Apache Camel between the hospital's systems and the FHIR server: understands a message by a reviewed mapping, stores it,
 * acknowledges it, and delivers it in order. One pod: order is worth more than a moment without it, and senders wait.
 */
export class IntegrationEngine extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  private readonly systems: readonly (MessageSource & MessageSystem)[];

  constructor(scope: Construct, id: string, props: IntegrationEngineProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    assertFilled(this, props);
    const { namespace, name, images, audit } = props;
    this.host = serviceHost(name, namespace.name);
    this.systems = props.systems.map((one, index) => ({ ...one, localPort: INTEGRATION_PORTS.firstSystem + index }));
    const guard = this.guard(props);
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${name}-configuration`,
      files: engineConfig({ ...props, systems: this.systems }),
    });
    this.workload = new HardenedWorkload(this, 'server', {
      namespace,
      name,
      role: 'integration',
      component: { id: component.id, version: images.version(component.id) },
      controller: 'stateful-set',
      replicas: 1,
      user: component.user,
      annotations: auditedBy(audit),
      configuration: [configuration, guard.configuration],
      servicePorts: guard.servicePorts,
      terminationGraceSeconds: 60,
      dependsOn: [audit.ready],
      volumePerPod: {
        ...{ name: 'store', storageClass: props.storage.class, encryption: props.storage.encryption.method },
        size: props.size,
      },
      containers: [
        {
          name: 'camel',
          image: images.reference(component.id),
          command: ['java', '-cp', `${INTEGRATION_PATHS.configuration}:/opt/camel/lib/*`, 'org.apache.camel.main.Main'],
          env: { ...component.switches, JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=70 -Dfile.encoding=UTF-8' },
          mounts: [
            {
              volume: configVolume('configuration', configuration.configMapName),
              path: INTEGRATION_PATHS.configuration,
            },
            { volume: perPodVolume('store'), path: INTEGRATION_PATHS.store },
            { volume: scratchVolume('tmp', '256Mi'), path: '/tmp' },
            ...(props.drops === undefined ? [] : [{ volume: props.drops, path: INTEGRATION_PATHS.drops }]),
          ],
          resources: { cpu: '250m', cpuLimit: '2', memory: '1Gi' },
          probes: AccessGuard.probesThrough(component.health, 180),
        },
        guard.container,
      ],
    });
    guard.connect(this.workload);
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record every connection and request' });
    this.workload.allowTo(audit.peer, { port: audit.httpPort, purpose: 'record what became of each message' });
    const { workload, port } = props.fhir;
    this.workload.allowTo(workload, { port, purpose: 'write what hospital systems have sent' });
    const { imaging } = props;
    if (imaging === undefined) return;
    this.workload.allowTo(imaging.workload, { port: imaging.port, purpose: 'ask for new studies' });
  }

  /** TLS port of the guard for one system. */
  portOf(system: string): number {
    const found = this.systems.find(({ name }) => name === system);
    if (found !== undefined) return found.localPort - LOOPBACK;
    throw new RangeError(
      `${this.node.path} has no system "${system}"; it has ${this.systems.map(({ name }) => name).join(', ')}`,
    );
  }

  private guard(props: IntegrationEngineProps): AccessGuard {
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of ${this.host}, as server and towards the FHIR server and the audit collector`,
    });
    return new AccessGuard(this, 'guard', {
      ...{
        namespace: props.namespace,
        name: props.name,
        role: 'integration',
        images: props.images,
        audit: props.audit,
      },
      certificate: certificate.volume,
      doors: [],
      streams: this.systems.map(
        ({ name, localPort }): GuardStream => ({
          ...{ name: `mllp-${name}`, port: localPort - LOOPBACK, clients: [props.gatewayHost] },
          to: { kind: 'local', port: localPort },
        }),
      ),
      upstream: { kind: 'local', port: INTEGRATION_PORTS.health },
      outlets: outletsOf(props),
      healthPaths: Object.values(component.health),
    });
  }
}

function outletsOf({ fhir, imaging, audit }: IntegrationEngineProps): readonly GuardOutlet[] {
  return [
    { name: 'fhir', localPort: INTEGRATION_PORTS.fhir, host: fhir.host, port: fhir.port },
    { name: 'lineage', localPort: INTEGRATION_PORTS.lineage, host: audit.host, port: audit.httpPort },
    ...(imaging === undefined
      ? []
      : [{ name: 'imaging', localPort: INTEGRATION_PORTS.imaging, host: imaging.host, port: imaging.port }]),
  ];
}

function assertFilled(construct: Construct, { systems, folders, mapping }: IntegrationEngineProps): void {
  if ([...systems, ...folders].some(({ name }) => name === STUDY_SOURCE)) {
    throw new RangeError(
      `${construct.node.path}: no system or folder may be called ${STUDY_SOURCE}; that is the archive's`,
    );
  }
  for (const { name, csv, messages } of folders) {
    const unfilled = csv === undefined ? [] : unfilledPlaces(csv, messages[0] ?? '', mapping);
    if (unfilled.length === 0) continue;
    throw new DomicileError({
      code: 'construct-props',
      message: `no line of the folder ${name} could be understood: nothing fills ${unfilled.join(', ')}`,
      seen: Object.entries(csv?.columns ?? {})
        .map(([column, place]) => `${column}: ${place}`)
        .join(', '),
      constructPath: construct.node.path,
      allowed: 'a column or a constant for each place that the mapping cannot do without',
      mend: `add it under modules.hl7.fileDrops.folders.${name}.csv`,
    });
  }
}
