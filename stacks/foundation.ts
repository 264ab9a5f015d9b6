import type { Construct } from 'constructs';
import { BoundaryNamespace } from '../constructs/core/boundary-namespace.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { SovereignStack } from '../constructs/core/stack.ts';

/** Props of {@link FoundationStack}. */
export interface FoundationStackProps {
  readonly site: Site;
}

/** The namespaces: what may run, how much, and that nothing talks to anything yet. */
export class FoundationStack extends SovereignStack {
  readonly clinical: BoundaryNamespace;

  constructor(scope: Construct, id: string, { site }: FoundationStackProps) {
    super(scope, id, { site, layer: 'foundation' });
    this.clinical = new BoundaryNamespace(this, 'clinical', {
      name: `${site.name}-clinical`,
      dataClass: 'health',
      module: 'interop',
      quota: {
        pods: 40,
        requestsCpu: '16',
        requestsMemory: '64Gi',
        limitsCpu: '64',
        limitsMemory: '64Gi',
        requestsStorage: '2Ti',
      },
    });
  }
}
