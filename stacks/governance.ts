import type { Construct } from 'constructs';
import type { ModelGateway } from '../constructs/ai/model-gateway.ts';
import type { AuditSink } from '../constructs/core/audit.ts';
import { identityProviderOf } from '../constructs/core/identity.ts';
import type { Images } from '../constructs/core/images/lock.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { PostgresDatabase } from '../constructs/data/postgres-database.ts';
import { ApprovalService } from '../constructs/governance/approval-service.ts';
import type { FhirServer } from '../constructs/interop/fhir-server.ts';
import type { FoundationStack } from './foundation.ts';

/** Name of the approval service: its host is the one that the model gateway admits. */
export const APPROVAL_NAME = 'approval';

/** Props of {@link GovernanceStack}. */
export interface GovernanceStackProps {
  readonly site: Site;
  readonly images: Images;
  readonly foundation: FoundationStack;
  readonly audit: AuditSink;
  readonly fhir: FhirServer;
  /** Undefined when the site has no AI. */
  readonly modelGateway: ModelGateway | undefined;
  readonly module: NonNullable<Site['modules']['approval']>;
}

/** The clinician's approval, between the AI and the record. */
export class GovernanceStack extends SovereignStack {
  readonly approval: ApprovalService;

  constructor(scope: Construct, id: string, props: GovernanceStackProps) {
    super(scope, id, { site: props.site, layer: 'governance' });
    const { site, images, foundation, module, modelGateway } = props;
    const database = new PostgresDatabase(this, 'approval-database', {
      namespace: foundation.governance,
      name: 'approval-database',
      databaseName: 'approval',
      images,
      storage: site.storage,
      size: module.database.storage,
      protectFromDestroy: site.cluster.profile === 'production',
    });
    this.approval = new ApprovalService(this, 'approval', {
      namespace: foundation.governance,
      name: APPROVAL_NAME,
      images,
      database,
      replicas: module.replicas,
      identity: identityProviderOf(site),
      clinicianRole: site.identity.clinicianRole,
      audit: props.audit,
      fhir: props.fhir,
      ...(modelGateway === undefined ? {} : { modelGateway }),
    });
  }
}
