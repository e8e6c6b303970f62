/**
 * Goal: every machine that the operator runs has one row with its own figures, and the summary says how many there are
 * and how evenly servers are used.
 * Method: hand-made records of five members in three backends; whole runs, whose rows must add up to
 * what the run counts otherwise.
 */
import { describe, expect, it } from 'vitest';
import { csvText } from '../../../cli/results/csv.ts';
import { machineRows } from '../../../cli/results/tables/machine-rows.ts';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { COUNTER } from '../../../sim/metrics/counters.ts';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { MachineTally } from '../../../sim/metrics/machine-tally.ts';
import { fleetPeakToMean } from '../../../sim/metrics/member-imbalance.ts';
import { mergeRuns } from '../../../sim/metrics/merge-runs.ts';
import { simulate } from '../../../sim/simulate.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';
import { DESIGNS, type RecordChanges, sampleContext, sampleRecord, steadyTraffic } from './sample-record.ts';

const PAYLOAD = { requestBytes: 100, responseBytes: 2_000 };

/** Of two replications of one design. */
function merged(first: RecordChanges, second: RecordChanges = first, hasSizes = false): ExperimentResult {
  const base = sampleContext({ designs: DESIGNS.slice(0, 1), replications: 2 });
  const traffic = { ...base.scenario.traffic, ...(hasSizes && { payload: PAYLOAD }) };
  const context = { ...base, scenario: { ...base.scenario, traffic } };
  return mergeRuns(context, [
    sampleRecord(steadyTraffic(5, 20), { ...first, replication: 0 }),
    sampleRecord(steadyTraffic(5, 20), { ...second, replication: 1 }),
  ]);
}

const metric = (result: ExperimentResult, name: string) => result.summary.find((row) => row.metric === name)!.mean;

describe('rows of servers', () => {
  it('are one for each place, named as trails name members, with means over replications', () => {
    const { machines } = merged({ memberLoads: [3, 1, 5, 6, 6] }, { memberLoads: [5, 1, 5, 8, 6] });
    expect(
      machines.map(({ role, machine, regionIndex, handled, peakOpen }) => [
        role,
        machine,
        regionIndex,
        handled,
        peakOpen,
      ]),
    ).toEqual([
      ['server', 'web-asia/0', 0, 4, 4],
      ['server', 'web-asia/1', 0, 1, 1],
      ['server', 'web-asia/0', 0, 5, 5],
      ['server', 'web-us/0', 1, 7, 7],
      ['server', 'web-us/1', 1, 6, 6],
    ]);
  });

  it('leave out a place that was never used, and keep one that somebody used for a while', () => {
    const { machines } = merged({ memberLoads: [3, 0, 5, 2, 6], partTime: [1, 3] });
    expect(machines.map(({ handled }) => handled)).toEqual([3, 5, 2, 6]);
  });

  it('have bytes where the scenario gives sizes, and none otherwise', () => {
    const bytes = { memberLoads: [1, 1, 1, 1, 1], memberBytes: [2_000, 0, 0, 4_000, 0] };
    expect(merged(bytes).machines.map(({ bytesOut }) => bytesOut)).toEqual([null, null, null, null, null]);
    const sized = merged(bytes, { ...bytes, memberBytes: [4_000, 0, 0, 4_000, 0] }, true);
    expect(sized.machines.map(({ bytesOut }) => bytesOut)).toEqual([3_000, 0, 0, 4_000, 0]);
    const [header, first] = csvText('machines.csv', machineRows(sized)).split('\n');
    expect(header).toBe(
      'design,role,machine,region,handled,bytesIn,bytesOut,peakOpen,assigned,cpuUse,peakMemoryBytes,cpuPeak,logBytes',
    );
    expect(first).toBe('waterfall,server,web-asia/0,asia,1,0,3000,1,,,,,');
  });
});

describe('the summary', () => {
  it('counts the machines that are there', () => {
    expect(metric(merged({}), 'machines')).toBe(5);
  });

  it('sets the busiest of the whole fleet against the mean', () => {
    const result = merged({ memberLoads: [3, 1, 5, 6, 5] });
    expect(metric(result, 'peakToMeanMembers')).toBeCloseTo(6 / 4, 12);
    // Within backends the same loads are less uneven.
    expect(metric(result, 'memberImbalance')).toBeLessThan(0.5);
  });

  it('compares only members that were there all the time, and needs two', () => {
    const { members } = sampleRecord([], { memberLoads: [3, 90, 5, 6, 6], partTime: [1] });
    expect(fleetPeakToMean(members)).toBeCloseTo(6 / 5, 12);
    const alone = sampleRecord([], { memberLoads: [3, 90, 5, 6, 6], partTime: [1, 2, 3, 4] });
    expect(fleetPeakToMean(alone.members)).toBeNull();
    expect(fleetPeakToMean(sampleRecord([], { memberLoads: [0, 0, 0, 0, 0] }).members)).toBeNull();
  });
});

describe('a whole run', () => {
  const connections: PlainMap = { requestSize: '1 KiB', responseSize: '10 kB' };
  const model = modelWith({ time: { duration: '2m', warmup: '30s' }, traffic: { connections } });
  const record = simulate(model, 0, 0, UNATTENDED);
  const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

  it('gives every byte of the measured time to the server that got or sent it', () => {
    const { counters } = record.windows[0]!;
    expect(sum(record.members.bytesIn)).toBe(counters[COUNTER.serverBytesIn]);
    expect(sum(record.members.bytesOut)).toBe(counters[COUNTER.serverBytesOut]);
    Array.from(record.members.established).forEach((established, member) => {
      expect(record.members.bytesIn[member]).toBe(established * 1_024);
    });
  });

  it('has rows that add up to what the backend took', () => {
    const result = mergeRuns({ ...sampleContext(), scenario: model.scenario, places: model.places }, [record]);
    expect(result.machines.map(({ machine }) => machine)).toEqual(['seoul/0', 'seoul/1', 'seoul/2', 'seoul/3']);
    expect(sum(result.machines.map(({ handled }) => handled))).toBe(result.backends[0]!.established);
    expect(metric(result, 'machines')).toBe(4);
  });
});

describe('connections that are tried again', () => {
  // One server of four resets whatever it takes; nobody leaves it for that.
  const events = [{ id: 'bad', at: '0s', degrade: { member: 'seoul/0', errorShare: '100%' } }];
  const retry = { tries: 3, on: ['reset'] };
  const design = { kind: 'redirect', failures: ['timedOut'], retry };
  const model = modelWith({ time: { duration: '3m', warmup: '0s' }, designs: { proxy: design }, events });
  const record = simulate(model, 0, 0, UNATTENDED);
  const { summary, series, backends, machines } = mergeRuns(
    { ...sampleContext(), scenario: model.scenario, places: model.places },
    [record],
  );
  const count = (name: string): number => summary.find((row) => row.metric === name)!.mean!;
  const tries = count('offered') + record.windows[0]!.counters[COUNTER.retries]!;

  it('are one in the summary, and count at servers, backends and regions with every try', () => {
    expect(count('completed') + count('reset') + count('unfinished')).toBe(count('offered'));
    const established = series[0]!.regions.reduce(
      (sum, region) => sum + region.established.reduce<number>((a, b) => a + (b ?? 0), 0),
      0,
    );
    // Tries that the end of the run caught on their way to a server are none.
    expect(established).toBeGreaterThan(1.2 * count('offered'));
    expect(tries - established).toBeLessThan(5);
    expect(backends[0]!.established).toBe(established);
    expect(machines.filter(({ role }) => role === 'server').reduce((sum, { handled }) => sum + handled, 0)).toBe(
      established,
    );
  });
});

describe('clients that are assigned to servers', () => {
  const clients = { count: 400 };

  function assigned(design: PlainMap): readonly (number | null)[] {
    const traffic = { connections: { rate: '20/s', hold: '1s' }, clients };
    const model = modelWith({ time: { duration: '2m' }, traffic, designs: { proxy: { kind: 'redirect', ...design } } });
    const record = simulate(model, 0, 0, UNATTENDED);
    const context = { ...sampleContext(), scenario: model.scenario, places: model.places };
    return mergeRuns(context, [record]).machines.map((machine) => machine.assigned);
  }

  it('are all of them where they keep their server for good; balancers have none', () => {
    const counts = assigned({ assignment: 'roundRobin', balancers: { count: 1 } });
    expect(counts).toEqual([100, 100, 100, 100, null]);
  });

  it('are those whose lease holds: who came within it', () => {
    // 20 connections a second, 400 clients: one has come within the last 20 s with 1 - 1/e.
    const held = assigned({ lease: { duration: '20s' } }).reduce<number>((sum, count) => sum + (count ?? 0), 0);
    expect(held).toBeGreaterThan(400 * 0.4);
    expect(held).toBeLessThan(400 * 0.7);
  });
});

describe('balancers', () => {
  const traffic = { connections: { requestSize: '1 KiB', responseSize: '10 kB' } };
  const lease = { duration: '10s', jitter: '50%' };

  function runWith(balancers: PlainMap) {
    const designs = { proxy: { kind: 'redirect', balancers, lease } };
    const model = modelWith({ time: { duration: '3m', warmup: '30s' }, traffic, designs });
    const record = simulate(model, 0, 0, UNATTENDED);
    return {
      record,
      result: mergeRuns({ ...sampleContext(), scenario: model.scenario, places: model.places }, [record]),
    };
  }

  it('have a row each after the servers, with the asks that they took and their bytes', () => {
    const { record, result } = runWith({ count: 3 });
    const rows = result.machines.filter(({ role }) => role === 'balancer');
    expect(result.machines.map(({ machine }) => machine)).toEqual([
      'seoul/0',
      'seoul/1',
      'seoul/2',
      'seoul/3',
      'lb1',
      'lb2',
      'lb3',
    ]);
    const asks = record.windows[0]!.counters[COUNTER.asks]!;
    expect(asks).toBeGreaterThan(100);
    expect(rows.reduce((total, { handled }) => total + handled, 0)).toBe(asks);
    for (const { handled, bytesIn, bytesOut, peakOpen } of rows) {
      expect([bytesIn, bytesOut]).toEqual([500 * handled, 500 * handled]);
      expect(peakOpen).toBeGreaterThanOrEqual(1);
    }
    expect(metric(result, 'machines')).toBe(4 + 3);
  });

  it('on servers are no machines of their own, and have rows all the same', () => {
    const { result } = runWith({ count: 3, onServers: true });
    expect(metric(result, 'machines')).toBe(4);
    expect(result.machines.filter(({ role }) => role === 'balancer')).toHaveLength(3);
  });

  it('have in hand what they have not answered yet', () => {
    const { record } = runWith({ count: 1, serviceTime: '500ms', workers: 1, backlog: 50 });
    expect(record.machines[0]!.peakOpen).toBeGreaterThan(5);
    expect(record.machines[0]!.peakOpen).toBeLessThanOrEqual(52);
  });

  it('count from the end of the warm-up on, means over the runs', () => {
    const tally = new MachineTally([{ role: 'balancer', name: 'lb1', regionIndex: 0, isHosted: false }], 10);
    for (const at of [9, 10, 11]) tally.took(0, at, 5, 7, at);
    expect(tally.records()).toEqual([
      {
        role: 'balancer',
        name: 'lb1',
        regionIndex: 0,
        isHosted: false,
        handled: 2,
        bytesIn: 10,
        bytesOut: 14,
        peakOpen: 11,
        workUs: 0,
        peakMemoryBytes: 0,
        busyMax: 0,
        logBytes: 0,
      },
    ]);
    const machinesOf = (handled: number) => tally.records().map((machine) => ({ ...machine, handled }));
    const { machines } = merged({ machines: machinesOf(4) }, { machines: machinesOf(8) });
    expect(machines.at(-1)).toMatchObject({
      role: 'balancer',
      machine: 'lb1',
      handled: 6,
      bytesIn: null,
      peakOpen: 11,
    });
  });

  it('say when they have more in hand than ever', () => {
    const tally = new MachineTally([{ role: 'tier', name: 's1', regionIndex: 0, isHosted: false }], 10);
    const isMost = [9, 10, 11, 12, 13].map((at, index) => tally.began(0, at, [9, 2, 2, 3, 1][index]!));
    expect(isMost).toEqual([false, true, false, true, false]);
    expect(tally.records()).toMatchObject([{ handled: 4, workUs: 0, peakOpen: 3, bytesIn: 0 }]);
  });

  it('have spent what they did after the warm-up, of a span that it cuts the part behind it', () => {
    const tally = new MachineTally([{ role: 'tier', name: 's1', regionIndex: 0, isHosted: false }], 10);
    tally.spent(0, 8, 8, 800);
    tally.spent(0, 10, 2, 70);
    expect(tally.records()).toMatchObject([{ workUs: 0 }]);
    tally.spent(0, 20, 10, 300);
    expect(tally.records()).toMatchObject([{ workUs: 300 }]);
    const cut = new MachineTally([{ role: 'tier', name: 's1', regionIndex: 0, isHosted: false }], 10);
    cut.spent(0, 20, 40, 100);
    expect(cut.records()).toMatchObject([{ workUs: 25 }]);
  });
});
