import type { Component } from './component.ts';

/** What CloudNativePG's plugin for Barman Cloud puts beside PostgreSQL: it carries the write-ahead log and base backups. */
export const barmanCloudSidecar = {
  id: 'barman-cloud-sidecar',
  purpose:
    "carries PostgreSQL's write-ahead log and base backups to the site's S3 store; put into pods by a plugin of the operator",
  version: '0.15.0',
  repository: 'cloudnative-pg/plugin-barman-cloud-sidecar',
  upstream: 'ghcr.io',
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: {},
  health: { startup: '/manager healthcheck unix' },
  user: { uid: 26, gid: 26 },
  writable: ['/controller', '/plugins', '/tmp'],
  switches: {},
  source:
    'Go module github.com/cloudnative-pg/plugin-barman-cloud: internal/cnpgi/operator/lifecycle.go, web/docs, containers',
  asOf: '2026-11-23',
  standing: 'read',
} as const satisfies Component;
