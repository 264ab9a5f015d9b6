import type { Construct } from 'constructs';
import { type GatewayUpstream, ModelGateway } from '../constructs/ai/model-gateway.ts';
import { ModelServer } from '../constructs/ai/model-server.ts';
import type { AuditSink } from '../constructs/core/audit.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { siteEndpoint } from '../constructs/core/site-endpoint.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { serviceHost } from '../constructs/core/workload.ts';
import { EncryptedVolumeClaim } from '../constructs/data/encrypted-volume-claim.ts';
import { BIAS_DEMAND } from '../constructs/governance/bias-evaluation.ts';
import type { DataStack } from './data.ts';
import { type LayerContext, type LayerProps, required } from './layers.ts';
import { APPROVAL_NAME, BIAS_EVALUATION_NAME } from './names.ts';

/** Props of {@link AiStack}. */
export interface AiStackProps extends LayerProps {
  readonly audit: AuditSink;
  /** Host of the approval service, the gateway's only client. */
  readonly approvalHost: string;
  readonly module: NonNullable<Site['modules']['ai']>;
}

/** The language model and the gateway in front of it. */
export class AiStack extends SovereignStack {
  readonly gateway: ModelGateway;
  /** Undefined when the site declares a model endpoint elsewhere. */
  readonly server: ModelServer | undefined;

  constructor(scope: Construct, id: string, props: AiStackProps) {
    super(scope, id, { site: props.site, layer: 'ai' });
    const { module, foundation, images, audit } = props;
    this.server = module.model.endpoint === undefined ? this.modelServer(props) : undefined;
    this.gateway = new ModelGateway(this, 'model-gateway', {
      namespace: foundation.namespace('ai'),
      name: 'model-gateway',
      images,
      audit,
      replicas: module.replicas,
      clients: [{ host: props.approvalHost, ...module.clients.approval }, ...evaluationClients(props)],
      upstream: this.server === undefined ? declaredUpstream(props) : { kind: 'in-cluster', server: this.server },
    });
  }

  private modelServer({ site, module, foundation, images, audit }: AiStackProps): ModelServer {
    const claim = new EncryptedVolumeClaim(this, 'models', {
      storage: site.storage,
      namespace: foundation.namespace('ai'),
      name: 'models',
      size: module.model.storage,
      // Several servers, and the job that fills it, share the volume where the storage class can.
      accessMode: module.replicas > 1 ? 'ReadOnlyMany' : 'ReadWriteOnce',
    });
    return new ModelServer(this, 'model-server', {
      namespace: foundation.namespace('ai'),
      name: 'model-server',
      images,
      audit,
      model: module.model,
      modelVolume: claim.asVolume('models', true),
      accelerator: module.accelerator,
      replicas: module.replicas,
    });
  }
}

// The job that evaluates the model asks as a client of its own, with little more than it needs.
function evaluationClients({ site, foundation }: AiStackProps) {
  if (site.modules['bias-evaluation'] === undefined) return [];
  return [{ host: serviceHost(BIAS_EVALUATION_NAME, foundation.namespace('governance').name), ...BIAS_DEMAND }];
}

function declaredUpstream({ site, module }: AiStackProps): GatewayUpstream {
  const url = new URL(module.model.endpoint ?? '');
  return {
    kind: 'declared',
    endpoint: siteEndpoint(site, url),
    basePath: url.pathname.replace(/\/$/, ''),
    model: module.model,
  };
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
