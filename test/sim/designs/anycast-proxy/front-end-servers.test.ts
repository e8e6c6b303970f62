/**
 * Goal: a first-layer GFE that is a server costs what an event-driven tier costs: processor time that its connections
 * share, and connections of which it has so many; and nothing of it outlives a connection, however that ends.
 * Method: single connections at known instants; M/G/1-PS and Erlang B by closed forms; random events, after
 * which GFEs are as good as new.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { assertConservation } from '../../../../sim/metrics/conservation.ts';
import { COUNTER } from '../../../../sim/metrics/counters.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { erlangB } from '../../../oracle/closed-forms.ts';
import { attemptsEvery, type Ending, runProxy } from '../../../support/proxy-bench.ts';
import { randomEvents, randomParts } from '../../../support/random-scenario.ts';
import { mergePlain, modelWith, type PlainMap } from '../../../support/scenario.ts';
import { mean } from '../../../support/statistics.ts';

/** All come in at one PoP, whose one Maglev machine has so many GFEs. */
function withServer(server: PlainMap | null, changes: PlainMap = {}, gfes = 1): PlainMap {
  const edge = { maglevMachines: 1, gfes, tableSize: 101, ...(server !== null && { server }) };
  return mergePlain({ world: { pops: ['icn'] }, designs: { proxy: { edge } } }, changes);
}

/** Poisson arrivals from a generator of the test's own, us. */
function poisson(ratePerS: number, count: number, seed: number): number[] {
  let state = seed;
  let at = 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    at += Math.max(1, Math.round((-Math.log((state + 0.5) / 2 ** 32) * 1e6) / ratePerS));
    return at;
  });
}

const latencies = (endings: readonly Ending[]): number[] => endings.map(({ latencyUs }) => latencyUs!);

describe('the processor', () => {
  it.each([
    ['TCP', {}, 3_000],
    ['SSL', { protocol: 'SSL', tls: '1.3' }, 3_000 + 1_500],
  ])('%s: a connection alone takes as much longer as its work takes', (_, service, workUs) => {
    const server = { cores: 1, cpuPerRequest: '3ms', cpuPerHandshake: '1500us' };
    const attempt = [{ at: 1_000_000, service: 12_345 }];
    const [free] = runProxy(modelWith(withServer(null, { service })), attempt).endings;
    const [costly] = runProxy(modelWith(withServer(server, { service })), attempt).endings;
    expect(costly!.latencyUs! - free!.latencyUs!).toBe(workUs);
    expect(costly).toMatchObject({ outcome: 'completed', servingPop: 'icn' });
  });

  it('is shared: M/G/1-PS at one GFE', () => {
    const instants = poisson(700, 60_000, 1);
    const attempts = instants.map((at, k) => ({ at, hold: 0, service: 0, flow: k, client: k, choice: k }));
    const time = { time: { duration: '100s' }, service: { member: { workers: 1_000 } } };
    const model = modelWith(withServer({ cores: 1, cpuPerRequest: '1ms', workerConnections: 10_000 }, time));
    const free = runProxy(modelWith(withServer(null, time)), attempts.slice(0, 1)).endings[0]!.latencyUs!;
    const { endings } = runProxy(model, attempts);
    const sojourn = mean(latencies(endings.slice(2_000))) - free;
    expect(Math.abs(sojourn / (1_000 / 0.3) - 1)).toBeLessThan(0.05);
  });

  it('is each GFE’s own: the one with a weight of four fifths is slow, its neighbour is not', () => {
    const attempts = attemptsEvery(1_250, 5_000_000, 20_000, { hold: 0, service: 0 });
    const model = modelWith(
      withServer(
        { cores: 1, cpuPerRequest: '1700us', workerConnections: 10_000 },
        { events: [{ id: 'uneven', at: '1s', scale: { gfe: 'icn/1', weight: 0.25 } }] },
        2,
      ),
    );
    const { collector } = runProxy(model, attempts);
    const [heavy, light] = collector.machineRecords();
    expect(heavy!.handled + light!.handled).toBe(20_000);
    expect(heavy!.handled / light!.handled).toBeGreaterThan(3);
    // 0.8 x 1.36 of a core is more than there is; 0.2 x 1.36 is not.
    expect(heavy!.workUs / light!.workUs).toBeCloseTo(heavy!.handled / light!.handled, 9);
    expect(heavy!.peakOpen).toBeGreaterThan(500);
    expect(light!.peakOpen).toBeLessThan(20);
  });
});

describe('connections of a GFE', () => {
  const server = { workerConnections: 18, upstreamKeepalive: 0, cpuPerRequest: '1us', memoryPerConnection: '1000 B' };

  it('are two for a client, one on its way on; without one the client is reset and nobody behind sees it', () => {
    const attempts = attemptsEvery(1_000, 1_000_000, 9, { hold: 5_000_000 });
    const { endings, establishments, collector } = runProxy(modelWith(withServer(server)), attempts);
    // Sixteen, as a server keeps two for itself.
    expect(endings.map(({ outcome }) => outcome)).toEqual([...Array(8).fill('completed'), 'reset']);
    expect(endings[8]).toMatchObject({ region: null, latencyUs: null });
    expect(establishments).toHaveLength(8);
    expect(collector.countersOf(0)[COUNTER.slotRefusals]).toBe(1);
    expect(collector.machineRecords()[0]).toMatchObject({ handled: 8, peakOpen: 8, peakMemoryBytes: 16_000 });
  });

  it('run out as Erlang B says, two slots a connection', () => {
    const instants = poisson(6, 30_000, 2);
    const attempts = instants.map((at, k) => ({ at, hold: 1_000_000, service: 0, flow: k, client: k, choice: k }));
    const model = modelWith(
      withServer(server, { time: { duration: '6000s', interval: '60s' }, service: { member: { workers: 1_000 } } }),
    );
    const { endings } = runProxy(model, attempts);
    const lost = endings.filter(({ outcome }) => outcome === 'reset').length / endings.length;
    // Insensitive to how long a connection lasts: its hold and the way to the member and back.
    const heldS = mean(
      endings.flatMap(({ outcome, endedAt, offeredAt }) =>
        outcome === 'completed' ? [(endedAt - offeredAt) / 1e6] : [],
      ),
    );
    const exact = erlangB(8, 6 * (heldS - 0.004));
    expect(Math.abs(lost - exact)).toBeLessThan(0.012);
  });

  it.each([
    ['the client leaves', { designs: { proxy: { responseTimeout: '1s' } } }],
    ['the GFE fails', { events: [{ id: 'lost', at: '2s', for: '1s', fail: { gfe: 'icn/0' } }] }],
    ['the member fails', { events: [{ id: 'lost', at: '2s', for: '1s', fail: { backend: 'seoul' } }] }],
    [
      'the second layer fails',
      { events: [{ id: 'lost', at: '2s', for: '1s', fail: { secondLayer: 'asia-northeast3/*' } }] },
    ],
  ] satisfies [string, PlainMap][])('are free again when %s', (_, changes) => {
    const before = attemptsEvery(1_000, 1_500_000, 8, { service: 30_000_000 });
    const after = attemptsEvery(1_000, 30_000_000, 8, { service: 1_000, hold: 1_000 });
    const { endings } = runProxy(modelWith(withServer(server, changes)), [...before, ...after]);
    expect(endings.slice(0, 8).every(({ outcome }) => outcome !== 'completed')).toBe(true);
    expect(endings.slice(8).map(({ outcome }) => outcome)).toEqual(Array(8).fill('completed'));
  });
});

describe('random events', () => {
  const edgeServer = fc.record({
    cores: fc.integer({ min: 1, max: 2 }),
    cpuPerRequest: fc.constantFrom('1us', '5ms', '300ms'),
    workerConnections: fc.constantFrom(6, 40, 1_024),
    upstreamKeepalive: fc.constantFrom(0, 8),
    headerTimeout: fc.constantFrom('20ms', '60s'),
  });
  const tls = fc.constantFrom<PlainMap>({}, { protocol: 'SSL', tls: '1.2' });
  const patience = fc.constantFrom<PlainMap>(
    {},
    { responseTimeout: '500ms' },
    { responseTimeout: '500ms', abandonedWork: 'dropped' },
  );

  it('conserve connections, and the same run has the same fingerprints', () => {
    fc.assert(
      fc.property(
        randomParts,
        randomEvents(60),
        edgeServer,
        tls,
        patience,
        (parts, events, server, service, patient) => {
          const model = modelWith(
            mergePlain(parts, {
              time: { duration: '90s', interval: '7s', warmup: '10s' },
              service,
              traffic: { connections: { rate: '25/s', hold: { lognormal: { median: '3s', sigma: 1 } } } },
              designs: { proxy: { edge: { server }, ...patient } },
              events,
            }),
          );
          const record = simulate(model, 0, 0, UNATTENDED);
          assertConservation(record, model.scenario);
          expect(record.isComplete).toBe(true);
          expect(simulate(model, 0, 0, UNATTENDED).fingerprint).toEqual(record.fingerprint);
        },
      ),
      { numRuns: 40 },
    );
  });
});
