import type { Component } from './component.ts';

/** Carries backups to the site's S3 store, encrypted before they leave. */
export const rclone = {
  id: 'rclone',
  purpose: "carries backups to the site's S3 store, encrypted before they leave",
  version: '1.76.0',
  repository: 'rclone/rclone',
  upstream: 'docker.io',
  licence: 'MIT',
  origin: 'INT',
  ports: {},
  health: {},
  user: { uid: 26, gid: 26 },
  writable: ['/tmp'],
  switches: {},
  // Read: options and their environment variables. Recalled: the image's repository, and that it tolerates any user.
  source: 'github.com/rclone/rclone: docs/content/s3.md, docs/content/crypt.md, Dockerfile',
  asOf: '2026-11-22',
  standing: 'recalled',
} as const satisfies Component;
