import type { Component } from './component.ts';

/** Identity provider: people, their roles, and the tokens that everything else asks for. */
export const keycloak = {
  id: 'keycloak',
  purpose: 'identity provider: people, their roles, and the tokens that everything else asks for',
  version: '26.7.3',
  repository: 'keycloak/keycloak',
  upstream: 'quay.io',
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: { http: 8080, transport: 7800 },
  health: { liveness: '/health/live', readiness: '/health/ready' },
  user: { uid: 1000, gid: 1000 },
  writable: ['/opt/keycloak/lib/quarkus', '/opt/keycloak/data', '/tmp'],
  switches: {
    KC_HEALTH_ENABLED: 'true',
    KC_HTTP_MANAGEMENT_HEALTH_ENABLED: 'false',
    KC_TELEMETRY_ENABLED: 'false',
    KC_TRACING_ENABLED: 'false',
    KC_HOSTNAME_DEBUG: 'false',
  },
  // Read: options (kc.sh start --help-all of 26.7.3). Recalled: the image's user and folders (quarkus/container/Dockerfile).
  source:
    'Maven Central: org.keycloak:keycloak-quarkus-dist 26.7.3; github.com/keycloak/keycloak: quarkus/container/Dockerfile',
  asOf: '2026-11-22',
  standing: 'read',
} as const satisfies Component;
