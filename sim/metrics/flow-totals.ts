/**
 * The flows of one run and window, added up: how many connections came to what, and how long their first byte took.
 *
 * A connection is *established* when it was sent to a region and was not turned away there: completed, reset or
 * unfinished. A connection that the end of the run caught in its handshake counts as established too; it is one in
 * thousands and a flow cannot tell. It *spilled* when that region is not its home.
 */
import { Histogram } from '../stats/histogram.ts';
import { isEstablished, OUTCOME_COUNT } from './outcome.ts';
import type { FlowRecord } from './run-record.ts';
import { type Selection, selectsFlow } from './selection.ts';

export interface FlowTotals {
  readonly offered: number;
  /** [OUTCOME_COUNT] */
  readonly outcomes: Float64Array;
  readonly established: number;
  readonly spilled: number;
  /** Time to first byte, us. */
  readonly latency: Histogram;
}

export function totalFlows(flows: readonly FlowRecord[], selection: Selection): FlowTotals {
  const outcomes = new Float64Array(OUTCOME_COUNT);
  const latency = new Histogram();
  let offered = 0;
  let established = 0;
  let spilled = 0;
  for (const flow of flows) {
    if (!selectsFlow(selection, flow)) continue;
    offered += flow.offered;
    for (let outcome = 0; outcome < OUTCOME_COUNT; outcome++) outcomes[outcome]! += flow.outcomes[outcome]!;
    latency.add(flow.latency);
    const establishedHere = establishedIn(flow);
    established += establishedHere;
    if (flow.regionIndex !== flow.homeRegionIndex) spilled += establishedHere;
  }
  return { offered, outcomes, established, spilled, latency };
}

function establishedIn(flow: FlowRecord): number {
  if (flow.regionIndex < 0) return 0;
  return flow.outcomes.reduce((sum, count, outcome) => (isEstablished(outcome) ? sum + count : sum), 0);
}
