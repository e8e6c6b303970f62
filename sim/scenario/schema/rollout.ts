/** `rollout`: clients moved to a design's other chain in steps, and the gates that each step must hold. */
import { z } from 'zod';
import { choice, count, durationText, exactlyOneKey, expected, names, percentText } from './quantities.ts';

const oneKind = exactlyOneKey(['share', 'tests']);

export const rolloutStepSchema = z
  .strictObject({
    share: percentText().optional().describe('Of the clients there, who are on the new chain from then on.'),
    metros: names('metros').optional().describe('Clients of these only; others stay where they are.'),
    regions: names('regions').optional().describe('Clients that go to these regions only.'),
    tests: names('forms of requests')
      .optional()
      .describe('No client moves: these forms are sent through both chains, and their statuses compared.'),
    for: durationText({ minUs: 1 }).describe('How long it takes at least.'),
  })
  .refine(oneKind.accepts, oneKind.options)
  .meta(oneKind.meta);

const gatesSchema = z.strictObject({
  window: durationText({ minUs: 1 }).optional().describe('How often the gates are judged. Default 1m.'),
  minimum: count(1, 1_000_000_000)
    .optional()
    .describe('Connections that a judgement takes. Default 3 divided by errorShare.'),
  compareWith: choice(['old', 'absolute'])
    .optional()
    .describe('Whether bounds are on what the new chain has above the old one. Default old.'),
  errorShare: percentText().optional().describe('Connections that may fail. Default any.'),
  errors: count(1, 1_000_000_000).optional().describe('The failed connection of a step that ends it. Default any.'),
  latency: z
    .strictObject({
      p50: durationText({ minUs: 1 }).optional().describe('Bound on the median time to first byte.'),
      p95: durationText({ minUs: 1 }).optional().describe('Bound on its 95th percentile.'),
      p99: durationText({ minUs: 1 }).optional().describe('Bound on its 99th percentile.'),
    })
    .optional()
    .describe('Time to first byte. Default any.'),
});

export const rolloutSchema = z.strictObject({
  steps: z
    .array(rolloutStepSchema, { error: expected('a list of steps') })
    .min(1, { error: 'a rollout has a step at least' })
    .describe('One after the other.'),
  gates: gatesSchema.optional().describe('What the new chain must hold. Default nothing.'),
  onBreach: choice(['rollback', 'halt']).optional().describe('What a breach leads to. Default rollback.'),
  reaction: durationText().optional().describe('From a breach to that. Default 0s.'),
});

export type RolloutInput = z.infer<typeof rolloutSchema>;
export type RolloutStepInput = z.infer<typeof rolloutStepSchema>;
