/**
 * Goal: each server of a tier has a row of its own that says what it took, spent, held and logged, and the rows
 * add up to what the tiers count.
 * Method: whole runs at a constant rate, in which the processor time of a request, its hold and the threads are known.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { COUNTER } from '../../../../sim/metrics/counters.ts';
import type { MachineRow } from '../../../../sim/metrics/experiment-result.ts';
import { mergeRuns } from '../../../../sim/metrics/merge-runs.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';
import { sampleContext } from '../../metrics/sample-record.ts';

const TIERS: PlainMap = {
  apache: { kind: 'threadPerConnection', servers: 3, mpm: 'worker', workers: 50, cores: 2, cpuPerRequest: '2ms' },
  nginx: { kind: 'eventDriven', servers: 2, cores: 1, cpuPerRequest: '500us', logLine: '100 B' },
};

function run(design: PlainMap = {}, rest: PlainMap = {}) {
  const model = modelWith({
    time: { duration: '2m', warmup: '30s', interval: '10s' },
    traffic: { connections: { rate: '300/s', hold: '0s' } },
    service: { member: { serviceTime: '20ms', workers: 1_000 } },
    designs: { proxy: { kind: 'chain', tiers: TIERS, ...design } },
    ...rest,
  });
  const record = simulate(model, 0, 0, UNATTENDED);
  const context = { ...sampleContext(), scenario: model.scenario, places: model.places };
  return { record, result: mergeRuns(context, [record]) };
}

function sum(rows: readonly MachineRow[], key: 'handled' | 'logBytes' | 'cpuUse'): number {
  return rows.reduce((total, row) => total + row[key]!, 0);
}

describe('machines of a chain', () => {
  const { record, result } = run();
  const rows = result.machines.filter(({ role }) => role === 'tier');
  const apache = rows.filter(({ machine }) => machine.includes('/apache/'));
  const nginx = rows.filter(({ machine }) => machine.includes('/nginx/'));
  const { counters } = record.windows[0]!;

  it('are one for each server of each tier, and count as machines', () => {
    expect(rows.map(({ machine }) => machine)).toEqual([
      ...[0, 1, 2].map((number) => `asia-northeast3/apache/${number}`),
      ...[0, 1].map((number) => `asia-northeast3/nginx/${number}`),
    ]);
    expect(result.summary.find(({ metric }) => metric === 'machines')!.mean).toBe(4 + 3 + 2);
    expect(result.machines.filter(({ role }) => role === 'server').every(({ cpuPeak }) => cpuPeak === null)).toBe(true);
  });

  it('took all requests of the measured time, and wrote the log that the tiers count', () => {
    const requests = result.summary.find(({ metric }) => metric === 'offered')!.mean!;
    expect(Math.abs(sum(apache, 'handled') - requests)).toBeLessThan(20);
    expect(Math.abs(sum(nginx, 'handled') - requests)).toBeLessThan(20);
    expect(sum(rows, 'logBytes')).toBe(counters[COUNTER.logBytes]);
    expect(sum(nginx, 'logBytes') / sum(apache, 'logBytes')).toBeCloseTo(0.5, 2);
  });

  it('were busy for rate x processor time / cores', () => {
    // 300 requests a second of 2 ms over three servers of two cores, of 0.5 ms over two of one.
    expect(sum(apache, 'cpuUse') / 3).toBeCloseTo((300 * 0.002) / 6, 2);
    expect(sum(nginx, 'cpuUse') / 2).toBeCloseTo((300 * 0.0005) / 2, 2);
    for (const { cpuUse, cpuPeak } of rows) {
      expect(cpuPeak!).toBeGreaterThanOrEqual(cpuUse!);
      expect(cpuPeak!).toBeLessThan(1.3 * cpuUse!);
    }
  });

  it('held memory by their model: of all workers, of the connections of the peak', () => {
    for (const { peakMemoryBytes, peakOpen } of apache) {
      expect(peakMemoryBytes).toBe(50 * 120_000);
      expect(peakOpen).toBeGreaterThan(1);
      expect(peakOpen).toBeLessThanOrEqual(50);
    }
    for (const { peakMemoryBytes, peakOpen } of nginx) expect(peakMemoryBytes).toBe(peakOpen * 7_400);
  });
});

describe('rows of machines', () => {
  it('have the busiest interval of a surge', () => {
    const surges = { now: { at: '60s', peak: '2x', hold: '20s' } };
    const { result } = run({}, { traffic: { connections: { rate: '300/s', hold: '0s' }, surges } });
    const [first] = result.machines.filter(({ role }) => role === 'tier');
    expect(first!.cpuPeak! / ((600 * 0.002) / 6)).toBeGreaterThan(0.85);
    expect(first!.cpuUse!).toBeLessThan(0.8 * first!.cpuPeak!);
  });

  it.each([
    ['eventDriven', { workerConnections: 20_000 }],
    ['threadPerConnection', { mpm: 'prefork', workers: 1_500, cpuPerRequest: '2ms' }],
  ])('are never busier than all their cores, however much waits for them: %s', (kind, settings) => {
    // Three quarters of what two cores can do, and for 20 seconds half as much again as they can: the peak is
    // over before a minute has passed.
    const surges = { now: { at: '60s', peak: '2x', hold: '20s' } };
    const { result } = run(
      { responseTimeout: '2m', tiers: { only: { kind, servers: 1, cores: 2, cpuPerRequest: '2ms', ...settings } } },
      { traffic: { connections: { rate: '750/s', hold: '0s' }, surges }, service: { member: { workers: 9_000 } } },
    );
    const [row] = result.machines.filter(({ role }) => role === 'tier');
    expect(row!.cpuPeak).toBeCloseTo(1, 6);
    expect(row!.cpuPeak).toBeLessThanOrEqual(1 + 1e-9);
    // What came with the surge was worked off after it.
    expect(row!.cpuUse).toBeGreaterThan(0.8);
    expect(row!.cpuUse).toBeLessThan(1);
  });

  it.each([
    ['cannot keep up to the end', '30s', '1500/s', 1],
    ['cannot, and its warm-up ends within an interval', '33s', '1500/s', 1],
    ['works off after its warm-up what it could not before', '30s', '450/s', null],
  ])('have spent no more than there was, and what they did, where one %s', (_, warmup, rate, expected) => {
    // Two cores do a thousand requests of 2 ms a second; in the last case they have a backlog as measuring begins.
    const surges = { early: { at: '5s', peak: '4x', hold: '25s' } };
    const { result } = run(
      {
        responseTimeout: '5m',
        tiers: { only: { kind: 'eventDriven', servers: 1, cpuPerRequest: '2ms', workerConnections: 500_000 } },
      },
      {
        time: { duration: '2m', warmup, interval: '10s' },
        traffic: { connections: { rate, hold: '0s' }, ...(expected === null && { surges }) },
        service: { member: { workers: 90_000 } },
      },
    );
    const [row] = result.machines.filter(({ role }) => role === 'tier');
    expect(row!.cpuUse).toBeLessThanOrEqual(1 + 1e-9);
    if (expected !== null) {
      expect(row!.cpuUse).toBeCloseTo(expected, 6);
      return;
    }
    // 450 a second ask for 0.45 of the cores over the 90 s measured; the backlog comes on top of that.
    expect(row!.cpuUse).toBeGreaterThan(0.45 + 0.1);
    expect(row!.cpuUse).toBeLessThan(0.9);
  });

  it('of the chain that a rollout moves to stand beside the others', () => {
    const { result } = run({ rolloutTo: { tiers: { nginx: { kind: 'eventDriven', servers: 1 } } } });
    const names = result.machines.filter(({ role }) => role === 'tier').map(({ machine }) => machine);
    expect(names.at(-1)).toBe('new/asia-northeast3/nginx/0');
    expect(result.machines.at(-1)).toMatchObject({ handled: 0, cpuUse: 0, cpuPeak: 0, logBytes: 0 });
  });
});
