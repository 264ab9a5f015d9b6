import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { Images } from '../core/images/lock.ts';
import type { NetworkPeer } from '../core/network-intent.ts';
import { inUse, type OutOfUse } from '../core/out-of-use.ts';
import type { VectorStore } from '../core/vector-store.ts';
import { configVolume, type PodVolume, scratchVolume, secretVolume } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { RETRIEVAL_PATHS, RETRIEVAL_PORTS, retrievalConfig } from './retrieval/engine-config.ts';

/** Port on which the retrieval service is asked, over mutual TLS. */
export const RETRIEVAL_PORT = 8443;

/** Path of a question: `POST` with `collection`, `text`, and, where texts are of patients, `patient`. */
export const RETRIEVAL_PATH = '/retrieval/search';

/** Props of {@link RetrievalService}. */
export interface RetrievalServiceProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the service: `retrieval`. A contract: the model gateway admits its certificate. */
  readonly name: string;
  readonly images: Images;
  /** Every question is recorded. There is no service without it. */
  readonly audit: AuditSink;
  readonly store: VectorStore;
  /** Where texts become vectors. */
  readonly modelGateway: { readonly workload: NetworkPeer; readonly host: string; readonly port: number };
  /** Why the AI is out of use; the service runs no pod then. @default - it is in use */
  readonly stopped?: OutOfUse | undefined;
  /** Volume that people put documents on, in a folder for each collection. */
  readonly documents: PodVolume;
  /** Hosts whose certificates are admitted: the approval service. Never a model. */
  readonly clients: readonly string[];
}

const component = components.camel;

/**
 * Finds passages in the hospital's own documents: the one part that reaches the vector store. It asks the model gateway for
 * vectors as any client does, and reaches no record: what it may find is what people have put on its volume.
 */
export class RetrievalService extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = RETRIEVAL_PORT;

  constructor(scope: Construct, id: string, props: RetrievalServiceProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, name, images, audit, store, modelGateway } = props;
    this.host = serviceHost(name, namespace.name);
    const guard = this.guard(props);
    const use = inUse(props.stopped, 1);
    const configuration = new ConfigFiles(this, 'configuration', {
      ...{ namespace, name: `${name}-configuration`, files: retrievalConfig(store) },
    });
    this.workload = new HardenedWorkload(this, 'server', {
      ...{ namespace, name, role: 'retrieval', replicas: use.replicas, user: component.user },
      component: { id: component.id, version: images.version(component.id) },
      // One pod at a time on the volume with the documents.
      controller: 'stateful-set',
      annotations: { ...auditedBy(audit), ...use.annotations },
      configuration: [configuration, guard.configuration],
      servicePorts: guard.servicePorts,
      dependsOn: [audit.ready, store.ready],
      containers: [camel(props, configuration), guard.container],
    });
    guard.connect(this.workload);
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record every question' });
    this.workload.allowTo(store.peer, { port: store.port, purpose: 'find and store passages' });
    this.workload.allowTo(modelGateway.workload, { port: modelGateway.port, purpose: 'turn texts into vectors' });
  }

  private guard({ namespace, name, images, audit, clients, modelGateway }: RetrievalServiceProps): AccessGuard {
    const certificate = new WorkloadCertificate(this, 'certificate', {
      ...{ namespace, name },
      purpose: `certificate of ${this.host}, as server and towards model gateway and collector`,
    });
    return new AccessGuard(this, 'guard', {
      ...{ namespace, name, role: 'retrieval', images, audit, certificate: certificate.volume },
      doors: [
        {
          ...{ name: 'https', port: RETRIEVAL_PORT, recorded: true, maxRequestBytes: 65_536 },
          admission: { kind: 'certificate', dnsNames: clients },
          routes: [{ methods: ['POST'], prefix: RETRIEVAL_PATH }],
        },
      ],
      upstream: { kind: 'local', port: RETRIEVAL_PORTS.server },
      outlets: [
        { name: 'models', localPort: RETRIEVAL_PORTS.models, host: modelGateway.host, port: modelGateway.port },
      ],
      healthPaths: Object.values(component.health),
    });
  }
}

function camel({ name, images, store, documents }: RetrievalServiceProps, configuration: ConfigFiles) {
  return {
    name: 'camel',
    image: images.reference(component.id),
    command: ['java', '-cp', `${RETRIEVAL_PATHS.configuration}:/opt/camel/lib/*`, 'org.apache.camel.main.Main'],
    env: {
      ...component.switches,
      JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=70 -Dfile.encoding=UTF-8',
      DATABASE_USER: store.roles.user.name,
    },
    secretEnv: { DATABASE_PASSWORD: store.roles.user.password },
    mounts: [
      { volume: configVolume('configuration', configuration.configMapName), path: RETRIEVAL_PATHS.configuration },
      { volume: secretVolume('authority', `${name}-tls`, ['ca.crt']), path: RETRIEVAL_PATHS.authority },
      { volume: documents, path: RETRIEVAL_PATHS.documents },
      { volume: scratchVolume('tmp', '256Mi'), path: '/tmp' },
    ],
    resources: { cpu: '250m', cpuLimit: '2', memory: '1Gi' },
    probes: AccessGuard.probesThrough(component.health, 180),
  };
}
