/**
 * Goal: the chain of tiers does what real Apache and nginx were measured to do under constant load. Method: every
 * case simulated with one set of global parameters; each figure held to its bar, or, where that is missed, to the
 * miss that docs/VALIDATION.md shows.
 */
import { describe, expect, it } from 'vitest';
import { calibrate, residual, STEADY_ROWS } from './calibration-rows.ts';
import type { Figure } from './measured-case.ts';

describe.each(STEADY_ROWS.map((row) => [row.what, row] as const))('%s', (_, row) => {
  it('is as measured', () => {
    const calibrated = calibrate(row);
    for (const [figure, bar] of Object.entries(row.bars)) {
      const difference = residual(calibrated, figure as Figure);
      const tolerated = row.missed[figure as Figure] ?? bar!;
      expect(Math.abs(difference), `${figure} ${difference}`).toBeLessThanOrEqual(tolerated);
    }
  });
});
