/**
 * One queueing model on all engines in turns: a slice of each, then the next round, so that whatever else
 * the machine does hits all alike.
 *
 * Slices have seeds of their own. Engines that manage fewer customers in a slice are compared, for their
 * results, with Spillway serving as few.
 */
import type { LineEngine } from '../engines/line-engine.ts';
import type { QueueingCase } from '../models/queueing-case.ts';

export interface QueueingEngine {
  readonly engine: LineEngine;
  readonly customers: number;
  readonly drawsAlike: boolean;
}

export interface QueueingSlice {
  /** That it served. */
  readonly customers: number;
  readonly nsPerCustomer: number;
  /** Mean time in the system, in mean service times. */
  readonly meanInSystem: number;
  readonly checksum: number;
}

export interface EngineSlices {
  readonly name: string;
  /** Of a slice, as asked for. */
  readonly customers: number;
  readonly drawsAlike: boolean;
  readonly slices: readonly QueueingSlice[];
}

interface Answer {
  readonly customers: number;
  readonly cpuSeconds: number;
  readonly meanInSystem: number;
  readonly checksum: number;
}

/** Slices that warm an engine up and do not count. */
const WARM_UP_SLICES = 2;

/** @param share of each engine's customers to serve in a slice: below 1 for a quick look */
export async function measureQueueing(
  queueingCase: QueueingCase,
  engines: readonly QueueingEngine[],
  rounds: number,
  share: number,
): Promise<EngineSlices[]> {
  const slices = engines.map((): QueueingSlice[] => []);
  for (let round = -WARM_UP_SLICES; round < rounds; round++) {
    for (const [index, { engine, customers }] of engines.entries()) {
      const slice = await askSlice(engine, queueingCase, Math.round(customers * share), round + WARM_UP_SLICES);
      if (round >= 0) slices[index]!.push(slice);
    }
  }
  return engines.map(({ engine, customers, drawsAlike }, index) => ({
    name: engine.name,
    customers: Math.round(customers * share),
    drawsAlike,
    slices: slices[index]!,
  }));
}

/** A slice of `customers` customers with the given seed. */
export async function askSlice(
  engine: LineEngine,
  { serverCount, processors, rate, picksShorterOfTwo }: QueueingCase,
  customers: number,
  seed: number,
): Promise<QueueingSlice> {
  const shorter = picksShorterOfTwo ? 1 : 0;
  const request = [serverCount, processors, rate, shorter, customers, seed].join(' ');
  const answer = (await engine.ask(request)) as Answer;
  return {
    customers: answer.customers,
    nsPerCustomer: (answer.cpuSeconds / answer.customers) * 1e9,
    meanInSystem: answer.meanInSystem,
    checksum: answer.checksum,
  };
}
