import type { Component } from './component.ts';

/** Relational database, with pgAudit and pgvector. */
export const postgresql = {
  id: 'postgresql',
  purpose: 'relational database, with pgAudit and pgvector',
  version: '18.1',
  repository: 'cloudnative-pg/postgresql',
  upstream: 'ghcr.io',
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
} as const satisfies Component;
