import type { Component } from './component.ts';

/** FHIR R4 server; a second instance stores audit events. */
export const hapiFhir = {
  id: 'hapi-fhir',
  purpose: 'FHIR R4 server; a second instance stores audit events',
  version: '8.8.0',
  repository: 'hapiproject/hapi',
  upstream: 'docker.io',
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
} as const satisfies Component;
