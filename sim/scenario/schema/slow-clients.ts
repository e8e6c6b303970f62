/** `traffic.slowClients`: clients that hold connections rather than want answers. */
import { z } from 'zod';
import { choice, count, durationText } from './quantities.ts';

export const SLOW_CLIENT_HOLDS = ['header', 'idle', 'silence'] as const;

export const slowClientsSchema = z.strictObject({
  count: count(1, 1_000_000).describe('How many, all over the world; each holds one connection at a time.'),
  holding: choice(SLOW_CLIENT_HOLDS)
    .optional()
    .describe('header: never finish it; idle: ask now and then, keep open; silence: send nothing. Default header.'),
  at: durationText().optional().describe('When they connect. Default 0s.'),
});

export type SlowClientsInput = z.infer<typeof slowClientsSchema>;
