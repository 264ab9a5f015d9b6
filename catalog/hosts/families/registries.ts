import type { HostFamily } from '../types.ts';

const DOCKER = 'docs.docker.com: Docker Hub, allow-list of domains; operated by Docker, Inc.';

/** Container registries that name no region. */
export const registries: readonly HostFamily[] = [
  {
    operator: 'docker',
    parent: 'US',
    source: DOCKER,
    asOf: '2026-11-22',
    recalled: false,
    at: { 'docker.io': 'US', 'docker.com': 'US' },
  },
];
