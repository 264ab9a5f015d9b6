import type { Construct } from 'constructs';
import type { ModelGateway } from '../constructs/ai/model-gateway.ts';
import { RETRIEVAL_PATH, type RetrievalService } from '../constructs/ai/retrieval-service.ts';
import type { AuditSink } from '../constructs/core/audit.ts';
import { identityProviderOf } from '../constructs/core/identity.ts';
import { outOfUseText } from '../constructs/core/out-of-use.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { EncryptedVolumeClaim } from '../constructs/data/encrypted-volume-claim.ts';
import { APPROVAL_OUTLETS, ApprovalService } from '../constructs/governance/approval-service.ts';
import { BiasEvaluation } from '../constructs/governance/bias-evaluation.ts';
import type { FhirServer } from '../constructs/interop/fhir-server.ts';
import { bpmnOf, type WorkflowContext } from '../constructs/workflow/bpmn.ts';
import { workflowsOf } from '../constructs/workflow/workflows.ts';
import { type AiStack, firstModel } from './ai.ts';
import type { DataStack } from './data.ts';
import { databaseOf } from './databases.ts';
import { identityClientSecret } from './identity.ts';
import { type LayerContext, type LayerProps, required } from './layers.ts';
import { APPROVAL_NAME, BIAS_EVALUATION_NAME } from './names.ts';

/** Props of {@link GovernanceStack}. */
export interface GovernanceStackProps extends LayerProps {
  readonly audit: AuditSink;
  readonly fhir: FhirServer;
  readonly modelGateway: ModelGateway;
  /** Where a workflow of the site searches; undefined when none does. */
  readonly retrieval: RetrievalService | undefined;
  readonly module: NonNullable<Site['modules']['approval']>;
}

/** The clinician's approval, between the AI and the record, and what watches the AI. */
export class GovernanceStack extends SovereignStack {
  readonly approval: ApprovalService;
  readonly biasEvaluation: BiasEvaluation | undefined;

  constructor(scope: Construct, id: string, props: GovernanceStackProps) {
    super(scope, id, { site: props.site, layer: 'governance' });
    this.approval = this.approvalService(props);
    this.biasEvaluation = this.evaluation(props);
  }

  private approvalService(props: GovernanceStackProps): ApprovalService {
    const { site, images, foundation, module, modelGateway } = props;
    const database = databaseOf(this, props, {
      ...{ namespace: foundation.namespace('governance'), name: 'approval-database', databaseName: 'approval' },
      size: module.database.storage,
    });
    return new ApprovalService(this, 'approval', {
      namespace: foundation.namespace('governance'),
      name: APPROVAL_NAME,
      images,
      database,
      replicas: module.replicas,
      identity: identityProviderOf(site),
      clinicianRole: site.identity.clinicianRole,
      audit: props.audit,
      fhir: { workload: props.fhir.workload, host: props.fhir.host, port: props.fhir.systemPort },
      modelGateway,
      ...(props.retrieval === undefined ? {} : { retrieval: props.retrieval }),
      processes: processesOf(props),
      ...(site.modules.identity === undefined ? {} : { clientSecretFrom: identityClientSecret(site, APPROVAL_NAME) }),
    });
  }

  private evaluation({
    site,
    images,
    foundation,
    audit,
    modelGateway,
  }: GovernanceStackProps): BiasEvaluation | undefined {
    const module = site.modules['bias-evaluation'];
    if (module === undefined) return undefined;
    const model = firstModel(site, 'bias-evaluation');
    const { heldOut, subgroups, minimumSubgroupSize, thresholds, schedule } = module;
    const namespace = foundation.namespace('governance');
    const data = new EncryptedVolumeClaim(this, 'bias-evaluation-data', {
      ...{ storage: site.storage, namespace, name: `${BIAS_EVALUATION_NAME}-data`, size: heldOut.storage },
    });
    return new BiasEvaluation(this, BIAS_EVALUATION_NAME, {
      ...{ namespace, name: BIAS_EVALUATION_NAME, images, audit, model, modelGateway },
      ...{ subgroups, minimumSubgroupSize, thresholds, schedule },
      isSuspended: site.modules.ai?.stopped !== undefined,
      heldOut: { volume: data.asVolume('data', true), file: heldOut.file, digest: heldOut.digest },
    });
  }
}

function processesOf({ site, module }: GovernanceStackProps): Readonly<Record<string, string>> {
  const model = firstModel(site, 'approval');
  const stopped = site.modules.ai?.stopped;
  const context: WorkflowContext = {
    model,
    clinicianRole: site.identity.clinicianRole,
    escalationRole: module.escalationRole,
    fhir: `http://127.0.0.1:${APPROVAL_OUTLETS.fhir}/fhir`,
    models: `http://127.0.0.1:${APPROVAL_OUTLETS.models}/v1`,
    lineage: `http://127.0.0.1:${APPROVAL_OUTLETS.lineage}/v1/logs`,
    overdue: `http://127.0.0.1:${APPROVAL_OUTLETS.overdue}/v1/logs`,
    ...searchOf(site),
    stopped: stopped && outOfUseText(stopped),
  };
  return Object.fromEntries(workflowsOf(site).map((workflow) => [`${workflow.key}.bpmn`, bpmnOf(workflow, context)]));
}

function searchOf({ modules }: Site): Pick<WorkflowContext, 'search'> {
  const collection = modules.approval?.workflows['diagnostic-support']?.documents;
  if (collection === undefined || modules.retrieval === undefined) return {};
  const { patientData = true } = modules.retrieval.collections[collection] ?? {};
  const url = `http://127.0.0.1:${APPROVAL_OUTLETS.retrieval}${RETRIEVAL_PATH}`;
  return { search: { url, collections: { 'diagnostic-support': { name: collection, patientData } } } };
}

/** The governance layer of a site that has the module, applied after its data and its AI. */
export function buildGovernance(
  { app, ...props }: LayerContext,
  data: DataStack,
  ai: AiStack | undefined,
): GovernanceStack | undefined {
  const { site } = props;
  const module = site.modules.approval;
  if (module === undefined) return undefined;
  const governance = new GovernanceStack(app, 'governance', {
    ...props,
    module,
    audit: required(site, data.audit?.collector, 'approval', 'audit'),
    fhir: required(site, data.fhir, 'approval', 'fhir'),
    modelGateway: required(site, ai?.gateway, 'approval', 'ai'),
    retrieval: searchOf(site).search === undefined ? undefined : required(site, ai?.retrieval, 'approval', 'retrieval'),
  });
  governance.addDependency(data);
  if (ai !== undefined) governance.addDependency(ai);
  return governance;
}
