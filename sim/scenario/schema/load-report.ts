/** `designs.<id>.loadReport`: how second-layer GFEs come to know the load. */
import { z } from 'zod';
import { durationText, expected, multipleText, percentText } from './quantities.ts';

export const loadReport = z.strictObject({
  interval: durationText({ minUs: 1 }).optional().describe('How often backends report load. Default 10s.'),
  delay: durationText().optional().describe('Age of a report when a GFE learns it. Default 5s.'),
  rateWindow: durationText({ minUs: 1_000 })
    .optional()
    .describe('Time constant over which a rate of requests is taken. Default 1m.'),
  correction: z
    .strictObject({
      gain: z
        .union([z.number().min(0).max(1), percentText()], {
          error: expected('a fraction from 0 to 1 such as 0.5 or 50%'),
        })
        .optional()
        .describe('Share of a difference in utilisation that a report takes out. Default 0.5.'),
      most: multipleText()
        .optional()
        .describe("Bound of the correction: so many times, or one so-many-th of, a backend's share. Default 4x."),
    })
    .optional()
    .describe("UTILIZATION and CUSTOM_METRICS: how shares of a region's backends follow what they report."),
});

export type LoadReportInput = z.infer<typeof loadReport>;
