/**
 * `service.outlierDetection` and `service.circuitBreakers`: what a second-layer GFE does by itself about bad
 * members and too many connections.
 */
import { z } from 'zod';
import { choice, count, durationText, expected, percentText, wholeNumber } from './quantities.ts';

const consecutive = () => wholeNumber(1, 1_000).optional();

export const outlierFields = {
  outlierDetection: z
    .strictObject({
      consecutiveErrors: consecutive().describe('Failures in a row that eject. Default 5.'),
      enforcingConsecutiveErrors: percentText().optional().describe('How often that is done. Default 0%.'),
      consecutiveGatewayFailure: consecutive().describe('Gateway failures in a row that eject. Default 3.'),
      enforcingConsecutiveGatewayFailure: percentText().optional().describe('How often that is done. Default 100%.'),
      interval: durationText({ minUs: 1_000 }).optional().describe('Between two looks at the members. Default 1s.'),
      baseEjectionTime: durationText({ minUs: 1 })
        .optional()
        .describe('Of a first ejection; the n-th lasts n times as long. Default 30s.'),
      maxEjectionPercent: percentText().optional().describe('Of the members, at a time. Default 50%.'),
      successRateMinimumHosts: consecutive().describe('Members with enough connections that it takes. Default 5.'),
      successRateRequestVolume: wholeNumber(1, 1_000_000)
        .optional()
        .describe('Connections in an interval. Default 100.'),
      successRateStdevFactor: wholeNumber(1, 100_000)
        .optional()
        .describe('Thousandths of a standard deviation below the mean. Default 1900.'),
      enforcingSuccessRate: percentText().optional().describe('How often that is done. Default 100%.'),
    })
    .optional()
    .describe('Each second-layer GFE ejects members that fail its connections. Default off.'),
  circuitBreakers: z
    .strictObject({
      maxConnections: z
        .union([z.literal('none'), count(1, 100_000_000)], { error: expected('none, or a count such as 1024') })
        .optional()
        .describe('Connections that a second-layer GFE has open to the service. Default as omitted says.'),
      omitted: choice(['api', 'terraform'])
        .optional()
        .describe('Whose default holds: no limit (api), or 1024 (terraform). Default api.'),
    })
    .optional()
    .describe('What is over the limit is blocked. Default off.'),
};
