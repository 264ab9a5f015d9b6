import { defineConfig } from 'vitest/config';

/**
 * Real programs that read the configuration which the constructs generate. What a machine lacks is skipped by name. The limits
 * are for a slow machine that is busy with something else: a test waits for what it looks at, and measures nothing.
 */
export default defineConfig({
  test: {
    include: ['test/components/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
