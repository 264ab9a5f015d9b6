import type { Construct } from 'constructs';
import { BoundaryNamespace, type NamespaceQuota } from '../constructs/core/boundary-namespace.ts';
import type { DataClass, PlatformModule } from '../constructs/core/labels.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { SovereignStack } from '../constructs/core/stack.ts';

/** Props of {@link FoundationStack}. */
export interface FoundationStackProps {
  readonly site: Site;
}

/** The namespaces: what may run, how much, and that nothing talks to anything yet. */
export class FoundationStack extends SovereignStack {
  /** FHIR server and its database. */
  readonly clinical: BoundaryNamespace;
  /** Audit collector, audit store and its database. */
  readonly audit: BoundaryNamespace;
  /** Model server and model gateway. */
  readonly ai: BoundaryNamespace;
  /** Clinician approval and its database. */
  readonly governance: BoundaryNamespace;

  constructor(scope: Construct, id: string, { site }: FoundationStackProps) {
    super(scope, id, { site, layer: 'foundation' });
    const namespace = (area: string, dataClass: DataClass, module: PlatformModule, quota: NamespaceQuota) =>
      new BoundaryNamespace(this, area, { name: `${site.name}-${area}`, dataClass, module, quota });
    this.clinical = namespace('clinical', 'health', 'interop', standardQuota);
    this.audit = namespace('audit', 'audit', 'audit', standardQuota);
    this.ai = namespace('ai', 'health', 'ai', {
      ...standardQuota,
      limitsMemory: '1Ti',
      requestsMemory: '1Ti',
      gpus: 16,
    });
    this.governance = namespace('governance', 'health', 'governance', standardQuota);
  }
}

const standardQuota: NamespaceQuota = {
  pods: 60,
  requestsCpu: '32',
  requestsMemory: '128Gi',
  limitsCpu: '128',
  limitsMemory: '128Gi',
  requestsStorage: '4Ti',
};
