import type { Component } from './component.ts';

/** Keeps operational logs. */
export const loki = {
  id: 'loki',
  purpose: 'keeps operational logs',
  version: '3.7.8',
  repository: 'grafana/loki',
  upstream: 'docker.io',
  licence: 'AGPL-3.0-only',
  origin: 'US',
  ports: { http: 3100, grpc: 9095 },
  health: { liveness: '/ready', readiness: '/ready' },
  user: { uid: 10001, gid: 10001 },
  writable: ['/var/lib/store'],
  switches: {},
  source: 'grafana.com/docs/loki: configuration, analytics.reporting_enabled is false in the generated file',
  asOf: '2026-11-22',
  standing: 'recalled',
} as const satisfies Component;
