import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/components/**', 'test/node/**'],
    setupFiles: ['test/support/properties.ts'],
    // For a machine that is busy with something else: nothing here is a measurement.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Unless told, Vitest leaves one core to itself: half of a small machine.
    maxWorkers: '100%',
    // No test mocks a module or leaves a variable behind: loading the catalogue and cdktf anew for each of a hundred files
    // would be a third of all the work.
    isolate: false,
  },
});
