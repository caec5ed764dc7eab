import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Acceptance tests start real emulators; a slow machine is no reason to fail.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
