import type { ExternalEndpoint } from '../../core/network-intent.ts';

/** Name by which CloudNativePG knows its plugin for Barman Cloud. */
export const BARMAN_PLUGIN = 'barman-cloud.cloudnative-pg.io';

/** A bucket of the site's store for the write-ahead log and base backups, and how far back they lead. */
export interface DatabaseArchive {
  /** `https://s3.hospital.example`. */
  readonly url: string;
  readonly endpoint: ExternalEndpoint;
  /** @default - the server has none */
  readonly region?: string;
  readonly bucket: string;
  /** Folder in the bucket: the name of the site. */
  readonly folder: string;
  /** When a base backup is made, as five cron fields in UTC. */
  readonly schedule: string;
  /** Days back to which a database can be led. */
  readonly days: number;
  /** Name of the Secret with `access-key-id`, `secret-access-key` and `ca.crt`, in the namespace of each database. */
  readonly storeSecret: string;
}

/** Name and place of one database. */
export interface ArchivedDatabase {
  readonly namespace: string;
  readonly name: string;
}

/** Name in the archive of a database that was led back `recoveries` times: each time it begins a new one. */
export function archiveName({ name }: ArchivedDatabase, recoveries: number): string {
  return `${name}-${recoveries + 1}`;
}

/** Where a database's log and base backups go, encrypted by the store itself, and how they travel: as TLS that the site's authority vouches for. */
export function objectStore({ namespace, name }: ArchivedDatabase, archive: DatabaseArchive) {
  const key = (key: string) => ({ name: archive.storeSecret, key });
  const region = archive.region === undefined ? [] : [{ name: 'AWS_DEFAULT_REGION', value: archive.region }];
  return {
    apiVersion: 'barmancloud.cnpg.io/v1',
    kind: 'ObjectStore',
    metadata: { namespace, name, labels: { 'app.kubernetes.io/managed-by': 'domicile' } },
    spec: {
      configuration: {
        destinationPath: `s3://${archive.bucket}/${archive.folder}/${name}`,
        endpointURL: archive.url,
        endpointCA: key('ca.crt'),
        s3Credentials: { accessKeyId: key('access-key-id'), secretAccessKey: key('secret-access-key') },
        wal: { compression: 'gzip', encryption: 'AES256', maxParallel: 4 },
        data: { compression: 'gzip', encryption: 'AES256', jobs: 2 },
      },
      retentionPolicy: `${archive.days}d`,
      instanceSidecarConfiguration: {
        // The client of Amazon's S3 asks a machine's metadata service for keys where it has none of its own.
        env: [{ name: 'AWS_EC2_METADATA_DISABLED', value: 'true' }, ...region],
        logLevel: 'info',
        retentionPolicyIntervalSeconds: 1800,
        resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { cpu: '1', memory: '512Mi' } },
      },
    },
  };
}

/** A base backup of a standby, by the clock and at once when the database is new. */
export function scheduledBackup({ namespace, name }: ArchivedDatabase, { schedule }: DatabaseArchive) {
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'ScheduledBackup',
    metadata: { namespace, name, labels: { 'app.kubernetes.io/managed-by': 'domicile' } },
    spec: {
      cluster: { name },
      // Six fields: the first is the second.
      schedule: `0 ${schedule}`,
      immediate: true,
      suspend: false,
      backupOwnerReference: 'self',
      target: 'prefer-standby',
      method: 'plugin',
      pluginConfiguration: { name: BARMAN_PLUGIN },
    },
  };
}
