import type { Component } from './component.ts';

/** Runs the platform's own short programs: exports to research, checks of the object store. */
export const python = {
  id: 'python',
  purpose: "runs the platform's own short programs, with Python's library alone",
  version: '3.14',
  repository: 'library/python',
  upstream: 'docker.io',
  licence: 'PSF-2.0',
  origin: 'INT',
  ports: {},
  health: {},
  user: { uid: 65532, gid: 65532 },
  writable: ['/tmp'],
  switches: { PYTHONDONTWRITEBYTECODE: '1', PIP_NO_INDEX: '1' },
  source: 'github.com/docker-library/python: 3.14/slim-trixie/Dockerfile',
  asOf: '2026-11-22',
  standing: 'recalled',
} as const satisfies Component;
