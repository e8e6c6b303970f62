/** The settings of `rollingUpdate`, in the names of Kubernetes where it has them. */
import { z } from 'zod';
import { choice, durationText, expected, percentText, wholeNumber } from './quantities.ts';

const amount = () =>
  z.union([wholeNumber(0, 1_000_000), percentText()], { error: expected('a number of members such as 1, or 25%') });

/** What only pods have: an instance is terminated when it has drained. */
export const POD_KEYS = ['preStop', 'terminationGracePeriod'] as const;

export const rollingUpdateFields = {
  maxSurge: amount().optional().describe('How many members more than wanted there may be. Default 25%, rounded up.'),
  maxUnavailable: amount().optional().describe('How many fewer may be available. Default 25%, rounded down.'),
  startup: durationText().optional().describe("How long a new member takes to start. Default the member's own."),
  attachDelay: durationText().optional().describe('From a started server to its place in the backend. Default 10s.'),
  detachDelay: durationText().optional().describe('Until front ends know that a member goes. Default 1s.'),
  preStop: durationText().optional().describe('Of pods: until it is told to stop, and accepts no more. Default 0s.'),
  terminationGracePeriod: durationText().optional().describe('Of pods: until it is killed. Default 30s.'),
  minReady: durationText().optional().describe('How long a new member must be ready to be available. Default 0s.'),
  readinessGate: z
    .boolean({ error: expected('true or false') })
    .optional()
    .describe('Whether a member is ready only when health checks hold it healthy. Default true.'),
  order: choice(['mixed', 'zoneByZone'])
    .optional()
    .describe('Which zone comes next: by turns, or one by one. Default mixed.'),
};
