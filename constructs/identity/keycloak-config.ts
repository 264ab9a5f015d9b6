import { type Database, jdbcUrl } from '../core/database.ts';

/** Port on which Keycloak listens inside its pod. Only the access guard beside it can reach it. */
export const KEYCLOAK_PORT = 8080;

/** Port of the embedded cache, between the pods of one Keycloak, over mutual TLS with keys that it rotates itself. */
export const KEYCLOAK_TRANSPORT_PORT = 7800;

/** Where the parts of Keycloak are inside its container. */
export const KEYCLOAK_PATHS = {
  home: '/opt/keycloak',
  /** What `kc.sh build` writes. */
  build: '/opt/keycloak/lib/quarkus',
  data: '/opt/keycloak/data',
  configuration: '/etc/keycloak',
  authority: '/etc/authority',
} as const;

/** What the settings are made from. */
export interface KeycloakConfigProps {
  readonly database: Pick<Database, 'host' | 'port' | 'databaseName'>;
  /** Public address: `https://identity.hospital.example`. */
  readonly publicUrl: string;
  /** Address of the administration console: reached through a forwarded port, never through the entrance. */
  readonly administrationUrl: string;
  readonly replicas: number;
}

/**
 * Keycloak's settings as `keycloak.conf`. It listens to its own pod alone, states its own address, and knows no address
 * but its database's.
 */
export function keycloakConf(props: KeycloakConfigProps): string {
  const settings = {
    db: 'postgres',
    'db-url': jdbcUrl({ ...props.database } as Database, `${KEYCLOAK_PATHS.authority}/ca.crt`),
    hostname: props.publicUrl,
    'hostname-admin': props.administrationUrl,
    'hostname-strict': 'true',
    'hostname-backchannel-dynamic': 'false',
    'hostname-debug': 'false',
    'http-enabled': 'true',
    'http-host': '127.0.0.1',
    'http-port': `${KEYCLOAK_PORT}`,
    'proxy-headers': 'xforwarded',
    'proxy-trusted-addresses': '127.0.0.1',
    'health-enabled': 'true',
    'http-management-health-enabled': 'false',
    'metrics-enabled': 'false',
    'tracing-enabled': 'false',
    'features-disabled': 'impersonation,device-flow,ciba',
    // One pod shares nothing; several share sessions through the embedded cache, whose members meet in the database.
    ...(props.replicas === 1 ? { cache: 'local' } : { cache: 'ispn', 'cache-stack': 'jdbc-ping' }),
    log: 'console',
    'log-level': 'info',
    // A failed login is an event of its own; a successful one too, in the log as in the realm's own record.
    'spi-events-listener--jboss-logging--success-level': 'info',
    'spi-events-listener--jboss-logging--error-level': 'warn',
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
