import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { ContainerProps, InitContainerProps } from '../core/container.ts';
import { DomicileError } from '../core/errors.ts';
import type { Images } from '../core/images/lock.ts';
import { PLATFORM_ANNOTATION } from '../core/labels.ts';
import { inUse, type OutOfUse } from '../core/out-of-use.ts';
import { configVolume, type PodVolume, scratchVolume, type VolumeMount } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import type { ServedModel } from './clients.ts';
import { assertModelFiles, MODEL_VOLUME_PATH, type ModelFiles, pemOf, verifyModelScript } from './model.ts';
import { assertPromoted, type ModelCard } from './model-card.ts';

/** Port of the model server's OpenAI-compatible interface, over mutual TLS. */
export const MODEL_PORT = components.vllm.ports.https;

/** What the model runs on. */
export type Accelerator = 'cpu' | 'nvidia';

/** Props of {@link ModelServer}. */
export interface ModelServerProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the server. Not `vllm`: its Service would set variables that the server reads as its own settings. */
  readonly name: string;
  readonly images: Images;
  /** What was reviewed. There is no server for a model whose evaluation is not of it, or not good enough. */
  readonly card: ModelCard;
  /** Folder of the model below {@link MODEL_VOLUME_PATH}. */
  readonly path: string;
  /** Public key of those who release models at the site, as Base64 of its DER; every model's signature is checked with it. */
  readonly signingKey: string;
  /** Volume that holds the model; mounted read-only. */
  readonly modelVolume: PodVolume;
  readonly accelerator: Accelerator;
  /** Memory of each pod, as a Kubernetes quantity. @default - 48Gi without, 64Gi with an accelerator */
  readonly memory?: string;
  /** Accelerators of each pod; the model is split over them. @default 1 */
  readonly gpus?: number;
  /** Whether it answers questions or turns texts into vectors. @default 'generate' */
  readonly task?: 'generate' | 'embed';
  readonly replicas: number;
  /** Why it is out of use; it runs no pod then. @default - it is in use */
  readonly stopped?: OutOfUse | undefined;
  /** Where its use is recorded, by the gateway in front, the only client that it admits. */
  readonly audit: AuditSink;
  /** RuntimeClass for confidential pods. @default - the cluster's own runtime */
  readonly runtimeClassName?: string;
}

const component = components.vllm;
const CERTIFICATE = '/etc/tls';

const SIGNING_KEY = '/etc/model-signing';

function profileOf({ accelerator, memory, gpus = 1 }: ModelServerProps) {
  const processor = { cpu: '4', cpuLimit: '16' };
  return accelerator === 'cpu'
    ? { resources: { ...processor, memory: memory ?? '48Gi' }, args: ['--dtype', 'bfloat16'] }
    : {
        resources: { ...processor, memory: memory ?? '64Gi', gpus },
        args: ['--gpu-memory-utilization', '0.9', '--tensor-parallel-size', `${gpus}`],
      };
}

/** Language-model server that can reach the audit collector and nothing else: no names, no download; a verified model on a read-only volume. */
export class ModelServer extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = MODEL_PORT;
  readonly model: ServedModel;
  readonly audit: AuditSink;

  constructor(scope: Construct, id: string, props: ModelServerProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const model = filesOf(props);
    assertModelFiles(this, model);
    assertPromoted(this, props.card);
    assertName(this, props.name);
    this.host = serviceHost(props.name, props.namespace.name);
    this.model = { name: props.card.name, digest: props.card.digest };
    this.audit = props.audit;
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of the model server ${this.host}`,
    });
    const signing = new ConfigFiles(this, 'signing', {
      namespace: props.namespace,
      name: `${props.name}-signing`,
      files: { 'key.pem': pemOf(props.signingKey) },
    });
    const use = inUse(props.stopped, props.replicas);
    this.workload = new HardenedWorkload(this, 'server', {
      namespace: props.namespace,
      name: props.name,
      role: 'ai-model',
      component: { id: component.id, version: props.images.version(component.id) },
      controller: 'deployment',
      replicas: use.replicas,
      user: component.user,
      annotations: { ...auditedBy(props.audit), ...provenanceOf(props.card), ...use.annotations },
      configuration: [signing],
      servicePorts: [{ name: 'https', port: MODEL_PORT, appProtocol: 'https' }],
      clusterDns: false,
      rolloutSeconds: 1800,
      terminationGraceSeconds: 120,
      dependsOn: [props.audit.ready],
      initContainers: [verification(props, signing)],
      containers: [server(props, certificate)],
      ...(props.runtimeClassName === undefined ? {} : { runtimeClassName: props.runtimeClassName }),
    });
    this.workload.allowTo(props.audit.peer, { port: props.audit.port, purpose: 'record what the model is asked' });
  }
}

function assertName(construct: Construct, name: string): void {
  if (!name.startsWith('vllm')) return;
  throw new DomicileError({
    code: 'construct-props',
    message: 'a model server cannot be named like its software: the Service would set VLLM_… variables',
    seen: name,
    constructPath: construct.node.path,
    allowed: 'any name that does not begin with vllm',
    mend: "name it after what it serves: name: 'model-server'",
  });
}

function filesOf({ card, path }: ModelServerProps): ModelFiles {
  return { name: card.name, digest: card.digest, path };
}

// What the judge holds against each other once more, from the rendered object alone.
function provenanceOf({ digest, trainedOn, evaluation }: ModelCard) {
  return {
    [PLATFORM_ANNOTATION.modelDigest]: digest,
    [PLATFORM_ANNOTATION.trainedOn]: trainedOn.map((set) => set.digest).join(' '),
    [PLATFORM_ANNOTATION.evaluation]: JSON.stringify(evaluation),
  };
}

function verification(props: ModelServerProps, signing: ConfigFiles): InitContainerProps {
  return {
    name: 'verify-model',
    image: props.images.reference(component.id),
    command: ['/bin/sh', '-c', verifyModelScript(filesOf(props), `${SIGNING_KEY}/key.pem`)],
    env: component.switches,
    mounts: [
      { volume: props.modelVolume, path: MODEL_VOLUME_PATH, readOnly: true },
      { volume: configVolume('signing', signing.configMapName), path: SIGNING_KEY },
      { volume: scratchVolume('tmp', '8Gi'), path: '/tmp' },
    ],
    resources: { cpu: '1', cpuLimit: '4', memory: '512Mi' },
  };
}

function server(props: ModelServerProps, certificate: WorkloadCertificate): ContainerProps {
  const profile = profileOf(props);
  const health = healthCommand();
  return {
    name: 'model-server',
    image: props.images.reference(component.id),
    command: ['vllm', 'serve', props.path],
    args: [
      '--served-model-name',
      props.card.name,
      '--host',
      '0.0.0.0',
      '--port',
      `${MODEL_PORT}`,
      '--ssl-certfile',
      `${CERTIFICATE}/tls.crt`,
      '--ssl-keyfile',
      `${CERTIFICATE}/tls.key`,
      '--ssl-ca-certs',
      `${CERTIFICATE}/ca.crt`,
      // 2 is ssl.CERT_REQUIRED: whoever has no certificate of the site is not answered.
      '--ssl-cert-reqs',
      '2',
      ...(props.task === 'embed' ? ['--runner', 'pooling'] : []),
      ...profile.args,
    ],
    env: {
      ...component.switches,
      // The gateway writes the record of every request; this says, to rules and to tools in the pod, who keeps it.
      DOMICILE_AUDIT_COLLECTOR: `${props.audit.host}:${props.audit.port}`,
      HOME: '/tmp',
      XDG_CACHE_HOME: '/tmp/cache',
      HF_HOME: '/tmp/hf',
    },
    ports: [{ name: 'https', port: MODEL_PORT }],
    mounts: serverMounts(props, certificate),
    resources: profile.resources,
    probes: {
      startup: { kind: 'exec', command: health },
      liveness: { kind: 'exec', command: health },
      readiness: { kind: 'exec', command: health },
      startupSeconds: 1500,
    },
  };
}

function serverMounts(props: ModelServerProps, certificate: WorkloadCertificate): readonly VolumeMount[] {
  return [
    { volume: props.modelVolume, path: MODEL_VOLUME_PATH, readOnly: true },
    { volume: certificate.volume, path: CERTIFICATE },
    { volume: scratchVolume('tmp', '8Gi'), path: '/tmp' },
    { volume: scratchVolume('shared-memory', '2Gi', 'Memory'), path: '/dev/shm' },
  ];
}

// The kubelet has no client certificate, so the container asks itself, with its own.
function healthCommand(): readonly string[] {
  const script = [
    'import http.client, ssl, sys',
    `context = ssl.create_default_context(cafile="${CERTIFICATE}/ca.crt")`,
    'context.check_hostname = False',
    `context.load_cert_chain("${CERTIFICATE}/tls.crt", "${CERTIFICATE}/tls.key")`,
    `connection = http.client.HTTPSConnection("127.0.0.1", ${MODEL_PORT}, timeout=4, context=context)`,
    'connection.request("GET", "/health")',
    'sys.exit(connection.getresponse().status != 200)',
  ].join('\n');
  return ['python3', '-c', script];
}
