/** `traffic.clients`: how many, how unlike one another, and how long one stays. */
import { z } from 'zod';
import { distribution } from './distribution.ts';
import { count, exactlyOneKey, expected, expectedWithUnit } from './quantities.ts';

const CLIENTS_MAX = 100_000_000;

const positive = (max: number, why: string, example: string) =>
  z
    .number({ error: expected(`a number above 0 such as ${example}`) })
    .gt(0, { error: expected(`a number above 0 such as ${example}`) })
    .lte(max, { error: expected(why) });

const family = exactlyOneKey(['zipf', 'lognormal']);

const activity = z.union(
  [
    z.enum(['equal']),
    z
      .strictObject({
        zipf: z
          .strictObject({
            exponent: positive(
              5,
              'an exponent of at most 5: beyond it the first client of a network has nearly all',
              '1',
            ).describe('The k-th client of a network has a part proportional to k^-exponent.'),
          })
          .optional(),
        lognormal: z
          .strictObject({
            sigma: positive(5, 'a sigma of at most 5: beyond it a few clients have nearly all', '1.5').describe(
              'Standard deviation of the logarithm of their parts.',
            ),
          })
          .optional(),
      })
      .refine(family.accepts, family.options)
      .meta(family.meta),
  ],
  { error: expected('equal, { zipf: { exponent } } or { lognormal: { sigma } }') },
);

const lifetime = z.union([z.enum(['perpetual']), ...distribution.options], {
  error: expectedWithUnit('perpetual, a duration such as 30d or a distribution such as { exponential: { mean: 30d } }'),
});

export const trafficClientsSchema = z.strictObject({
  count: count(1, CLIENTS_MAX).optional().describe('In the whole world. Default 100k.'),
  activity: activity.optional().describe("Each client's part of the connections of its network. Default equal."),
  lifetime: lifetime
    .optional()
    .describe('How long somebody stays a client before another takes the place. Default perpetual.'),
});

/** A count alone, or more. */
export const trafficClients = z
  .union([...count(1, CLIENTS_MAX).options, trafficClientsSchema], {
    error: expected(`a whole number from 1 to 100M, such as 10 or 10k, or { count, activity, lifetime }`),
  })
  .meta({ examples: ['10k', { count: '1M', activity: { zipf: { exponent: 1 } } }] });

export type TrafficClientsInput = z.infer<typeof trafficClients>;
