/** Where the parts of a backup are inside its containers. */
export const BACKUP_PATHS = {
  scripts: '/etc/backup',
  work: '/backup',
  certificate: '/etc/tls',
  store: '/etc/store',
  key: '/etc/key',
} as const;

/** Name of rclone's remote that encrypts; the one behind it is the store itself. */
const SEALED = 'sealed';

/** Where backups go, in rclone's words. */
export interface BackupStore {
  readonly endpoint: string;
  /** @default - the server has none */
  readonly region?: string;
  readonly bucket: string;
  /** Folder in the bucket: `hospital/fhir-database`. */
  readonly folder: string;
}

/** Settings of rclone: no configuration file, one S3 server with the authority that the site names, one remote that seals. */
export function rcloneEnvironment(store: BackupStore): Readonly<Record<string, string>> {
  return {
    RCLONE_CONFIG: '/tmp/rclone.conf',
    RCLONE_CACHE_DIR: '/tmp/cache',
    RCLONE_CA_CERT: `${BACKUP_PATHS.store}/ca.crt`,
    RCLONE_CONFIG_STORE_TYPE: 's3',
    RCLONE_CONFIG_STORE_PROVIDER: 'Other',
    RCLONE_CONFIG_STORE_ENDPOINT: store.endpoint,
    ...(store.region === undefined ? {} : { RCLONE_CONFIG_STORE_REGION: store.region }),
    // The bucket is the site's: a job that could make one could make one without Object Lock.
    RCLONE_CONFIG_STORE_NO_CHECK_BUCKET: 'true',
    RCLONE_CONFIG_SEALED_TYPE: 'crypt',
    RCLONE_CONFIG_SEALED_REMOTE: `store:${store.bucket}/${store.folder}`,
    RCLONE_CONFIG_SEALED_FILENAME_ENCRYPTION: 'off',
    RCLONE_CONFIG_SEALED_DIRECTORY_NAME_ENCRYPTION: 'false',
  };
}

/** Dumps one database, and reads the dump once before it counts. PostgreSQL's own variables say which. */
export function dumpScript(): string {
  return script(
    'umask 077',
    `file="${BACKUP_PATHS.work}/$PGDATABASE-$(date -u +%Y-%m-%dT%H-%M-%SZ).dump"`,
    'pg_dump --format=custom --compress=6 --schema=public --blobs --no-password --file="$file.part"',
    'pg_restore --list "$file.part" > /dev/null',
    'mv "$file.part" "$file"',
  );
}

/** Seals and uploads what was dumped, never over what is there, and compares what arrived. */
export function uploadScript(): string {
  return script(
    openSeal,
    `rclone copy "${BACKUP_PATHS.work}" ${SEALED}: --include '*.dump' --immutable --retries 5`,
    `rclone cryptcheck "${BACKUP_PATHS.work}" ${SEALED}: --include '*.dump' --one-way`,
  );
}

/** Fetches the newest backup, or the one that BACKUP_NAME names, and opens it. */
export function downloadScript(): string {
  return script(
    openSeal,
    `newest="$(rclone lsf ${SEALED}: --files-only --include '*.dump' | sort | tail -n 1)"`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
    'name="${BACKUP_NAME:-$newest}"',
    'if [ -z "$name" ]; then echo "there is no backup" >&2; exit 1; fi',
    'echo "restoring $name"',
    `rclone copyto "${SEALED}:$name" "${BACKUP_PATHS.work}/restore.dump"`,
  );
}

/**
 * Puts a backup in the place of what the database holds, all of it or nothing. Rights are not restored but made again, by
 * the server's own defaults and its guard of append-only tables.
 */
export function restoreScript(userRole: string): string {
  return script(
    `dump="${BACKUP_PATHS.work}/restore.dump"`,
    // What belongs to the superuser is there already, and is not for this role to replace.
    `pg_restore --list "$dump" | grep -v -e ' SCHEMA - public ' -e 'keep_append_only' -e ' ACL ' > /tmp/list`,
    'pg_restore --exit-on-error --single-transaction --clean --if-exists --no-owner --no-privileges \\',
    '  --no-password --use-list=/tmp/list --dbname="$PGDATABASE" "$dump"',
    'psql --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1 <<SQL',
    `SELECT format('GRANT SELECT, UPDATE ON LARGE OBJECT %s TO ${userRole}', oid)`,
    '  FROM pg_largeobject_metadata WHERE lomowner = current_user::regrole \\gexec',
    'SQL',
  );
}

// rclone wants its password scrambled; it comes on standard input, so that no list of processes shows it.
const openSeal = [
  `RCLONE_CONFIG_SEALED_PASSWORD="$(rclone obscure - < "${BACKUP_PATHS.key}/password")"`,
  'export RCLONE_CONFIG_SEALED_PASSWORD',
].join('\n');

function script(...lines: readonly string[]): string {
  return `#!/bin/sh\nset -eu\n${lines.join('\n')}\n`;
}
