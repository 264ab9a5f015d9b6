import type { Component } from './component.ts';

/** DICOM archive: takes images over TLS, and serves them over DICOMweb. */
export const orthanc = {
  id: 'orthanc',
  purpose: 'DICOM archive: takes images over TLS, and serves them over DICOMweb',
  version: '1.12.4',
  repository: 'jodogne/orthanc-plugins',
  upstream: 'docker.io',
  licence: 'GPL-3.0-or-later',
  origin: 'BE',
  ports: { http: 8042, dicom: 4242 },
  health: { liveness: '/system', readiness: '/system' },
  user: { uid: 65532, gid: 65532 },
  writable: ['/tmp', '/var/lib/orthanc'],
  switches: { MALLOC_ARENA_MAX: '5' },
  source:
    'orthanc.uclouvain.be/book/users/docker.html, users/configuration.html; keys read by Orthanc 1.10.1 of Debian',
  asOf: '2026-11-22',
  standing: 'recalled',
} as const satisfies Component;
