import type { Construct } from 'constructs';
import { DomicileError } from '../constructs/core/errors.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { siteEndpoint } from '../constructs/core/site-endpoint.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import type { DatabaseServer, DatabaseServerProps } from '../constructs/data/database-server.ts';
import type { DatabaseArchive } from '../constructs/data/operated/archive.ts';
import { type DatabaseOperator, OperatedDatabase } from '../constructs/data/operated/operated-database.ts';
import { PostgresDatabase } from '../constructs/data/postgres-database.ts';
import { STORE_SECRET } from './backup.ts';
import { type LayerProps, required } from './layers.ts';

type OperatedSite = Extract<NonNullable<Site['databases']>, { readonly kind: 'cloudnative-pg' }>;

/** What a layer says of a database that it needs; all else is the site's. */
export type WantedDatabase = Omit<DatabaseServerProps, 'images' | 'storage' | 'protectFromDestroy'>;

/** The databases of a site that has CloudNativePG: a stack of its own, after the namespaces and before whatever connects. */
export class DatabasesStack extends SovereignStack {
  private readonly operator: DatabaseOperator;
  private readonly recoveries: NonNullable<OperatedSite['recoveries']>;

  constructor(scope: Construct, id: string, site: Site, operated: OperatedSite) {
    super(scope, id, { site, layer: 'foundation' });
    this.operator = operatorOf(site, operated);
    this.recoveries = operated.recoveries ?? [];
  }

  /** A database of this site. */
  database(props: DatabaseServerProps): DatabaseServer {
    const recoveries = this.recoveries.filter(({ database }) => database === props.name).map(({ to }) => to);
    return new OperatedDatabase(this, props.name, { ...props, operator: this.operator, recoveries });
  }

  /**
   * Looks at what the site was led back to, when all layers have asked for their databases.
   * @throws {@link DomicileError} `site-rule` when it names a database that is not here
   */
  assertRecoveries(): void {
    const names = this.node.children.filter((child) => child instanceof OperatedDatabase).map(({ name }) => name);
    const unknown = this.recoveries.findIndex(({ database }) => !names.includes(database));
    const { database } = this.recoveries[unknown] ?? {};
    if (database === undefined) return;
    throw new DomicileError({
      code: 'site-rule',
      message: 'databases.recoveries names a database that CloudNativePG does not run here',
      seen: database,
      position: this.site.source.positionOf(['databases', 'recoveries', unknown, 'database']),
      allowed: names.join(', '),
      mend: 'correct the name',
    });
  }
}

/** The database that a layer needs, run as the site says: by its operator, or as one server in the layer's own stack. */
export function databaseOf(scope: Construct, props: LayerProps, wanted: WantedDatabase): DatabaseServer {
  const { site, images, databases } = props;
  const whole: DatabaseServerProps = {
    ...{ ...wanted, images, storage: site.storage },
    protectFromDestroy: site.cluster.profile === 'production',
  };
  return databases?.database(whole) ?? new PostgresDatabase(scope, wanted.name, whole);
}

function operatorOf(site: Site, { operator, instances, apiServer, archive }: OperatedSite): DatabaseOperator {
  return {
    namespace: operator.namespace,
    instances,
    apiServer: { host: 'kubernetes.default.svc', ...apiServer },
    ...(archive === undefined ? {} : { archive: archiveOf(site, archive) }),
  };
}

function archiveOf(site: Site, { bucket, days }: NonNullable<OperatedSite['archive']>): DatabaseArchive {
  const { endpoint, region } = site.storage.backup;
  return {
    ...{ url: endpoint, endpoint: siteEndpoint(site, new URL(endpoint)), bucket, days, folder: site.name },
    ...(region === undefined ? {} : { region }),
    schedule: required(site, site.modules.backup, 'databases.archive', 'backup').schedule,
    storeSecret: STORE_SECRET,
  };
}

/** The stack of the site's databases, where CloudNativePG runs them; undefined where each is one server. */
export function buildDatabases(
  app: Construct,
  { site, foundation }: Pick<LayerProps, 'site' | 'foundation'>,
): DatabasesStack | undefined {
  if (site.databases?.kind !== 'cloudnative-pg') return undefined;
  const stack = new DatabasesStack(app, 'databases', site, site.databases);
  stack.addDependency(foundation);
  return stack;
}
