import { defineConfig } from 'vitest/config';

/** A real node: containers and packets. Where the machine cannot have one, the suite is skipped by name. */
export default defineConfig({
  test: { include: ['test/node/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false },
});
