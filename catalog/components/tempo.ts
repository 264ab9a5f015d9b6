import type { Component } from './component.ts';

/** Keeps traces. */
export const tempo = {
  id: 'tempo',
  purpose: 'keeps traces',
  version: '2.9.0',
  repository: 'grafana/tempo',
  upstream: 'docker.io',
  licence: 'AGPL-3.0-only',
  origin: 'US',
  ports: { http: 3200, grpc: 9095, otlp: 4317 },
  health: { liveness: '/ready', readiness: '/ready' },
  user: { uid: 10001, gid: 10001 },
  writable: ['/var/lib/store'],
  switches: {},
  source: 'grafana.com/docs/tempo: configuration, usage_report.reporting_enabled is false in the generated file',
  asOf: '2026-11-22',
  standing: 'recalled',
} as const satisfies Component;
