import type { Component } from './component.ts';

/** Replaces what the analyzer found in free text. */
export const presidioAnonymizer = {
  id: 'presidio-anonymizer',
  purpose: 'replaces what the analyzer found in free text',
  version: '2.2.366',
  repository: 'data-privacy-stack/presidio-anonymizer',
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
    'github.com/microsoft/presidio at 2026-07-02: presidio-anonymizer/Dockerfile, entrypoint.sh, app.py, docs/installation.md; PyPI: presidio-anonymizer 2.2.366',
  asOf: '2026-11-22',
  standing: 'read',
} as const satisfies Component;
