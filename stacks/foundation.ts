import type { Construct } from 'constructs';
import { BoundaryNamespace } from '../constructs/core/boundary-namespace.ts';
import { DomicileError } from '../constructs/core/errors.ts';
import { namespaceName } from '../constructs/core/service-host.ts';
import type { ReviewedApp } from '../constructs/core/site/modules/marketplace.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { appNamespace } from '../constructs/marketplace/app-namespace.ts';
import { quotaOf, type Zone, type ZoneName, zones } from './zones.ts';

/** Props of {@link FoundationStack}. */
export interface FoundationStackProps {
  readonly site: Site;
}

/** The namespaces that the site needs: what may run, how much, and that nothing talks to anything yet. */
export class FoundationStack extends SovereignStack {
  private readonly namespaces = new Map<string, BoundaryNamespace>();

  constructor(scope: Construct, id: string, { site }: FoundationStackProps) {
    super(scope, id, { site, layer: 'foundation' });
    for (const [zone, row] of Object.entries<Zone>(zones)) {
      const { dataClass, module, neededBy } = row;
      if (!neededBy(site)) continue;
      const name = namespaceName(site.name, zone);
      this.namespaces.set(
        zone,
        new BoundaryNamespace(this, zone, { name, dataClass, module, quota: quotaOf(row, site) }),
      );
    }
    for (const [name, app] of admittedApps(site)) {
      const zone = `app-${name}`;
      this.namespaces.set(zone, new BoundaryNamespace(this, zone, appNamespace(namespaceName(site.name, zone), app)));
    }
  }

  /**
   * The namespace of a zone.
   * @throws {@link DomicileError} `construct-props` when no module of the site needs that zone
   */
  namespace(zone: ZoneName): BoundaryNamespace {
    return this.find(zone);
  }

  /** The namespace of an admitted app. Throws as {@link FoundationStack.namespace} does. */
  appNamespace(name: string): BoundaryNamespace {
    return this.find(`app-${name}`);
  }

  private find(zone: string): BoundaryNamespace {
    const found = this.namespaces.get(zone);
    if (found !== undefined) return found;
    throw new DomicileError({
      code: 'construct-props',
      message: `the site has no zone ${zone}: none of its modules needs one`,
      seen: `zones: ${[...this.namespaces.keys()].join(', ')}`,
      constructPath: this.node.path,
      mend: `state the module in zones.${zone}.neededBy, or add the module to the site file`,
    });
  }
}

function admittedApps({ modules }: Site): readonly (readonly [string, ReviewedApp])[] {
  const { admitted = [], apps = {} } = modules.marketplace ?? {};
  return Object.entries(apps).filter(([name]) => admitted.includes(name));
}
