/**
 * Tests: everything under test/ that ends in .test.ts. A focused or skipped test may not reach the main branch: `npm test` counts it as failed.
 */
import { defineConfig } from 'vitest/config';
import { bundledTests } from './test/support/bundled-tests.ts';

export default defineConfig({
  plugins: [bundledTests()],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/fast-check-seed.ts'],
    allowOnly: false,
    // No test is timed: it may take as long as a loaded machine needs. A hung one still ends.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
