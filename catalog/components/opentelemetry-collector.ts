import type { Component } from './component.ts';

/** Collects audit records and hands them to the audit store. */
export const opentelemetryCollector = {
  id: 'opentelemetry-collector',
  purpose: 'collects audit records and hands them to the audit store',
  version: '0.164.0',
  repository: 'otel/opentelemetry-collector-contrib',
  upstream: 'docker.io',
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
} as const satisfies Component;
