import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { InitContainerProps } from '../core/container.ts';
import type { Images } from '../core/images/lock.ts';
import type { ExternalEndpoint } from '../core/network-intent.ts';
import { ScheduledJob } from '../core/scheduled-job.ts';
import type { SecretReference } from '../core/secrets.ts';
import type { Site } from '../core/site/site.ts';
import { configVolume, ephemeralVolume, scratchVolume, secretVolume, type VolumeMount } from '../core/volumes.ts';
import {
  BACKUP_PATHS,
  type BackupStore,
  downloadScript,
  dumpScript,
  rcloneEnvironment,
  restoreScript,
  uploadScript,
} from './backup-scripts.ts';
import type { DatabaseServer } from './database-server.ts';

/** Keys of the Secret that lets a job into the store: the site's, with the authority of the store's certificate. */
export const STORE_KEYS = ['access-key-id', 'secret-access-key', 'ca.crt'] as const;

/** Props of {@link DatabaseBackup}. */
export interface DatabaseBackupProps {
  readonly database: DatabaseServer;
  readonly images: Images;
  readonly storage: Site['storage'];
  /** When a backup is made, as five cron fields in UTC. */
  readonly schedule: string;
  readonly store: BackupStore;
  readonly endpoint: ExternalEndpoint;
  /** Name of the Secret with {@link STORE_KEYS}, in the database's namespace. */
  readonly storeSecret: string;
  /** Name of the Secret with the key `password`, from which backups are encrypted, in the database's namespace. */
  readonly keySecret: string;
}

const { postgresql, rclone } = components;
const DEADLINE_SECONDS = 6 * 3600;

/**
 * A backup of one database by the clock, and a restore by hand. What leaves the pod is encrypted with a key that the store
 * never sees; the store's Object Lock keeps it.
 */
export class DatabaseBackup extends Construct {
  readonly backup: ScheduledJob;
  readonly restore: ScheduledJob;

  constructor(scope: Construct, id: string, props: DatabaseBackupProps) {
    super(scope, id);
    this.backup = this.job(props, 'backup', {
      first: program(props, 'dump', props.database.roles.user),
      last: carrier(props, 'upload'),
    });
    this.restore = this.job(props, 'restore', {
      first: carrier(props, 'download'),
      last: program(props, 'restore', props.database.roles.migration),
    });
  }

  private job(
    props: DatabaseBackupProps,
    kind: 'backup' | 'restore',
    steps: { readonly first: InitContainerProps; readonly last: InitContainerProps },
  ): ScheduledJob {
    const { database, images, storage } = props;
    const { namespace } = database;
    const name = `${database.name}-${kind}`;
    const configuration = new ConfigFiles(this, `${kind}-scripts`, {
      namespace,
      name: `${name}-scripts`,
      files:
        kind === 'backup'
          ? { 'dump.sh': dumpScript(), 'upload.sh': uploadScript() }
          : { 'download.sh': downloadScript(), 'restore.sh': restoreScript(database.roles.user.name) },
    });
    const mounts: readonly VolumeMount[] = [
      { volume: configVolume('scripts', configuration.configMapName), path: BACKUP_PATHS.scripts },
      { volume: ephemeralVolume('work', storage, database.size), path: BACKUP_PATHS.work },
      { volume: secretVolume('authority', database.certificate, ['ca.crt']), path: BACKUP_PATHS.certificate },
      { volume: scratchVolume('tmp', '64Mi'), path: '/tmp' },
    ];
    const mounted = (step: InitContainerProps) => ({ ...step, mounts: [...mounts, ...(step.mounts ?? [])] });
    const job = new ScheduledJob(this, kind, {
      ...{ namespace, name, role: 'backup', user: postgresql.user, schedule: props.schedule },
      component: { id: postgresql.id, version: images.version(postgresql.id) },
      deadlineSeconds: DEADLINE_SECONDS,
      startedByHand: kind === 'restore',
      configuration: [configuration],
      initContainers: [mounted(steps.first)],
      containers: [mounted(steps.last)],
    });
    job.allowTo(database.peer, { port: database.port, purpose: `${kind} of ${database.databaseName} data` });
    // The pod of a job ends when its steps have: a relay beside them would keep it running.
    job.allowToExternal(props.endpoint, kind === 'backup' ? 'store backups' : 'fetch a backup');
    return job;
  }
}

/** A step with PostgreSQL's own programs. */
function program(
  { database, images }: DatabaseBackupProps,
  name: 'dump' | 'restore',
  role: { readonly name: string; readonly password: SecretReference },
): InitContainerProps {
  return {
    name,
    image: images.reference(postgresql.id),
    command: ['/bin/sh', `${BACKUP_PATHS.scripts}/${name}.sh`],
    env: {
      PGHOST: database.host,
      PGPORT: `${database.port}`,
      PGDATABASE: database.databaseName,
      PGUSER: role.name,
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: `${BACKUP_PATHS.certificate}/ca.crt`,
    },
    secretEnv: { PGPASSWORD: role.password },
    resources: { cpu: '250m', cpuLimit: '2', memory: '512Mi' },
  };
}

/** A step with the program that knows the store. */
function carrier(props: DatabaseBackupProps, name: 'upload' | 'download'): InitContainerProps {
  const from = (key: (typeof STORE_KEYS)[number]) => ({ secretName: props.storeSecret, key });
  return {
    name,
    image: props.images.reference(rclone.id),
    command: ['/bin/sh', `${BACKUP_PATHS.scripts}/${name}.sh`],
    env: rcloneEnvironment(props.store),
    secretEnv: {
      RCLONE_CONFIG_STORE_ACCESS_KEY_ID: from('access-key-id'),
      RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: from('secret-access-key'),
    },
    mounts: [
      { volume: secretVolume('store', props.storeSecret, ['ca.crt']), path: BACKUP_PATHS.store },
      { volume: secretVolume('key', props.keySecret, ['password']), path: BACKUP_PATHS.key },
    ],
    resources: { cpu: '250m', cpuLimit: '2', memory: '512Mi' },
  };
}
