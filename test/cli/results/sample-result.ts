/** A small experiment with everything in it that a file may have to write: spill, drops, a fault, a verdict of each state, odd text. */
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { mergeRuns } from '../../../sim/metrics/merge-runs.ts';
import type { ParsedExpectation, Selector } from '../../../sim/scenario/expectation.ts';
import { SECOND_US, sampleContext, sampleRecord, steadyTraffic } from '../../sim/metrics/sample-record.ts';

const ANYWHERE: Selector = { metro: null, region: null, backend: null };

function expectation(changes: Partial<ParsedExpectation>): ParsedExpectation {
  return {
    id: 'fast',
    that: 'p50(latency) < 250ms',
    designIds: ['waterfall'],
    windowIndex: 0,
    quantity: { kind: 'latencyQuantile', quantile: 0.5, selector: ANYWHERE },
    comparison: '<',
    bound: 250_000,
    timesBaseline: false,
    severity: 'error',
    confidence: 0.95,
    ...changes,
  };
}

const EXPECTATIONS: readonly ParsedExpectation[] = [
  expectation({}),
  expectation({ id: 'faster', that: 'p50(latency) < 1ms', bound: 1_000 }),
  expectation({ id: 'fastest', that: 'p50(latency) < 1us', bound: 1, severity: 'warn' }),
  expectation({
    id: 'spill',
    that: 'spilled < 2',
    quantity: { kind: 'count', of: 'spilled', selector: ANYWHERE },
    bound: 2,
  }),
];

export function sampleResult(name = 'sample'): ExperimentResult {
  const replications = [0, 1, 2];
  const records = replications.flatMap((replication) => [
    sampleRecord(
      [
        ...steadyTraffic(4, 20),
        { interval: 3, metro: 0, backend: 2, outcome: 'completed', latencyMs: 150.5, count: replication + 1 },
      ],
      {
        replication,
        log: [{ atUs: 20.5 * SECOND_US, eventId: 'lost', what: 'fail "asia-a", and asia-b', brokenCount: replication }],
        capacity: (interval) => (interval === 5 ? 0 : 10),
      },
    ),
    sampleRecord(
      [...steadyTraffic(4, 30), { interval: 4, metro: 1, backend: -1, outcome: 'dropped', latencyMs: null }],
      { designId: 'spray', replication },
    ),
  ]);
  return mergeRuns(sampleContext({ replications: 3, expectations: EXPECTATIONS, scenario: { name } }), records);
}
