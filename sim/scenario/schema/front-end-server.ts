/** `edge.server`: what a first-layer GFE has of an event-driven tier, in the words of a tier. */
import { z } from 'zod';
import { eventFields, serverFields } from './chain.ts';

const { cores, cpuPerRequest, cpuPerHandshake, headerTimeout, logLine } = serverFields;

export const frontEndServerSchema = z
  .strictObject({ cores, cpuPerRequest, cpuPerHandshake, headerTimeout, logLine, ...eventFields })
  .describe(
    'A GFE as an event-driven server: what a connection costs it, and how many it can hold. Default: nothing, and any.',
  );

export type FrontEndServerInput = z.infer<typeof frontEndServerSchema>;
