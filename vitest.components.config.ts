import { defineConfig } from 'vitest/config';

/** Real programs that read the configuration which the constructs generate. What a machine lacks is skipped by name. */
export default defineConfig({
  test: {
    include: ['test/components/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
