/**
 * Goal: a connection through a tier allocates nothing once the stores have grown to the load. Method: V8's sampling
 * heap profiler, objects collected meanwhile included, over a hundred thousand connections after as many to warm up.
 */
import { Session } from 'node:inspector/promises';
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { type SimTime, simTime } from '../../../sim/kernel/time.ts';
import { TEN_MS_EXPONENTIAL, TierBench } from './tier-bench.ts';

/** The parts of the protocol's answer that count here. */
interface ProfileNode {
  readonly selfSize: number;
  readonly children: readonly ProfileNode[];
}

const CONNECTIONS = 100_000;
/**
 * One number on the heap is 12 to 16 bytes, a string or an object more; sampling and what V8 does once need some room.
 */
const BYTES_MAX = 40;

describe('bytes allocated for a connection', () => {
  it.each(['threads', 'events'] as const)('%s: none to speak of', async (kind) => {
    const bench = new TierBench();
    const front = bench.tcpFront({ clientUs: 150, timeoutUs: 5e6, segmentUs: 1, clientTickUs: 4_000 });
    if (kind === 'threads') bench.threads(front, { threadsPerProcess: 64, cpuUs: 100 }, TEN_MS_EXPONENTIAL);
    else bench.events(front, { cpuUs: 100 }, TEN_MS_EXPONENTIAL);
    const gaps = bench.streams.stream('arrivals');
    let count = 0;
    const source = {
      nextAt: 0 as SimTime,
      arrive(): void {
        front.request(0, 0);
        count++;
        source.nextAt = (bench.kernel.now + Math.round(gaps.exponential() * 200)) as SimTime;
      },
    };
    const runUntil = (endUs: number): boolean => bench.kernel.run(simTime(endUs), source, UNATTENDED);
    runUntil(CONNECTIONS * 200);
    const before = count;
    const session = new Session();
    session.connect();
    await session.post('HeapProfiler.startSampling', {
      samplingInterval: 1_024,
      includeObjectsCollectedByMinorGC: true,
      includeObjectsCollectedByMajorGC: true,
    } as object);
    runUntil(2 * CONNECTIONS * 200);
    const { profile } = (await session.post('HeapProfiler.stopSampling')) as { profile: { head: ProfileNode } };
    session.disconnect();
    expect(count - before).toBeGreaterThan(0.98 * CONNECTIONS);
    expect(sizeOf(profile.head) / (count - before)).toBeLessThan(BYTES_MAX);
  });
});

function sizeOf({ selfSize, children }: ProfileNode): number {
  return children.reduce((sum, child) => sum + sizeOf(child), selfSize);
}
