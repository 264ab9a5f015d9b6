import type { Component } from './component.ts';

/** Name service behind the cluster's own. */
export const coredns = {
  id: 'coredns',
  purpose: "name service behind the cluster's own: asks the site's resolvers, for declared names alone",
  version: '1.15.0',
  repository: 'coredns/coredns',
  upstream: 'docker.io',
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: { tls: 853 },
  health: {},
  user: { uid: 65532, gid: 65532 },
  writable: [],
  switches: {},
  source: 'github.com/coredns/coredns: Dockerfile, plugin/{forward,template,tls,log}/README.md (module v1.15.0)',
  asOf: '2026-11-22',
  standing: 'read',
} as const satisfies Component;
