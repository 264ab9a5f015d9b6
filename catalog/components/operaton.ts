import type { Component } from './component.ts';

/** Process engine that waits for a clinician's approval. */
export const operaton = {
  id: 'operaton',
  purpose: "process engine that waits for a clinician's approval",
  version: '2.1.0',
  repository: 'operaton/operaton',
  upstream: 'docker.io',
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
} as const satisfies Component;
