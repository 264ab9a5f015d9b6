/**
 * Registries that images of the distribution and of the platform name. The mirror answers for each of them, and for any
 * other one besides. Recalled, as of 2026-11-22.
 */
export const publicRegistries = [
  'docker.io',
  'ghcr.io',
  'gcr.io',
  'quay.io',
  'registry.k8s.io',
  'registry.suse.com',
] as const;
