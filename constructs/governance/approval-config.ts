import { stringify } from 'yaml';
import { type Database, jdbcUrl } from '../core/database.ts';
import type { IdentityProvider } from '../core/identity.ts';

/** Port on which the process engine listens inside its pod. Only the access guard beside it can reach it. */
export const APPROVAL_ENGINE_PORT = 8080;

/** Where the parts of the approval service are inside its container. */
export const APPROVAL_PATHS = {
  configuration: '/operaton/configuration/production.yml',
  processes: '/operaton/configuration/resources',
  authority: '/etc/authority',
  trust: '/var/trust',
} as const;

/** What the settings are made from. */
export interface ApprovalConfigProps {
  readonly database: Database;
  readonly identity: IdentityProvider;
  readonly clientId: string;
  /** Group whose members administer the engine. It approves nothing by itself. */
  readonly administratorRole: string;
}

/** The complete settings of Operaton Run: authorization on, single sign-on only, no example, no demo user, no origin but its own. */
export function approvalConfig(props: ApprovalConfigProps): string {
  return stringify(
    {
      server: {
        address: '127.0.0.1',
        port: APPROVAL_ENGINE_PORT,
        shutdown: 'graceful',
        'forward-headers-strategy': 'framework',
        servlet: { session: { cookie: { secure: true, 'http-only': true } } },
      },
      management: {
        endpoints: { access: { default: 'none' }, web: { exposure: { include: 'health' } } },
        endpoint: { health: { access: 'read_only', probes: { enabled: true, 'add-additional-paths': true } } },
      },
      spring: {
        main: { 'banner-mode': 'off' },
        datasource: {
          url: jdbcUrl(props.database, `${APPROVAL_PATHS.authority}/ca.crt`),
          'driver-class-name': 'org.postgresql.Driver',
        },
        security: { oauth2: { client: oauthClient(props) } },
        web: { resources: { 'static-locations': 'NULL' } },
      },
      operaton: { bpm: engine(props) },
    },
    { lineWidth: 0 },
  );
}

function oauthClient({ identity, clientId }: ApprovalConfigProps) {
  return {
    registration: {
      site: {
        'client-id': clientId,
        'authorization-grant-type': 'authorization_code',
        scope: 'openid,profile',
      },
    },
    provider: { site: { 'issuer-uri': identity.issuer, 'user-name-attribute': 'preferred_username' } },
  };
}

function engine({ administratorRole }: ApprovalConfigProps) {
  return {
    'default-serialization-format': 'application/json',
    database: { type: 'postgres', 'schema-update': false },
    'history-level': 'full',
    authorization: { enabled: true, 'enabled-for-custom-code': true },
    'generic-properties': {
      properties: {
        'deserialization-type-validation-enabled': true,
        'deserialization-allowed-packages': '',
        'deserialization-allowed-classes': '',
        'enable-password-policy': true,
        // Removing history would remove who approved what; the retention of records decides, not the engine.
        'history-cleanup-enabled': false,
        'enforce-history-time-to-live': false,
      },
    },
    oauth2: {
      'identity-provider': { enabled: true, 'group-name-attribute': 'groups' },
      'sso-logout': { enabled: true },
    },
    run: {
      auth: { enabled: true },
      cors: { enabled: false },
      rest: { 'disable-wadl': true },
      example: { enabled: false },
      deployment: { 'deploy-changed-only': true },
      'admin-auth': { enabled: true, 'administrator-group-name': administratorRole },
    },
    webapp: {
      csrf: { 'enable-same-site-cookie': true, 'same-site-cookie-option': 'STRICT' },
      'header-security': { 'hsts-disabled': false },
    },
  };
}
