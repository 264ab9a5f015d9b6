import type { Construct } from 'constructs';
import type { AuditSink } from '../constructs/core/audit.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { ComplianceCheck } from '../constructs/governance/compliance-check.ts';
import type { DataStack } from './data.ts';
import { type LayerContext, type LayerProps, required } from './layers.ts';
import { COMPLIANCE_CHECK_NAME } from './names.ts';

/** Props of {@link ComplianceStack}. */
export interface ComplianceStackProps extends LayerProps {
  readonly audit: AuditSink;
  readonly module: NonNullable<Site['modules']['compliance-check']>;
}

/** The judge in the cluster, apart from all else: its account is the only one of the platform that may read the API. */
export class ComplianceStack extends SovereignStack {
  readonly check: ComplianceCheck;

  constructor(scope: Construct, id: string, { site, foundation, images, audit, module }: ComplianceStackProps) {
    super(scope, id, { site, layer: 'governance' });
    const { schedule, readsSecrets, customResources, apiServer } = module;
    this.check = new ComplianceCheck(this, COMPLIANCE_CHECK_NAME, {
      ...{ namespace: foundation.namespace('compliance'), name: COMPLIANCE_CHECK_NAME, images, audit },
      ...{ schedule, readsSecrets, customResources, siteFile: site.source.text },
      apiServer: { host: 'kubernetes.default.svc', ...apiServer },
    });
  }
}

/** The judge in the cluster of a site that has the module, applied after the audit trail. */
export function buildCompliance({ app, ...props }: LayerContext, data: DataStack): ComplianceStack | undefined {
  const { site } = props;
  const module = site.modules['compliance-check'];
  if (module === undefined) return undefined;
  const audit = required(site, data.audit?.collector, 'compliance-check', 'audit');
  const compliance = new ComplianceStack(app, 'compliance', { ...props, audit, module });
  compliance.addDependency(data);
  return compliance;
}
