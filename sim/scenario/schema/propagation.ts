/** `designs.X.propagation`: how long a change of configuration takes to reach the front ends. */
import { z } from 'zod';
import { durationText } from './quantities.ts';

export const propagationSchema = z
  .strictObject({
    delay: durationText().optional().describe('Until the first front end can know of a change. Default 5s.'),
    spread: durationText().optional().describe('From then until the last one knows. Default 175s.'),
  })
  .describe('When front ends learn of a change of configuration, each in its own time.');
