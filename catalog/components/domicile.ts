import type { Component } from './component.ts';

/** This toolkit, as the judge that looks at the running cluster. */
export const domicile = {
  id: 'domicile',
  purpose: 'judges the running cluster by the rules that judged its configuration',
  version: '0.1.0',
  repository: 'domicile/domicile',
  upstream: undefined,
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: {},
  health: {},
  user: { uid: 10001, gid: 10001 },
  writable: ['/tmp'],
  switches: { NO_COLOR: '1', HOME: '/tmp' },
  source: 'package.json of this package; the image is built by the site, docs/roles/governance.md',
  asOf: '2026-11-22',
  standing: 'read',
} as const satisfies Component;
