import { defineConfig } from 'vitest/config';

/** Real programs: a kube-apiserver, Terraform. One file at a time, since they share a machine. */
export default defineConfig({
  test: { include: ['test/e2e/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 1_200_000, fileParallelism: false },
});
