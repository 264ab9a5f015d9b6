import type { Component } from './component.ts';

/** Finds names, numbers and addresses of people in free text. */
export const presidioAnalyzer = {
  id: 'presidio-analyzer',
  purpose: 'finds names, numbers and addresses of people in free text',
  version: '2.2.366',
  repository: 'data-privacy-stack/presidio-analyzer',
  upstream: 'ghcr.io',
  licence: 'MIT',
  origin: 'INT',
  ports: { http: 3000 },
  health: { liveness: '/health', readiness: '/health' },
  user: { uid: 1001, gid: 1001 },
  writable: ['/tmp'],
  switches: { PYTHONDONTWRITEBYTECODE: '1', PIP_NO_INDEX: '1', HF_HUB_OFFLINE: '1', HF_HUB_DISABLE_TELEMETRY: '1' },
  // Read: all but the opt-outs of Hugging Face's libraries, which are recalled.
  source:
    'github.com/microsoft/presidio at 2026-07-02: presidio-analyzer/Dockerfile, entrypoint.sh, app.py, docs/installation.md; PyPI: presidio-analyzer 2.2.366',
  asOf: '2026-11-22',
  standing: 'read',
} as const satisfies Component;
