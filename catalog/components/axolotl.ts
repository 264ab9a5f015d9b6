import type { Component } from './component.ts';

/** Tunes a language model on an approved data set. */
export const axolotl = {
  id: 'axolotl',
  purpose: 'tunes a language model on an approved data set',
  version: '0.19.0',
  repository: 'axolotlai/axolotl',
  upstream: 'docker.io',
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: {},
  health: {},
  user: { uid: 2000, gid: 2000 },
  writable: ['/tmp', '/dev/shm', '/output'],
  switches: {
    AXOLOTL_DO_NOT_TRACK: '1',
    DO_NOT_TRACK: '1',
    HF_HUB_OFFLINE: '1',
    HF_HUB_DISABLE_TELEMETRY: '1',
    TRANSFORMERS_OFFLINE: '1',
    HF_DATASETS_OFFLINE: '1',
    WANDB_MODE: 'disabled',
  },
  // Read: its opt-out and the keys of its configuration. Recalled: the image, the ids that it tolerates, the other options.
  source: 'pypi.org/project/axolotl 0.19.0: axolotl/telemetry/manager.py, axolotl/utils/schemas',
  asOf: '2026-11-22',
  standing: 'recalled',
} as const satisfies Component;
