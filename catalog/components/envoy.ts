import type { Component } from './component.ts';

/** Access guard in front of every HTTP service, and gateway in front of the language model. */
export const envoy = {
  id: 'envoy',
  purpose: 'access guard in front of every HTTP service, and gateway in front of the language model',
  version: '1.40.0',
  repository: 'envoyproxy/envoy',
  upstream: 'docker.io',
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: { https: 8443 },
  health: { readiness: '/ready' },
  user: { uid: 65532, gid: 65532 },
  writable: ['/tmp'],
  switches: {},
  source: 'github.com/envoyproxy/envoy: distribution/docker/Dockerfile-envoy (stage envoy-distroless)',
  asOf: '2026-11-22',
  standing: 'read',
} as const satisfies Component;
