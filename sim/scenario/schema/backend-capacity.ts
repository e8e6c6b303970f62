/**
 * The balancing mode of a backend and its targets, in the Compute API's names; which goes with which is in
 * `resolve/backend-capacity.ts`.
 */
import { z } from 'zod';
import { choice, count, expected, ID_PATTERN, percentText, rateText } from './quantities.ts';

/** Compute API, backends[].balancingMode. */
export const BALANCING_MODES = ['CONNECTION', 'RATE', 'IN_FLIGHT', 'UTILIZATION', 'CUSTOM_METRICS'] as const;

/** Targets that are an amount of a backend's own: of the group, of an instance, of an endpoint. */
export const AMOUNT_FIELDS = {
  CONNECTION: ['maxConnections', 'maxConnectionsPerInstance', 'maxConnectionsPerEndpoint'],
  RATE: ['maxRate', 'maxRatePerInstance', 'maxRatePerEndpoint'],
  IN_FLIGHT: ['maxInFlightRequests', 'maxInFlightRequestsPerInstance', 'maxInFlightRequestsPerEndpoint'],
} as const;

/**
 * Largest count of anything configured; far above any real group (assumption), and small enough to multiply exactly.
 */
const MAX_COUNT = 100_000_000;

/** GKE's default maxRatePerEndpoint is 1e8 and its largest 1e9 (GCPBackendPolicy). */
const MAX_RATE = 1e9;

const share = (what: string) => z.union([z.number().min(0).max(1), percentText()], { error: expected(what) });

const amount = () => count(1, MAX_COUNT).optional();

const rate = () =>
  z
    .union(
      [
        z
          .number()
          .positive({ error: 'the rate must be above zero' })
          .max(MAX_RATE, { error: 'expected at most 1e9 requests per second' }),
        rateText(),
      ],
      { error: expected('requests per second, such as 10 or 10/s') },
    )
    .optional();

const metricName = z.string().regex(ID_PATTERN, { error: expected('the name of a metric, such as queue') });

const customMetric = z.strictObject({
  name: metricName.describe("One of the metrics that the backend's members report."),
  maxUtilization: share('a fraction from 0 to 1 such as 0.8 or 80%').describe('Target of this metric.'),
  dryRun: z.boolean().optional().describe('Measured and reported, but balances nothing. Default false.'),
});

export const capacityFields = {
  balancingMode: choice(BALANCING_MODES).optional().describe("Default: by the target that is given, or the service's."),
  maxConnections: amount().describe('Open connections of the whole group; not for a regional group.'),
  maxConnectionsPerInstance: amount().describe('Open connections per instance, of instance groups.'),
  maxConnectionsPerEndpoint: amount().describe('Open connections per endpoint, of NEGs.'),
  maxRate: rate().describe('Requests per second of the whole group; not for a regional group.'),
  maxRatePerInstance: rate().describe('Requests per second and instance, of instance groups.'),
  maxRatePerEndpoint: rate().describe('Requests per second and endpoint, of NEGs.'),
  maxInFlightRequests: amount().describe('Requests in flight of the whole group; not for a regional group.'),
  maxInFlightRequestsPerInstance: amount().describe('Requests in flight per instance, of instance groups.'),
  maxInFlightRequestsPerEndpoint: amount().describe('Requests in flight per endpoint, of NEGs.'),
  maxUtilization: share('a fraction from 0 to 1 such as 0.8 or 80%')
    .optional()
    .describe('Mean utilisation of the instances, with UTILIZATION. Default 0.8.'),
  customMetrics: z
    .array(customMetric)
    .min(1, { error: expected('at least one metric') })
    .optional()
    .describe('Targets of CUSTOM_METRICS.'),
  trafficDuration: choice(['SHORT', 'LONG'])
    .optional()
    .describe('LONG: answers take over a second, which IN_FLIGHT needs. Default SHORT.'),
};

/** What a member reports of a metric of its own; the model behind it is ours. */
export const memberMetric = z.strictObject({
  idle: share('a fraction from 0 to 1 such as 0.05 or 5%')
    .optional()
    .describe('Reported without connections. Default 0.'),
  perConnection: share('a fraction from 0 to 1 such as 0.01 or 1%').describe('Added by every open connection.'),
});
