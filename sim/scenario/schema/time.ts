/** `time`: how long the run is, how much of it counts, and where in the week it starts. */
import { z } from 'zod';
import { durationText, expected, id } from './quantities.ts';

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

export const STARTS_AT_PATTERN = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]\d|2[0-3]):([0-5]\d)$/;

const startsAtError = expected('a day and time of the week in UTC such as "Mon 12:00"');

/** A part of the run, from its start. */
export const spanSchema = z.strictObject({ from: durationText(), to: durationText({ minUs: 1 }) });

export const timeSchema = z
  .strictObject({
    duration: durationText({ minUs: 1 }).describe('Length of the run in simulated time; at most 366d.'),
    warmup: durationText().optional().describe('Simulated but left out of summaries. Default 0s.'),
    interval: durationText({ minUs: 1 })
      .optional()
      .describe('Width of a row of the time series; at most 20,000 rows. Default 10s.'),
    startsAt: z
      .string({ error: startsAtError })
      .regex(STARTS_AT_PATTERN, { error: startsAtError })
      .optional()
      .describe('Day and time at the start, UTC: fixes the local hour of every metro. Default Mon 00:00.')
      .meta({ examples: ['Mon 12:00'] }),
    phases: z
      .record(id(), spanSchema)
      .optional()
      .describe('Parts of the run by name, for expectations and the report to refer to.'),
  })
  .describe('The run: its length, its warm-up, the resolution of its time series.');

export type TimeInput = z.infer<typeof timeSchema>;
export type SpanInput = z.infer<typeof spanSchema>;
