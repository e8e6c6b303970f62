/** `service.backends.<id>.autoscaler`: of instance groups, in the terms of Compute Engine. */
import { z } from 'zod';
import { parsePercent } from '../units.ts';
import { choice, count, durationText, expected, percentText, wholeNumber } from './quantities.ts';

const SHARE = 'a fraction above 0 and up to 1, such as 0.8 or 80%';

const share = () =>
  z.union([z.number().gt(0).max(1), percentText().refine(isShare, { error: expected(SHARE) })], {
    error: expected(SHARE),
  });

function isShare(text: string): boolean {
  const value = parsePercent(text);
  return value !== null && value > 0 && value <= 1;
}

const shareTarget = () => z.strictObject({ target: share() });

export const autoscalerSchema = z.strictObject({
  minMembers: wholeNumber(1, 1_000_000).describe('The least members.'),
  maxMembers: wholeNumber(1, 1_000_000).describe('The most members.'),
  mode: choice(['ON', 'ONLY_SCALE_OUT', 'OFF']).optional().describe('Default ON.'),
  cpuUtilization: shareTarget().optional().describe('Busy share of workers or cores to keep.'),
  loadBalancingUtilization: z
    .strictObject({ target: share().optional() })
    .optional()
    .describe('Share of serving capacity to keep; only with HTTP and a capacity per instance. Default target 0.8.'),
  openConnections: z
    .strictObject({ target: count(1, 100_000_000) })
    .optional()
    .describe('Open connections of a member to keep: a metric of your own.'),
  initialization: durationText()
    .optional()
    .describe('How long a new member is left out of the CPU signal. Default 60s.'),
  stabilization: durationText()
    .optional()
    .describe('Scaling in goes to the largest recommendation of so long. Default 600s.'),
  interval: durationText({ minUs: 1_000_000 }).optional().describe('How often it looks. Default 15s.'),
  scaleInControl: z
    .strictObject({
      maxScaledIn: z.union([wholeNumber(1, 1_000_000), percentText()], {
        error: expected('a number of members such as 1, or 10%'),
      }),
      timeWindow: durationText({ minUs: 1 }),
    })
    .optional()
    .describe('No more members than this may go within the window.'),
});

export type AutoscalerInput = z.infer<typeof autoscalerSchema>;
