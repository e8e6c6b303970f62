/**
 * What a connection allocates in a run of 40 minutes that is under way. The first quarter does not count: stores grow
 * to the load, histograms to the latencies. The last one is told apart: past 2^31 us (36 minutes) V8 keeps an instant
 * in a box where it is handed to a function that was not inlined.
 */
import type { LineEngine } from '../engines/line-engine.ts';

export interface Allocation {
  /** In the second or third quarter, whichever is worse. */
  readonly bytesPerConnection: number;
  /** In the last quarter. */
  readonly bytesPerConnectionLate: number;
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
    bytesPerConnection: Math.max(...answer.bytesPerConnection.slice(1, -1)),
    bytesPerConnectionLate: answer.bytesPerConnection.at(-1)!,
    problems: isMeasured ? [] : [`${answer.design}: too many collections to measure allocation`],
  };
}
