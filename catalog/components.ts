/** How far a fact has been followed: `read` in the project's own sources, or `recalled` and still to be confirmed. */
export type FactStanding = 'read' | 'recalled';

/** A reviewed part of the platform: what it is, where it comes from and how it has to be run. */
export interface Component {
  /** Name in image locks. A contract. */
  readonly id: string;
  /** What it does here, in words. */
  readonly purpose: string;
  /** Version that the settings below were reviewed for. */
  readonly version: string;
  /** Repository below the site's mirror. */
  readonly repository: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** ISO 3166-1 alpha-2 code of the country where the project or its steward is at home, or `INT` for a community. */
  readonly origin: string;
  /** Ports that the process opens, by name. */
  readonly ports: Readonly<Record<string, number>>;
  /** HTTP paths or commands that tell its health, by question. */
  readonly health: Readonly<Record<string, string>>;
  /** Who the process is; the image is built for these ids, or tolerates them. */
  readonly user: { readonly uid: number; readonly gid: number };
  /** Directories that must be writable; everything else is read-only. */
  readonly writable: readonly string[];
  /** Settings without which the part phones home, opens a door or loses data. */
  readonly switches: Readonly<Record<string, string>>;
  readonly source: string;
  /** YYYY-MM-DD */
  readonly asOf: string;
  readonly standing: FactStanding;
}

/** Every part that the constructs deploy, by id. */
export const components = {
  'hapi-fhir': {
    id: 'hapi-fhir',
    purpose: 'FHIR R4 server; a second instance stores audit events',
    version: '8.8.0',
    repository: 'hapiproject/hapi',
    licence: 'Apache-2.0',
    origin: 'CA',
    ports: { http: 8080 },
    health: { liveness: '/livez', readiness: '/readyz' },
    user: { uid: 65532, gid: 65532 },
    writable: ['/tmp', '/app/target'],
    switches: {
      SPRING_AI_MCP_SERVER_ENABLED: 'false',
      MANAGEMENT_ENDPOINT_HEALTH_PROBES_ADD_ADDITIONAL_PATHS: 'true',
    },
    source: 'github.com/hapifhir/hapi-fhir-jpaserver-starter: Dockerfile, application.yaml, charts/hapi-fhir-jpaserver',
    asOf: '2026-11-22',
    standing: 'read',
  },
  postgresql: {
    id: 'postgresql',
    purpose: 'relational database, with pgAudit and pgvector',
    version: '18.1',
    repository: 'cloudnative-pg/postgresql',
    licence: 'PostgreSQL',
    origin: 'INT',
    ports: { postgresql: 5432 },
    health: { readiness: 'pg_isready' },
    user: { uid: 26, gid: 26 },
    writable: ['/run/postgresql', '/tmp'],
    switches: {},
    source: 'github.com/cloudnative-pg/postgres-containers: Dockerfile (target standard)',
    asOf: '2026-11-22',
    standing: 'read',
  },
  vllm: {
    id: 'vllm',
    purpose: 'language-model server with an OpenAI-compatible interface',
    version: '0.33.0',
    repository: 'vllm/vllm-openai',
    licence: 'Apache-2.0',
    origin: 'INT',
    ports: { https: 8000 },
    health: { liveness: '/health', readiness: '/health' },
    user: { uid: 2000, gid: 2000 },
    writable: ['/tmp', '/dev/shm'],
    switches: {
      VLLM_NO_USAGE_STATS: '1',
      VLLM_DO_NOT_TRACK: '1',
      DO_NOT_TRACK: '1',
      HF_HUB_OFFLINE: '1',
      HF_HUB_DISABLE_TELEMETRY: '1',
      TRANSFORMERS_OFFLINE: '1',
      HF_DATASETS_OFFLINE: '1',
    },
    // Read: the opt-outs. Recalled: the ids that the image tolerates, and the options of Hugging Face's libraries.
    source: 'github.com/vllm-project/vllm: docs/usage/usage_stats.md',
    asOf: '2026-11-22',
    standing: 'recalled',
  },
  envoy: {
    id: 'envoy',
    purpose: 'access guard in front of every HTTP service, and gateway in front of the language model',
    version: '1.40.0',
    repository: 'envoyproxy/envoy',
    licence: 'Apache-2.0',
    origin: 'INT',
    ports: { https: 8443 },
    health: { readiness: '/ready' },
    user: { uid: 65532, gid: 65532 },
    writable: ['/tmp'],
    switches: {},
    source: 'github.com/envoyproxy/envoy: distribution/docker/Dockerfile-envoy (stage envoy-distroless)',
    asOf: '2026-11-22',
    standing: 'read',
  },
  'opentelemetry-collector': {
    id: 'opentelemetry-collector',
    purpose: 'collects audit records and hands them to the audit store',
    version: '0.164.0',
    repository: 'otel/opentelemetry-collector-contrib',
    licence: 'Apache-2.0',
    origin: 'INT',
    ports: { 'otlp-grpc': 4317, health: 13133 },
    health: { liveness: '/', readiness: '/' },
    user: { uid: 10001, gid: 10001 },
    writable: ['/var/lib/otelcol'],
    switches: {},
    source: 'github.com/open-telemetry/opentelemetry-collector-releases: distributions/otelcol-contrib/Dockerfile',
    asOf: '2026-11-22',
    standing: 'read',
  },
  operaton: {
    id: 'operaton',
    purpose: "process engine that waits for a clinician's approval",
    version: '2.1.0',
    repository: 'operaton/operaton',
    licence: 'Apache-2.0',
    origin: 'INT',
    ports: { http: 8080 },
    health: { liveness: '/livez', readiness: '/readyz' },
    user: { uid: 1000, gid: 1000 },
    writable: ['/tmp'],
    switches: {
      OPERATON_BPM_AUTHORIZATION_ENABLED: 'true',
      OPERATON_BPM_RUN_AUTH_ENABLED: 'true',
      OPERATON_BPM_RUN_EXAMPLE_ENABLED: 'false',
      OPERATON_BPM_RUN_CORS_ENABLED: 'false',
    },
    source:
      'github.com/operaton/operaton: distro/run/assembly/resources; github.com/operaton/operaton-docker: Dockerfile',
    asOf: '2026-11-22',
    standing: 'read',
  },
} as const satisfies Readonly<Record<string, Component>>;

/** Id of a catalogued component. */
export type ComponentId = keyof typeof components;
