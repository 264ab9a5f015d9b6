import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { GuardDoor, GuardUpstream } from '../core/envoy/types.ts';
import { DomicileError } from '../core/errors.ts';
import type { Images } from '../core/images/lock.ts';
import type { ExternalEndpoint } from '../core/network-intent.ts';
import { GeneratedSecret } from '../core/secrets.ts';
import { secretVolume } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import type { ModelClient, ServedModel } from './clients.ts';
import type { ModelServer } from './model-server.ts';
import { questionFilters } from './question-filters.ts';

/** Port of the gateway's OpenAI-compatible interface, over mutual TLS. */
export const GATEWAY_PORT = 8443;

/** What the gateway hands requests to: the model server in the cluster, or one that the site declares elsewhere. */
export type GatewayUpstream =
  | { readonly kind: 'in-cluster'; readonly server: ModelServer }
  | {
      readonly kind: 'declared';
      readonly endpoint: ExternalEndpoint;
      readonly basePath: string;
      readonly model: ServedModel;
    };

/** Props of {@link ModelGateway}. */
export interface ModelGatewayProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the gateway: `model-gateway`. A contract. */
  readonly name: string;
  readonly images: Images;
  readonly upstream: GatewayUpstream;
  readonly replicas: number;
  /** Where every request to a model is recorded. There is no gateway without it. */
  readonly audit: AuditSink;
  /** Who is admitted, each with its bounds: the approval service, and nothing else that could act on an answer. */
  readonly clients: readonly ModelClient[];
}

const component = components.envoy;

/**
 * The only way to a language model: admits named clients, each within bounds of its own, records every question before the
 * model sees it and every answer before the client does, and knows one upstream.
 */
export class ModelGateway extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = GATEWAY_PORT;

  constructor(scope: Construct, id: string, props: ModelGatewayProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    assertSameAudit(this, props);
    this.host = serviceHost(props.name, props.namespace.name);
    const certificate = new GeneratedSecret(this, 'certificate', {
      namespace: props.namespace.name,
      name: `${props.name}-tls`,
      purpose: `certificate of the model gateway ${this.host}, as server and towards model and collector`,
      contents: { kind: 'tls', dnsNames: [this.host], usages: ['server', 'client'] },
    });
    const guard = new AccessGuard(this, 'guard', {
      namespace: props.namespace,
      name: props.name,
      role: 'ai-gateway',
      images: props.images,
      certificate: secretVolume('certificate', certificate.secretName),
      doors: [modelDoor(props)],
      upstream: guardUpstream(props.upstream),
      audit: props.audit,
      recorder: props.audit,
      healthPaths: [],
    });
    this.workload = new HardenedWorkload(this, 'server', {
      namespace: props.namespace,
      name: props.name,
      role: 'ai-gateway',
      component: { id: component.id, version: props.images.version(component.id) },
      controller: 'deployment',
      replicas: props.replicas,
      user: component.user,
      annotations: auditedBy(props.audit),
      configuration: [guard.configuration],
      servicePorts: guard.servicePorts,
      dependsOn: [props.audit.ready],
      containers: [guard.container],
    });
    guard.connect(this.workload);
    this.allowFlows(props);
  }

  private allowFlows({ audit, upstream }: ModelGatewayProps): void {
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record every request to a model' });
    this.workload.allowTo(audit.peer, { port: audit.httpPort, purpose: 'record what a model is asked and answers' });
    if (upstream.kind === 'declared') return;
    const { server } = upstream;
    this.workload.allowTo(server.workload, { port: server.port, purpose: 'hand requests to the model' });
  }
}

function guardUpstream(upstream: GatewayUpstream): GuardUpstream {
  if (upstream.kind === 'declared') {
    return {
      kind: 'external',
      endpoint: upstream.endpoint,
      purpose: 'hand requests to the declared model endpoint',
    };
  }
  const { host, port } = upstream.server;
  return { kind: 'remote', host, port };
}

function modelDoor(props: ModelGatewayProps): GuardDoor {
  const { clients, upstream } = props;
  const base = upstream.kind === 'declared' ? upstream.basePath : '/v1';
  const rewrite = (path: string) => (base === '/v1' ? {} : { rewriteTo: `${base}${path}` });
  return {
    name: 'https',
    port: GATEWAY_PORT,
    admission: { kind: 'certificate', dnsNames: clients.map(({ host }) => host) },
    recorded: true,
    maxRequestBytes: Math.max(...clients.map(({ promptKibibytes }) => promptKibibytes)) * 1024,
    routes: [
      { methods: ['POST'], prefix: '/v1/chat/completions', timeoutSeconds: 300, ...rewrite('/chat/completions') },
      { methods: ['POST'], prefix: '/v1/embeddings', timeoutSeconds: 60, ...rewrite('/embeddings') },
    ],
    filters: questionFilters({
      clients,
      models: [upstream.kind === 'declared' ? upstream.model : upstream.server.model],
      service: { name: props.name, namespace: props.namespace.name },
      recorder: props.audit.host,
    }),
  };
}

// The model server has no network of its own to report over: its record is the gateway's, so the two must agree.
function assertSameAudit(construct: Construct, { upstream, audit }: ModelGatewayProps): void {
  if (upstream.kind === 'declared' || upstream.server.audit.host === audit.host) return;
  throw new DomicileError({
    code: 'construct-props',
    message: 'the gateway and its model server name different audit collectors',
    seen: `gateway ${audit.host}, model server ${upstream.server.audit.host}`,
    constructPath: construct.node.path,
    allowed: 'one collector for both',
    mend: 'give both the same audit',
  });
}
