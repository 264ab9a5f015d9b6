import type { Component } from './component.ts';

/** Measures how far a model's answers differ between groups of patients. */
export const fairlearn = {
  id: 'fairlearn',
  purpose: "measures how far a model's answers differ between groups of patients",
  version: '0.15.0',
  repository: 'domicile/fairlearn',
  upstream: undefined,
  licence: 'MIT',
  origin: 'INT',
  ports: {},
  health: {},
  user: { uid: 10001, gid: 10001 },
  writable: ['/tmp'],
  switches: { HOME: '/tmp', PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1' },
  source:
    'pypi.org/project/fairlearn 0.15.0: fairlearn/metrics; the image is built by the site, docs/roles/governance.md',
  asOf: '2026-11-22',
  standing: 'read',
} as const satisfies Component;
