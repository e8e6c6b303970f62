/** `experiment`: which designs are compared with which, how often, from which seed. */
import { z } from 'zod';
import { expected, wholeNumber } from './quantities.ts';

const seedError = expected('a whole number from 0, or a text');

export const experimentSchema = z
  .strictObject({
    compare: z.array(z.string()).min(1).optional().describe('Ids of designs, in order. Default all.'),
    baseline: z.string().optional().describe('The design the others are compared with. Default the first.'),
    replications: wholeNumber(1, 10_000).optional().describe('Independent runs of each design. Default 1.'),
    seed: z
      .union([z.int().min(0, { error: seedError }), z.string().min(1, { error: seedError })], { error: seedError })
      .optional()
      .describe('Seed of all chance in the runs. Default 1.'),
  })
  .describe('The comparison.');

export type ExperimentInput = z.infer<typeof experimentSchema>;
