/** Where the parts of the database are inside its container. */
export const POSTGRES_PATHS = {
  data: '/var/lib/postgresql/data/pgdata',
  volume: '/var/lib/postgresql/data',
  configuration: '/etc/postgresql',
  certificate: '/etc/tls',
  socket: '/run/postgresql',
} as const;

/** What the files are generated from. */
export interface PostgresConfigProps {
  readonly databaseName: string;
  readonly roles: Readonly<Record<'migration' | 'user' | 'purge', string>>;
  /** Size of the shared buffers in Postgres' units: `512MB`. */
  readonly sharedBuffers: string;
  /** Tables of which the application may read and add rows, but neither change nor delete any. */
  readonly appendOnlyTables: readonly string[];
  /** SQL that the superuser runs in the database after the roles, each time the pod starts. @default - none */
  readonly schema?: string;
}

/** Server settings. Everything that matters to a reviewer is stated, also where it equals the default. */
export function postgresqlConf(props: PostgresConfigProps): string {
  const { configuration, certificate, socket } = POSTGRES_PATHS;
  return lines(
    `listen_addresses = '*'`,
    'port = 5432',
    'max_connections = 100',
    `shared_buffers = '${props.sharedBuffers}'`,
    `unix_socket_directories = '${socket}'`,
    `hba_file = '${configuration}/pg_hba.conf'`,
    '',
    'ssl = on',
    `ssl_cert_file = '${certificate}/tls.crt'`,
    `ssl_key_file = '${certificate}/tls.key'`,
    `ssl_ca_file = '${certificate}/ca.crt'`,
    `ssl_min_protocol_version = 'TLSv1.3'`,
    `password_encryption = 'scram-sha-256'`,
    'row_security = on',
    '',
    'fsync = on',
    'full_page_writes = on',
    'synchronous_commit = on',
    'wal_level = replica',
    '',
    'logging_collector = off',
    `log_destination = 'stderr'`,
    'log_connections = on',
    'log_disconnections = on',
    `log_statement = 'none'`,
    // Statement parameters are patient data: errors are logged without them.
    'log_parameter_max_length = 0',
    'log_parameter_max_length_on_error = 0',
    `log_line_prefix = '%m [%p] user=%u db=%d client=%h '`,
    '',
    `shared_preload_libraries = 'pgaudit'`,
    `pgaudit.log = 'ddl, role, misc_set'`,
    'pgaudit.log_parameter = off',
    'pgaudit.log_catalog = off',
  );
}

/** Who may log in: over TLS with a SCRAM password only; the superuser only from inside the pod. */
export function pgHbaConf(props: PostgresConfigProps): string {
  const { migration, user, purge } = props.roles;
  return lines(
    '# type  database  user  address  method',
    'local all postgres peer',
    ...[migration, user, purge].map((role) => `hostssl ${props.databaseName} ${role} all scram-sha-256`),
    'host all all all reject',
  );
}

/**
 * Brings the data directory, the roles and their rights to the stated form, each time the pod starts.
 * Runs a server that listens on no network while it works; passwords come from the environment and are never printed.
 */
export function initialiseScript({
  databaseName,
  schema,
}: Pick<PostgresConfigProps, 'databaseName' | 'schema'>): string {
  const { data, configuration, socket } = POSTGRES_PATHS;
  const run = (database: string, file: string) => [
    `psql --host="${socket}" --username=postgres --dbname=${database} --no-psqlrc --quiet \\`,
    `  --set=ON_ERROR_STOP=1 --file="${configuration}/${file}"`,
  ];
  return lines(
    '#!/bin/sh',
    'set -eu',
    `if [ ! -s "${data}/PG_VERSION" ]; then`,
    `  initdb --pgdata="${data}" --username=postgres --auth-local=peer --auth-host=scram-sha-256 \\`,
    '    --encoding=UTF8 --locale=C.UTF-8 --data-checksums',
    'fi',
    `pg_ctl --pgdata="${data}" --wait --timeout=120 start \\`,
    `  --options="-c listen_addresses='' -c unix_socket_directories='${socket}' -c log_statement=none"`,
    `trap 'pg_ctl --pgdata="${data}" --wait --mode=fast stop' EXIT`,
    ...run('postgres', 'roles.sql'),
    ...(schema === undefined ? [] : run(databaseName, 'schema.sql')),
  );
}

/**
 * Starts the server in the place of the shell, and beside it what tells the server of a renewed certificate: it reads one when
 * it starts, and when it is told to. One that it cannot use changes nothing.
 */
export function serveScript(): string {
  const { data, configuration, certificate } = POSTGRES_PATHS;
  const seen = `cksum < "${certificate}/tls.crt"`;
  return lines(
    '#!/bin/sh',
    'set -eu',
    'follow() {',
    '  while sleep 60; do',
    '    kill -0 "$$" || exit 0',
    `    now=$(${seen}) || continue`,
    '    [ "$now" = "$shown" ] || kill -HUP "$$"',
    '    shown=$now',
    '  done',
    '}',
    `shown=$(${seen})`,
    'follow &',
    `exec postgres -D "${data}" -c config_file="${configuration}/postgresql.conf"`,
  );
}

/** The three roles and their rights. Idempotent. */
export function rolesSql(props: PostgresConfigProps): string {
  const { databaseName, roles } = props;
  const { migration, user, purge } = roles;
  return lines(
    ...[
      ['migration', migration],
      ['user', user],
      ['purge', purge],
    ].flatMap(([kind, name]) => [
      `\\getenv ${kind}_password ${kind?.toUpperCase()}_PASSWORD`,
      `SELECT 'CREATE ROLE ${name} LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') \\gexec`,
      `ALTER ROLE ${name} WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'${kind}_password';`,
    ]),
    `SELECT 'CREATE DATABASE ${databaseName} OWNER ${migration}'`,
    `  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${databaseName}') \\gexec`,
    `\\connect ${databaseName}`,
    ...rightsSql(props),
    ...(props.appendOnlyTables.length === 0 ? [] : protection(user, props.appendOnlyTables)),
  );
}

/** The rights of the three roles in their database, as statements that a superuser runs there. Repeatable. */
export function rightsSql(props: Pick<PostgresConfigProps, 'databaseName' | 'roles' | 'appendOnlyTables'>): string[] {
  const { databaseName, roles, appendOnlyTables } = props;
  const { migration, user, purge } = roles;
  return [
    `REVOKE ALL ON DATABASE ${databaseName} FROM PUBLIC;`,
    `GRANT CONNECT ON DATABASE ${databaseName} TO ${migration}, ${user}, ${purge};`,
    'REVOKE ALL ON SCHEMA public FROM PUBLIC;',
    `ALTER SCHEMA public OWNER TO ${migration};`,
    `GRANT USAGE ON SCHEMA public TO ${user}, ${purge};`,
    ...rowRights(roles),
    ...(appendOnlyTables.length === 0 ? [] : keepAppendOnly(user, appendOnlyTables)),
  ];
}

function rowRights({ migration, user, purge }: PostgresConfigProps['roles']): string[] {
  const grants = [
    ['SELECT, INSERT, UPDATE, DELETE', 'TABLES', user],
    ['SELECT, USAGE', 'SEQUENCES', user],
    ['SELECT, DELETE', 'TABLES', purge],
  ];
  return grants.flatMap(([rights, what, role]) => [
    `GRANT ${rights} ON ALL ${what} IN SCHEMA public TO ${role};`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${migration} IN SCHEMA public GRANT ${rights} ON ${what} TO ${role};`,
  ]);
}

// The tables are made by the application's migration, later than this runs: the rights are taken as each is created.
function keepAppendOnly(user: string, tables: readonly string[]): string[] {
  return [
    'CREATE OR REPLACE FUNCTION public.keep_append_only() RETURNS event_trigger LANGUAGE plpgsql AS $body$',
    'DECLARE name text;',
    'BEGIN',
    `  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename IN (${quoted(tables)}) LOOP`,
    `    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON public.%I FROM ${user}', name);`,
    '  END LOOP;',
    'END $body$;',
    'DROP EVENT TRIGGER IF EXISTS keep_append_only;',
    `CREATE EVENT TRIGGER keep_append_only ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'GRANT')`,
    '  EXECUTE FUNCTION public.keep_append_only();',
  ];
}

// Those that are there already.
function protection(user: string, tables: readonly string[]): string[] {
  return [
    `SELECT format('REVOKE UPDATE, DELETE, TRUNCATE ON public.%I FROM ${user}', tablename)`,
    `  FROM pg_tables WHERE schemaname = 'public' AND tablename IN (${quoted(tables)}) \\gexec`,
  ];
}

function quoted(tables: readonly string[]): string {
  return tables.map((table) => `'${table}'`).join(', ');
}

function lines(...text: readonly string[]): string {
  return `${text.join('\n')}\n`;
}
