import type { Component } from './component.ts';

/** Language-model server with an OpenAI-compatible interface. */
export const vllm = {
  id: 'vllm',
  purpose: 'language-model server with an OpenAI-compatible interface',
  version: '0.33.0',
  repository: 'vllm/vllm-openai',
  upstream: 'docker.io',
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: { https: 8000 },
  health: { liveness: '/health', readiness: '/health' },
  user: { uid: 2000, gid: 2000 },
  writable: ['/tmp', '/dev/shm'],
  switches: {
    VLLM_NO_USAGE_STATS: '1',
    VLLM_DO_NOT_TRACK: '1',
    DO_NOT_TRACK: '1',
    HF_HUB_OFFLINE: '1',
    HF_HUB_DISABLE_TELEMETRY: '1',
    TRANSFORMERS_OFFLINE: '1',
    HF_DATASETS_OFFLINE: '1',
  },
  // Read: the opt-outs. Recalled: the ids that the image tolerates, and the options of Hugging Face's libraries.
  source: 'github.com/vllm-project/vllm: docs/usage/usage_stats.md',
  asOf: '2026-11-22',
  standing: 'recalled',
} as const satisfies Component;
