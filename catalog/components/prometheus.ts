import type { Component } from './component.ts';

/** Reads the counters of every part, and knows when a duty is not met. */
export const prometheus = {
  id: 'prometheus',
  purpose: 'reads the counters of every part, and knows when a duty is not met',
  version: 'v3.16.0',
  repository: 'prometheus/prometheus',
  upstream: 'quay.io',
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: { http: 9090 },
  health: { liveness: '/-/healthy', readiness: '/-/ready' },
  user: { uid: 65534, gid: 65534 },
  writable: ['/prometheus'],
  switches: {},
  source: 'github.com/prometheus/prometheus: Dockerfile, cmd/prometheus/main.go',
  asOf: '2026-11-22',
  standing: 'recalled',
} as const satisfies Component;
