import type { Component } from './component.ts';

/** Tells the site of duties that are not met. */
export const alertmanager = {
  id: 'alertmanager',
  purpose: 'tells the site of duties that are not met',
  version: 'v0.34.2',
  repository: 'prometheus/alertmanager',
  upstream: 'quay.io',
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: { http: 9093 },
  health: { liveness: '/-/healthy', readiness: '/-/ready' },
  user: { uid: 65534, gid: 65534 },
  writable: ['/alertmanager'],
  switches: {},
  source: 'github.com/prometheus/alertmanager: Dockerfile, cmd/alertmanager/main.go',
  asOf: '2026-11-22',
  standing: 'recalled',
} as const satisfies Component;
