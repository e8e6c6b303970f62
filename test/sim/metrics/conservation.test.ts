/**
 * Goal: a run that loses, invents or double-counts a connection does not get into a result, and
 * the message says where to look.
 * Method: a sound record passes; then one number at a time is spoilt.
 */
import { describe, expect, it } from 'vitest';
import { InternalError } from '../../../sim/kernel/assert.ts';
import { REHASHED } from '../../../sim/metrics/break-cause.ts';
import { assertConservation } from '../../../sim/metrics/conservation.ts';
import { COUNTER, COUNTER_COUNT } from '../../../sim/metrics/counters.ts';
import { DROPPED } from '../../../sim/metrics/outcome.ts';
import type { RunRecord } from '../../../sim/metrics/run-record.ts';
import { sampleContext, sampleRecord, steadyTraffic } from './sample-record.ts';

const { scenario } = sampleContext();

/** Seoul spills to us in interval 3, and some of Boston's connections are dropped in interval 4. */
function soundRecord(): RunRecord {
  return sampleRecord(
    [
      ...steadyTraffic(5, 20),
      { interval: 3, metro: 0, backend: 2, outcome: 'completed', latencyMs: 150, count: 3 },
      { interval: 4, metro: 1, backend: -1, outcome: 'dropped', latencyMs: null, count: 2 },
    ],
    { replication: 7, counters: { asks: 4 } },
  );
}

describe('assertConservation', () => {
  it('passes a sound record', () => {
    expect(() => assertConservation(soundRecord(), scenario)).not.toThrow();
  });

  const faults: readonly {
    readonly what: string;
    readonly spoil: (record: RunRecord) => void;
    readonly message: string;
  }[] = [
    {
      what: 'a connection without an outcome',
      spoil: ({ home }) => home.offered[3]!++,
      message: 'design "waterfall", replication 7, interval 1, home region 1: outcomes 5, offered 6',
    },
    {
      what: 'more spilled than offered',
      spoil: ({ home }) => {
        home.spilledOut[2] = 9;
      },
      message: 'interval 1, home region 0: 9 spilled of 5 offered',
    },
    {
      what: 'a spill that arrived nowhere',
      spoil: ({ serving }) => serving.spilledIn.fill(0),
      message: 'spilled in 0, spilled out 3',
    },
    {
      what: 'a total that counts differently',
      spoil: (record) => Object.assign(record, { offeredCount: 1 }),
      message: 'home rows offered 65, the run offered 1',
    },
    {
      what: 'a slice that missed a connection',
      spoil: ({ slices }) => slices.flows[0]!.offered[0]!--,
      message: 'flow slices offered 64, the run offered 65',
    },
    {
      what: 'a flow whose outcomes do not add up',
      spoil: ({ windows }) => Object.assign(windows[1]!.flows[0]!, { offered: 99 }),
      message: 'window "lost", flow of metro 0 by PoP 0 to region 0: outcomes 10, offered 99',
    },
    {
      what: 'more answers than connections',
      spoil: ({ windows }) =>
        Object.assign(windows[0]!.flows[0]!, { latency: { ...windows[0]!.flows[0]!.latency, total: 1_000 } }),
      message: '1000 answers for 25 connections',
    },
    {
      what: 'an ask that no window counted',
      spoil: ({ counters }) => counters[3 * COUNTER_COUNT + COUNTER.asks]!++,
      message: 'window "all": asks 20 in the window, 21 in its intervals',
    },
    {
      what: 'a backend that saw more than was sent to its region',
      spoil: ({ windows }) => windows[0]!.backendFlows[0]!.outcomes[0]!++,
      message: 'window "all": 54 completed at backends, 53 in their regions',
    },
    {
      what: 'a break that no backend saw',
      spoil: ({ windows }) => windows[1]!.breaks[REHASHED]!++,
      message: 'window "lost": breaks by cause 1, at backends 0',
    },
    {
      what: 'a flow that contradicts the home rows',
      spoil: ({ windows }) => {
        const flow = windows[0]!.flows[0]!;
        flow.outcomes[DROPPED]! += flow.outcomes[0]!;
        flow.outcomes[0] = 0;
      },
      message: 'window "all", home region 0: completed in flows 3, in home rows 28',
    },
  ];
  it.each(faults)('stops $what', ({ spoil, message }) => {
    const record = soundRecord();
    spoil(record);
    expect(() => assertConservation(record, scenario)).toThrow(InternalError);
    expect(() => assertConservation(record, scenario)).toThrow(message);
  });

  it('does not compare flows with home rows where a window cuts through an interval', () => {
    const windows = scenario.windows.map((window) => ({ ...window, start: (window.start + 1) as typeof window.start }));
    const record = soundRecord();
    record.windows[0]!.flows[0]!.outcomes[0]!--;
    record.windows[0]!.backendFlows[0]!.outcomes[0]!--;
    Object.assign(record.windows[0]!.flows[0]!, {
      offered: 24,
      latency: { ...record.windows[0]!.flows[0]!.latency, total: 24 },
    });
    expect(() => assertConservation(record, { ...scenario, windows })).not.toThrow();
    expect(() => assertConservation(record, scenario)).toThrow('completed in flows');
  });
});
