import { stringify } from 'yaml';
import type { Database } from '../database.ts';
import { jdbcUrl } from '../database.ts';
import { type Profiles, profileSettings } from './profiles.ts';

/** Port on which HAPI listens inside its pod. Only the access guard beside it can reach it. */
export const HAPI_PORT = 8080;

/** Where the parts of the server are inside its container. */
export const HAPI_PATHS = { configuration: '/app/config', authority: '/etc/authority' } as const;

/** What the server's settings are made from. */
export interface HapiConfigProps {
  readonly database: Database;
  /** Address under which clients know the server; goes into links and `fullUrl`s. */
  readonly serverAddress: string;
  /** Whether resources, once created, stay as they are. */
  readonly appendOnly: boolean;
  /** Whether references may lead to resources that the server does not hold. */
  readonly partial: boolean;
  /** What it validates by beside FHIR itself. @default - nothing, and only when it is asked */
  readonly profiles?: Pick<Profiles, 'packages' | 'validateRequests'>;
}

/**
 * The complete settings of a HAPI FHIR starter. It replaces the settings inside the image, whose defaults keep data in
 * memory, allow every origin and serve a Model Context Protocol endpoint.
 */
export function hapiConfig(props: HapiConfigProps): string {
  return stringify(
    {
      server: {
        address: '127.0.0.1',
        port: HAPI_PORT,
        shutdown: 'graceful',
        forwardHeadersStrategy: 'framework',
        tomcat: { 'relaxed-query-chars': '|' },
      },
      management: management(),
      spring: spring(props.database),
      hapi: { fhir: fhir(props) },
    },
    { lineWidth: 0 },
  );
}

function management() {
  return {
    endpoints: { access: { default: 'none' }, web: { exposure: { include: 'health' } } },
    endpoint: {
      health: {
        access: 'read_only',
        probes: { enabled: true, 'add-additional-paths': true },
        group: { liveness: { include: ['livenessState'] }, readiness: { include: ['readinessState', 'db'] } },
      },
    },
  };
}

function spring(database: Database) {
  return {
    application: { name: 'hapi-fhir' },
    main: { 'allow-bean-definition-overriding': false, 'allow-circular-references': true, 'banner-mode': 'off' },
    // The starter's Model Context Protocol server would hand patient data to any AI that asks.
    ai: { mcp: { server: { enabled: false } } },
    autoconfigure: {
      exclude: 'org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchRestClientAutoConfiguration',
    },
    flyway: { enabled: false },
    datasource: {
      url: jdbcUrl(database, `${HAPI_PATHS.authority}/ca.crt`),
      'driver-class-name': 'org.postgresql.Driver',
      hikari: { 'maximum-pool-size': 20 },
    },
    jpa: {
      properties: {
        hibernate: {
          dialect: 'ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect',
          hbm2ddl: { auto: 'none' },
          jdbc: { batch_size: 20 },
          search: { enabled: false },
        },
      },
    },
  };
}

function fhir(props: HapiConfigProps) {
  return {
    fhir_version: 'R4',
    server_address: props.serverAddress,
    openapi_enabled: false,
    narrative_enabled: false,
    ig_runtime_upload_enabled: false,
    cr: { enabled: false },
    cdshooks: { enabled: false },
    mdm_enabled: false,
    bulk_export_enabled: false,
    bulk_import_enabled: false,
    graphql_enabled: false,
    allow_multiple_delete: false,
    allow_cascading_deletes: false,
    delete_expunge_enabled: false,
    expunge_enabled: false,
    delete_enabled: !props.appendOnly,
    allow_external_references: props.partial,
    enforce_referential_integrity_on_write: !props.partial,
    subscription: { resthook_enabled: false, websocket_enabled: false },
    ...(props.profiles === undefined ? {} : profileSettings(props.profiles)),
  };
}
