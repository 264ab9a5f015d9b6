import type { Component } from './component.ts';

/** Operator of PostgreSQL; its program also starts the server in each pod that it makes. The site installs it. */
export const cloudnativePg = {
  id: 'cloudnative-pg',
  purpose: 'operator of PostgreSQL; its program also starts the server in each pod that it makes. The site installs it',
  version: '1.30.0',
  repository: 'cloudnative-pg/cloudnative-pg',
  upstream: 'ghcr.io',
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: { webhook: 9443, status: 8000, metrics: 9187 },
  health: { readiness: '/readyz' },
  user: { uid: 10001, gid: 10001 },
  writable: ['/controller', '/run', '/pg18', '/tmp'],
  switches: {},
  source: 'Go module github.com/cloudnative-pg/cloudnative-pg: releases/cnpg-1.30.0.yaml, pkg/specs/pods.go, docs/src',
  asOf: '2026-11-23',
  standing: 'read',
} as const satisfies Component;
