/**
 * Expectations by their text, on the places and designs of the hand-made runs (`sample-record.ts`), and their verdicts.
 */
import { BREAK_CAUSES } from '../../../sim/metrics/break-cause.ts';
import { chooseRuns } from '../../../sim/metrics/design-runs.ts';
import { evaluateExpectations } from '../../../sim/metrics/evaluate-expectations.ts';
import type { Verdict } from '../../../sim/metrics/experiment-result.ts';
import { OUTCOMES } from '../../../sim/metrics/outcome.ts';
import type { RunRecord } from '../../../sim/metrics/run-record.ts';
import type { ParsedExpectation, Statement } from '../../../sim/scenario/expectation.ts';
import { parseExpectation } from '../../../sim/scenario/expression/parse-expectation.ts';
import type { Names } from '../../../sim/scenario/expression/parse-selector.ts';
import { ExpressionFault } from '../../../sim/scenario/expression/scanner.ts';
import { DESIGNS, PLACES, sampleContext, sampleRecord, steadyTraffic } from './sample-record.ts';

const REGIONS = { what: 'region', ids: PLACES.regions.map(({ id }) => id) };

export const SAMPLE_NAMES: Names = {
  metro: { what: 'metro', ids: PLACES.metros.map(({ id }) => id) },
  home: REGIONS,
  region: REGIONS,
  zone: { what: 'zone', ids: PLACES.backends.map(({ zone }) => zone) },
  backend: { what: 'backend', ids: [...new Set(PLACES.backends.map(({ id }) => id))] },
  outcome: { what: 'outcome', ids: OUTCOMES },
  cause: { what: 'cause of a break', ids: BREAK_CAUSES },
  design: { what: 'compared design', ids: DESIGNS.map(({ id }) => id) },
};

export function sampleStatement(that: string): Statement {
  const statement = parseExpectation(that, SAMPLE_NAMES);
  if (statement instanceof ExpressionFault) throw new Error(statement.message);
  return statement;
}

/** Of the whole run and the waterfall, unless said otherwise. */
export function sampleExpectation(that: string, changes: Partial<ParsedExpectation> = {}): ParsedExpectation {
  return {
    id: 'slo',
    that,
    designIds: ['waterfall'],
    windowIndex: 0,
    ...sampleStatement(that),
    severity: 'error',
    confidence: 0.95,
    hold: null,
    ...changes,
  };
}

/** Verdicts on runs of the two sample designs. */
export function judge(expectations: readonly ParsedExpectation[], records: readonly RunRecord[]): Verdict[] {
  const context = sampleContext({ expectations, replications: records.length });
  return evaluateExpectations(chooseRuns(['waterfall', 'spray'], records), context);
}

/** One run for each latency, all connections alike; a histogram gives such a median exactly. */
export function runsOf(latenciesMs: readonly number[], designId = 'waterfall'): RunRecord[] {
  return latenciesMs.map((latencyMs, replication) =>
    sampleRecord(steadyTraffic(2, latencyMs), { replication, designId }),
  );
}

/** One run for each count of connections that Boston loses in interval 3. */
export function droppingRuns(counts: readonly number[]): RunRecord[] {
  return counts.map((count, replication) => {
    const lost = { interval: 3, metro: 1, backend: -1, outcome: 'dropped' as const, latencyMs: null, count };
    return sampleRecord([...steadyTraffic(10, 20), ...(count > 0 ? [lost] : [])], { replication });
  });
}
