import type { Construct } from 'constructs';
import { GeneratedSecret } from '../constructs/core/secrets.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { siteEndpoint } from '../constructs/core/site-endpoint.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { DatabaseBackup, STORE_KEYS } from '../constructs/data/database-backup.ts';
import { DatabaseServer } from '../constructs/data/database-server.ts';
import type { LayerContext, LayerProps } from './layers.ts';
import { namespaceOf } from './names.ts';

/** Name of the Secret with the access to the store of the backups, in each namespace that has a database. */
export const STORE_SECRET = 'backup-store';
const KEY_SECRET = 'backup-key';

/** Props of {@link BackupStack}. */
export interface BackupStackProps extends LayerProps {
  readonly module: NonNullable<Site['modules']['backup']>;
  readonly kept: readonly DatabaseServer[];
}

/** A backup and a restore for every database of the platform, whichever layer it is in: none can be forgotten. */
export class BackupStack extends SovereignStack {
  constructor(scope: Construct, id: string, props: BackupStackProps) {
    super(scope, id, { site: props.site, layer: 'services' });
    this.originals(props);
    for (const namespace of new Set(props.kept.map((database) => database.namespace.name))) this.copies(namespace);
    for (const database of props.kept) this.backup(props, database);
  }

  private backup({ site, images, module }: BackupStackProps, database: DatabaseServer): void {
    const { backup } = site.storage;
    const name = database.name;
    new DatabaseBackup(this, name, {
      ...{ database, images, storage: site.storage, schedule: module.schedule },
      endpoint: siteEndpoint(site, new URL(backup.endpoint)),
      store: {
        ...{ endpoint: backup.endpoint, bucket: backup.bucket, folder: `${site.name}/${name}` },
        ...(backup.region === undefined ? {} : { region: backup.region }),
      },
      storeSecret: STORE_SECRET,
      keySecret: KEY_SECRET,
    });
  }

  private originals({ site, foundation }: BackupStackProps): void {
    const namespace = foundation.namespace('backup').name;
    new GeneratedSecret(this, 'store', {
      ...{ namespace, name: STORE_SECRET },
      purpose: `access to the bucket ${site.storage.backup.bucket}, and the authority (ca.crt) of the store's certificate`,
      contents: { kind: 'external', keys: STORE_KEYS },
    });
    new GeneratedSecret(this, 'key', {
      ...{ namespace, name: KEY_SECRET },
      purpose: 'password from which backups are encrypted: keep a copy outside the cluster, or no backup can be read',
      contents: {
        kind: 'passwords',
        keys: ['password'],
        keep: 'backups that were made with it could not be read again',
      },
    });
  }

  // A pod reads Secrets of its own namespace only.
  private copies(namespace: string): void {
    const from = namespaceOf(this.site.name, 'backup');
    const copy = (name: string, keys: readonly string[], purpose: string) =>
      new GeneratedSecret(this, `${name}-in-${namespace}`, {
        ...{ namespace, name, purpose },
        contents: {
          kind: 'copy',
          keys: Object.fromEntries(keys.map((key) => [key, key])),
          from: { namespace: from, name },
        },
      });
    copy(STORE_SECRET, STORE_KEYS, 'access to the store of the backups');
    copy(KEY_SECRET, ['password'], 'password from which backups are encrypted');
  }
}

/** The backups of a site that asks for them, applied after everything that has a database. */
export function buildBackup(
  { app, ...props }: LayerContext,
  after: readonly (SovereignStack | undefined)[],
): BackupStack | undefined {
  const module = props.site.modules.backup;
  if (module === undefined) return undefined;
  const kept = app.node.findAll().filter((node): node is DatabaseServer => node instanceof DatabaseServer);
  const backup = new BackupStack(app, 'backup', { ...props, module, kept });
  for (const stack of after) if (stack !== undefined) backup.addDependency(stack);
  return backup;
}
