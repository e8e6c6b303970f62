/**
 * A small experiment with everything in it that a file may have to write: spill, drops, a fault, a
 * verdict of each state, odd text.
 */
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { mergeRuns } from '../../../sim/metrics/merge-runs.ts';
import type { ParsedExpectation } from '../../../sim/scenario/expectation.ts';
import { sampleExpectation } from '../../sim/metrics/sample-expectation.ts';
import { SECOND_US, sampleContext, sampleRecord, steadyTraffic } from '../../sim/metrics/sample-record.ts';

const EXPECTATIONS: readonly ParsedExpectation[] = [
  sampleExpectation('p50(latency) < 250ms', { id: 'fast' }),
  sampleExpectation('p50(latency) < 1ms', { id: 'faster' }),
  sampleExpectation('p50(latency) < 1us', { id: 'fastest', severity: 'warn' }),
  sampleExpectation('spilled < 2', { id: 'spill' }),
];

/** [window][outcome] */
const FORM_OUTCOMES = [9, 0, 0, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0];

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
        counters: { unremembered: replication },
        forms: [{ form: 'plain', side: 'old', status: 200, meaning: '/', outcomes: Uint32Array.of(...FORM_OUTCOMES) }],
      },
    ),
    sampleRecord(
      [...steadyTraffic(4, 30), { interval: 4, metro: 1, backend: -1, outcome: 'dropped', latencyMs: null }],
      { designId: 'spray', replication },
    ),
  ]);
  return mergeRuns(sampleContext({ replications: 3, expectations: EXPECTATIONS, scenario: { name } }), records);
}
