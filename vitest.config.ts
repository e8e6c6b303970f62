/**
 * Tests: everything under test/ that ends in .test.ts. A focused or skipped test may not reach the main branch: `npm test` counts it as failed.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/fast-check-seed.ts'],
    allowOnly: false,
    // Browser, process and calibration tests take seconds on a loaded machine; a hung one still ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
