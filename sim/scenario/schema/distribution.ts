/**
 * Distributions of durations, as written: a bare duration, or a map with the one key that names the family.
 *
 * The parameters that have to come in certain pairs (median or mean with sigma or p99) are
 * checked where they are solved.
 */
import { z } from 'zod';
import { durationText, exactlyOneKey, expected, expectedWithUnit } from './quantities.ts';

export const DISTRIBUTION_NAMES = ['constant', 'exponential', 'lognormal', 'pareto', 'uniform'] as const;

const positive = (form: string) => z.number({ error: expected(form) }).gt(0, { error: expected(form) });

/** Below a microsecond a duration rounds to nothing. */
const someTime = () => durationText({ minUs: 1 });

const lognormal = z.strictObject({
  median: someTime().optional().describe('Half of the draws lie below.'),
  mean: someTime().optional(),
  sigma: positive('a number above 0 such as 1')
    .lte(5, { error: expected('a sigma of at most 5: beyond it the mean is over 250,000 medians') })
    .optional()
    .describe('Standard deviation of the logarithm.'),
  p99: someTime().optional().describe('One draw in a hundred lies above.'),
});

const pareto = z.strictObject({
  scale: someTime().optional().describe('The least value.'),
  mean: someTime().optional().describe('Mean after the cap.'),
  shape: positive('a number above 0 such as 1.5').describe('Tail exponent; smaller is heavier.'),
  cap: someTime().describe('The greatest value: the mean of a tail of shape near 1 does not settle without it.'),
});

const family = exactlyOneKey(DISTRIBUTION_NAMES);

export const distribution = z
  .union(
    [
      durationText(),
      z
        .strictObject({
          constant: durationText().optional(),
          exponential: z.strictObject({ mean: someTime() }).optional(),
          lognormal: lognormal.optional(),
          pareto: pareto.optional(),
          uniform: z.strictObject({ low: durationText(), high: someTime() }).optional(),
        })
        .refine(family.accepts, family.options)
        .meta(family.meta),
    ],
    { error: expectedWithUnit('a duration such as 20ms or a distribution such as { exponential: { mean: 20ms } }') },
  )
  .meta({ examples: ['20ms', { lognormal: { median: '20ms', p99: '120ms' } }] });

export type DistributionInput = z.infer<typeof distribution>;
