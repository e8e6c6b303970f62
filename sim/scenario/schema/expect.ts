/** `expect`: statements about the results, judged after the run. Their language is in `expression/`. */
import { z } from 'zod';
import { choice, durationText, expected, id, percentText } from './quantities.ts';
import { spanSchema } from './time.ts';

export const expectationSchema = z.strictObject({
  id: id(),
  that: z
    .string({ error: expected('a statement such as "p99(latency) < 250ms"') })
    .describe('A quantity, a comparison and a bound.')
    .meta({ examples: ['p99(latency) < 250ms', 'share(failed) == 0', 'p50(latency) <= 1.05 * baseline'] }),
  for: z.array(z.string()).min(1).optional().describe('Designs it is asked of. Default all compared.'),
  during: z
    .union([z.string(), spanSchema], { error: expected('the id of a phase, event or surge, or { from, to }') })
    .optional()
    .describe('A phase, an event, the top of a surge, or a span. Default the run after the warm-up.'),
  settle: durationText().optional().describe('Left out at the start of the window. Default 0s.'),
  confidence: percentText().optional().describe('Of the interval that decides. Default 95%.'),
  hold: percentText()
    .optional()
    .describe('Share of replications in which the statement has to hold, which then decides instead of an interval.'),
  severity: choice(['error', 'warn']).optional().describe('warn never fails the run. Default error.'),
});

export const expectSchema = z.array(expectationSchema).describe('What must hold.');

export type ExpectationInput = z.infer<typeof expectationSchema>;
