import type { Construct } from 'constructs';
import { type GatewayUpstream, ModelGateway } from '../constructs/ai/model-gateway.ts';
import { ModelServer } from '../constructs/ai/model-server.ts';
import type { RetrievalService } from '../constructs/ai/retrieval-service.ts';
import { TuningJob } from '../constructs/ai/tuning-job.ts';
import type { AuditSink } from '../constructs/core/audit.ts';
import type { DataSetApproval } from '../constructs/core/data-set-approval.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { siteEndpoint } from '../constructs/core/site-endpoint.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { serviceHost } from '../constructs/core/workload.ts';
import { EncryptedVolumeClaim } from '../constructs/data/encrypted-volume-claim.ts';
import { BIAS_DEMAND } from '../constructs/governance/bias-evaluation.ts';
import type { DataStack } from './data.ts';
import { type LayerContext, type LayerProps, required } from './layers.ts';
import { APPROVAL_NAME, BIAS_EVALUATION_NAME, RETRIEVAL_NAME } from './names.ts';
import { retrieval } from './retrieval.ts';

type SiteModel = NonNullable<Site['modules']['ai']>['models'][number];
type SiteTuning = NonNullable<Site['modules']['tuning']>['jobs'][number];
type SiteApproval = NonNullable<Site['modules']['tuning']>['dataSets'][number];
type VolumeSource = Extract<SiteModel['source'], { readonly kind: 'volume' }>;

/** Props of {@link AiStack}. */
export interface AiStackProps extends LayerProps {
  readonly audit: AuditSink;
  /** Host of the approval service, the gateway's only client. */
  readonly approvalHost: string;
  readonly module: NonNullable<Site['modules']['ai']>;
}

/** The language models and the gateway in front of them. */
export class AiStack extends SovereignStack {
  readonly gateway: ModelGateway;
  /** Servers of the models that the site serves itself, by name of the model. */
  readonly servers: ReadonlyMap<string, ModelServer>;
  readonly retrieval: RetrievalService | undefined;

  constructor(scope: Construct, id: string, props: AiStackProps) {
    super(scope, id, { site: props.site, layer: 'ai' });
    const { module, foundation, images, audit } = props;
    const upstreams = module.models.map((model) => this.upstream(props, model));
    this.servers = new Map(
      upstreams.flatMap((one) => (one.kind === 'in-cluster' ? [[one.server.model.name, one.server] as const] : [])),
    );
    for (const job of props.site.modules.tuning?.jobs ?? []) this.tuning(props, job);
    this.gateway = new ModelGateway(this, 'model-gateway', {
      namespace: foundation.namespace('ai'),
      name: 'model-gateway',
      images,
      audit,
      replicas: module.replicas,
      stopped: module.stopped,
      clients: [
        { host: props.approvalHost, ...module.clients.approval },
        ...evaluationClients(props),
        ...retrievalClients(props),
      ],
      upstreams,
    });
    this.retrieval = retrieval(this, props, this.gateway);
  }

  private tuning(props: AiStackProps, job: SiteTuning): void {
    const { images, audit, foundation, module } = props;
    new TuningJob(this, `tuning-${job.name}`, {
      ...{ namespace: foundation.namespace('training'), name: job.name, images, audit, signingKey: module.signingKey },
      ...tuningVolumes(this, props, job),
      ...{ accelerator: job.accelerator, memory: job.memory, epochs: job.epochs, deadlineHours: job.deadlineHours },
    });
  }

  private upstream(props: AiStackProps, model: SiteModel): GatewayUpstream {
    const { source } = model;
    if (source.kind === 'volume') return { kind: 'in-cluster', server: this.modelServer(props, model, source) };
    const url = new URL(source.url);
    return {
      kind: 'declared',
      endpoint: siteEndpoint(props.site, url),
      basePath: url.pathname.replace(/\/$/, ''),
      model: { name: model.name, digest: model.digest },
    };
  }

  private modelServer(props: AiStackProps, model: SiteModel, source: VolumeSource): ModelServer {
    const { site, module, foundation, images, audit } = props;
    const { accelerator, gpus, memory, runtimeClass } = model.hardware;
    const name = `model-${model.name}`;
    const claim = new EncryptedVolumeClaim(this, `${name}-volume`, {
      storage: site.storage,
      namespace: foundation.namespace('ai'),
      name,
      size: source.storage,
      // Several servers, and the job that fills it, share the volume where the storage class can.
      accessMode: model.replicas > 1 ? 'ReadOnlyMany' : 'ReadWriteOnce',
    });
    return new ModelServer(this, name, {
      namespace: foundation.namespace('ai'),
      ...{ name, images, audit, card: model, path: source.path, signingKey: module.signingKey },
      ...{ task: model.task, accelerator, replicas: model.replicas, stopped: module.stopped },
      modelVolume: claim.asVolume('models', true),
      ...(gpus === undefined ? {} : { gpus }),
      ...(memory === undefined ? {} : { memory }),
      ...(runtimeClass === undefined ? {} : { runtimeClassName: runtimeClass }),
    });
  }
}

/** Everything that a job learns from and begins with is copied to the zone for it, by people: no flow leads there. */
function tuningVolumes(stack: AiStack, { site, foundation }: AiStackProps, job: SiteTuning) {
  const namespace = foundation.namespace('training');
  const claim = (name: string, size: string) =>
    new EncryptedVolumeClaim(stack, `training-${name}-volume`, { storage: site.storage, namespace, name, size });
  const model = required(
    site,
    site.modules.ai?.models.find(({ name }) => name === job.base),
    'tuning',
    'ai',
  );
  const approval = required(
    site,
    site.modules.tuning?.dataSets.find(({ name }) => name === job.dataSet),
    'tuning',
    'tuning',
  );
  const source = required(site, model.source.kind === 'volume' ? model.source : undefined, 'tuning', 'ai');
  return {
    base: model,
    basePath: source.path,
    approval: approvalOf(approval),
    baseVolume: claim(`${job.name}-base`, source.storage).asVolume('base', true),
    dataVolume: claim(`${job.name}-data`, approval.storage).asVolume('data', true),
    outputVolume: claim(`${job.name}-output`, job.storage).asVolume('output'),
  };
}

function approvalOf({ storage: _, ...approval }: SiteApproval): DataSetApproval {
  return approval;
}

/** The model that a module of the site asks: the first. */
export function firstModel(site: Site, module: string): SiteModel {
  return required(site, site.modules.ai?.models[0], module, 'ai');
}

// The job that evaluates the model asks as a client of its own, with little more than it needs.
function evaluationClients({ site, foundation }: AiStackProps) {
  if (site.modules['bias-evaluation'] === undefined) return [];
  return [{ host: serviceHost(BIAS_EVALUATION_NAME, foundation.namespace('governance').name), ...BIAS_DEMAND }];
}

// Vectors cost no tokens of an answer, and a document is put in one batch of passages after the other.
function retrievalClients({ site, foundation }: AiStackProps) {
  if (site.modules.retrieval === undefined) return [];
  const host = serviceHost(RETRIEVAL_NAME, foundation.namespace('retrieval').name);
  return [{ host, requestsPerMinute: 600, promptKibibytes: 256, answerTokens: 1, answerTokensPerMinute: 600 }];
}

/** The AI layer of a site that has the module, applied after its data. */
export function buildAi({ app, ...props }: LayerContext, data: DataStack): AiStack | undefined {
  const { site, foundation } = props;
  const module = site.modules.ai;
  if (module === undefined) return undefined;
  const audit = required(site, data.audit?.collector, 'ai', 'audit');
  const approvalHost = serviceHost(APPROVAL_NAME, foundation.namespace('governance').name);
  const ai = new AiStack(app, 'ai', { ...props, audit, approvalHost, module });
  ai.addDependency(data);
  return ai;
}
