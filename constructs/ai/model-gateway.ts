import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { GuardDoor, GuardRoute, GuardUpstream } from '../core/envoy/types.ts';
import { DomicileError } from '../core/errors.ts';
import type { Images } from '../core/images/lock.ts';
import type { ExternalEndpoint } from '../core/network-intent.ts';
import { inUse, type OutOfUse } from '../core/out-of-use.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import type { ModelClient, ServedModel } from './clients.ts';
import type { ModelServer } from './model-server.ts';
import { questionFilters } from './question-filters.ts';
import { QUESTION } from './question-script.ts';

/** Port of the gateway's OpenAI-compatible interface, over mutual TLS. */
export const GATEWAY_PORT = 8443;

/** A model that the gateway hands questions to: a server in the cluster, or one that the site declares elsewhere. */
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
  /** The models, each with a name of its own. At least one. */
  readonly upstreams: readonly GatewayUpstream[];
  readonly replicas: number;
  /** Why it is out of use; it runs no pod then. @default - it is in use */
  readonly stopped?: OutOfUse | undefined;
  /** Where every request to a model is recorded. There is no gateway without it. */
  readonly audit: AuditSink;
  /** Who is admitted, each with its bounds: the approval service, and nothing else that could act on an answer. */
  readonly clients: readonly ModelClient[];
}

const component = components.envoy;

/**
 * The only way to a language model: admits named clients, each within bounds of its own, records every question before the
 * model sees it and every answer before the client does, and hands each question to the model that it names.
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
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of the model gateway ${this.host}, as server and towards model and collector`,
    });
    const guard = new AccessGuard(this, 'guard', {
      namespace: props.namespace,
      name: props.name,
      role: 'ai-gateway',
      images: props.images,
      certificate: certificate.volume,
      doors: [modelDoor(props)],
      ...guardUpstreams(props.upstreams),
      audit: props.audit,
      recorder: props.audit,
      healthPaths: [],
    });
    const use = inUse(props.stopped, props.replicas);
    this.workload = new HardenedWorkload(this, 'server', {
      namespace: props.namespace,
      name: props.name,
      role: 'ai-gateway',
      component: { id: component.id, version: props.images.version(component.id) },
      controller: 'deployment',
      replicas: use.replicas,
      user: component.user,
      annotations: { ...auditedBy(props.audit), ...use.annotations },
      configuration: [guard.configuration],
      servicePorts: guard.servicePorts,
      dependsOn: [props.audit.ready],
      containers: [guard.container],
    });
    guard.connect(this.workload);
    this.allowFlows(props);
  }

  private allowFlows({ audit, upstreams }: ModelGatewayProps): void {
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record every request to a model' });
    this.workload.allowTo(audit.peer, { port: audit.httpPort, purpose: 'record what a model is asked and answers' });
    for (const upstream of upstreams) {
      if (upstream.kind === 'declared') continue;
      const { server } = upstream;
      this.workload.allowTo(server.workload, { port: server.port, purpose: 'hand requests to the model' });
    }
  }
}

/** The model behind an upstream. */
function modelOf(upstream: GatewayUpstream): ServedModel {
  return upstream.kind === 'declared' ? upstream.model : upstream.server.model;
}

function guardUpstreams([first, ...rest]: readonly GatewayUpstream[]) {
  if (first === undefined)
    throw new RangeError('a model gateway needs at least one model; give it: { …, upstreams: [model] }');
  return {
    upstream: guardUpstream(first),
    furtherUpstreams: Object.fromEntries(rest.map((one) => [modelOf(one).name, guardUpstream(one)])),
  };
}

function guardUpstream(upstream: GatewayUpstream): GuardUpstream {
  if (upstream.kind === 'declared') {
    const purpose = 'hand requests to the declared model endpoint';
    return { kind: 'external', endpoint: upstream.endpoint, purpose };
  }
  const { host, port } = upstream.server;
  return { kind: 'remote', host, port };
}

function modelDoor(props: ModelGatewayProps): GuardDoor {
  const { clients, upstreams } = props;
  return {
    name: 'https',
    port: GATEWAY_PORT,
    admission: { kind: 'certificate', dnsNames: clients.map(({ host }) => host) },
    recorded: true,
    maxRequestBytes: Math.max(...clients.map(({ promptKibibytes }) => promptKibibytes)) * 1024,
    routes: upstreams.flatMap(routesTo),
    filters: questionFilters({
      clients,
      models: upstreams.map(modelOf),
      service: { name: props.name, namespace: props.namespace.name },
      recorder: props.audit.host,
    }),
  };
}

function routesTo(upstream: GatewayUpstream, position: number): readonly GuardRoute[] {
  const { name } = modelOf(upstream);
  const base = upstream.kind === 'declared' ? upstream.basePath : '/v1';
  const way = { noted: { filter: QUESTION, key: 'name', value: name }, ...(position === 0 ? {} : { to: name }) };
  return [
    { path: '/chat/completions', timeoutSeconds: 300 },
    { path: '/embeddings', timeoutSeconds: 60 },
  ].map(({ path, timeoutSeconds }) => ({
    ...{ methods: ['POST'], prefix: `/v1${path}`, timeoutSeconds, ...way },
    ...(base === '/v1' ? {} : { rewriteTo: `${base}${path}` }),
  }));
}

// The model server has no network of its own to report over: its record is the gateway's, so the two must agree.
function assertSameAudit(construct: Construct, { upstreams, audit }: ModelGatewayProps): void {
  for (const upstream of upstreams) {
    if (upstream.kind === 'declared' || upstream.server.audit.host === audit.host) continue;
    throw new DomicileError({
      code: 'construct-props',
      message: 'the gateway and its model server name different audit collectors',
      seen: `gateway ${audit.host}, model server ${upstream.server.audit.host}`,
      constructPath: construct.node.path,
      allowed: 'one collector for both',
      mend: 'give both the same audit',
    });
  }
}
