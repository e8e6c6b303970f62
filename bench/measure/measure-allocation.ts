/**
 * What a connection allocates in a run that is under way. The first quarter does not count: stores grow to the load, histograms to the latencies.
 */
import type { LineEngine } from '../engines/line-engine.ts';

export interface Allocation {
  /** In the worst quarter but the first. */
  readonly bytesPerConnection: number;
  readonly problems: readonly string[];
}

export interface AllocationAnswer {
  readonly design: string;
  readonly events: number;
  /** Events between whose polls the heap was not collected. */
  readonly eventsMeasured: number;
  /** By quarter of the run. */
  readonly bytesPerConnection: readonly number[];
}

/** Below this share of a run's events the heap was collected too often for the figure to mean anything. */
const MEASURED_SHARE_MIN = 0.8;

export async function measureAllocation(designIndex: number, engine: LineEngine): Promise<Allocation> {
  const answer = (await engine.ask(`${designIndex}`)) as AllocationAnswer;
  const isMeasured = answer.eventsMeasured >= MEASURED_SHARE_MIN * answer.events;
  return {
    bytesPerConnection: Math.max(...answer.bytesPerConnection.slice(1)),
    problems: isMeasured ? [] : [`${answer.design}: too many collections to measure allocation`],
  };
}
