/**
 * Goal: a member that is a chain serves as the tiers of a chain do, behind every design; nothing is
 * lost and nothing stays behind.
 * Method: closed forms (Erlang C, Erlang B, threads held by the tier behind), single connections at known instants,
 * random scenarios of every design.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { assertConservation } from '../../../sim/metrics/conservation.ts';
import { COUNTER } from '../../../sim/metrics/counters.ts';
import { simulate } from '../../../sim/simulate.ts';
import { erlangB, erlangC } from '../../oracle/closed-forms.ts';
import { passthrough } from '../../support/passthrough.ts';
import { type Attempt, attemptsEvery, type Ending, runProxy } from '../../support/proxy-bench.ts';
import { randomEvents, randomParts } from '../../support/random-scenario.ts';
import { mergePlain, modelWith, type Plain, type PlainMap } from '../../support/scenario.ts';
import { mean } from '../../support/statistics.ts';

/** One member; processor times too short to matter, so that threads are what there is. */
function withTiers(tiers: PlainMap, changes: PlainMap = {}): PlainMap {
  const base = {
    world: { pops: ['icn'] },
    service: {
      backends: { seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: 100_000 } },
      member: { workers: 10_000, tiers },
      healthCheck: { checkInterval: '1s', timeout: '1s' },
    },
  };
  return mergePlain(base, changes);
}

const threads = (workers: number, changes: PlainMap = {}): PlainMap => {
  return { kind: 'threadPerConnection', mpm: 'prefork', workers, cores: 64, cpuPerRequest: '1us', ...changes };
};
const events = (changes: PlainMap = {}): PlainMap => ({
  kind: 'eventDriven',
  cores: 64,
  cpuPerRequest: '1us',
  ...changes,
});

/** Poisson arrivals with exponential work, from a generator of the test's own. */
function poisson(ratePerS: number, meanWorkUs: number, count: number, seed: number): Attempt[] {
  let state = seed;
  const exponential = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return -Math.log((state + 0.5) / 2 ** 32);
  };
  let at = 0;
  return Array.from({ length: count }, (_, k) => {
    at += Math.max(1, Math.round((exponential() * 1e6) / ratePerS));
    return {
      at,
      hold: 0,
      service: Math.round(exponential() * meanWorkUs),
      flow: Math.imul(k, 0x85ebca6b) >>> 0,
      client: k,
      choice: k,
    };
  });
}

const outcomes = (endings: readonly Ending[]): string[] => endings.map(({ outcome }) => outcome);

/** Time to first byte of a connection whose member has no tiers and no work, us. */
function travelUs(changes: PlainMap = {}): number {
  const model = modelWith(mergePlain(withTiers({}), mergePlain({ service: { member: { tiers: null } } }, changes)));
  return runProxy(model, [{ at: 1_000_000, service: 0, hold: 0 }]).endings[0]!.latencyUs!;
}

describe('oracle', () => {
  it('16 threads at load 0.8 wait as Erlang C says: M/M/c at an Apache member', () => {
    const attempts = poisson(640, 20_000, 60_000, 3);
    // What a thread is held for besides, 0 to 450 us by how many are at work, is part of its service.
    const { endings } = runProxy(
      modelWith(withTiers({ apache: threads(16) }, { time: { duration: '120s' } })),
      attempts,
    );
    const sojourn = mean(endings.slice(1_000).map(({ latencyUs }) => latencyUs!)) - travelUs();
    const service = 20_000 + 0.8 * 450;
    const load = 640 * service * 1e-6;
    const expected = service + (erlangC(16, load) * service) / (16 - load);
    expect(Math.abs(sojourn / expected - 1)).toBeLessThan(0.05);
  });

  it('8 threads without a queue refuse as Erlang B says', () => {
    const attempts = poisson(300, 20_000, 40_000, 4);
    const tiers = { apache: threads(8, { backlog: 0 }) };
    const { endings } = runProxy(
      modelWith(withTiers(tiers, { time: { duration: '150s' }, service: { healthCheck: { unhealthyThreshold: 10 } } })),
      attempts,
    );
    const lost = outcomes(endings).filter((outcome) => outcome === 'refused').length / endings.length;
    expect(Math.abs(lost - erlangB(8, 300 * 20_300e-6))).toBeLessThan(0.015);
  });

  it('a thread is held by the tiers behind it: two in front pass what two can, whatever stands behind', () => {
    const attempts = attemptsEvery(1_000, 1_000_000, 400, { service: 100_000, hold: 0 });
    const tiers = { front: threads(2), nginx: events(), apache: threads(50) };
    const { endings } = runProxy(modelWith(withTiers(tiers, { time: { duration: '90s' } })), attempts);
    expect(new Set(outcomes(endings))).toEqual(new Set(['completed']));
    const lastMs = Math.max(...endings.map(({ endedAt }) => endedAt)) / 1_000;
    // 400 requests of 100 ms and a thread's own 0.2 to 0.5 ms, two at a time.
    expect(lastMs).toBeGreaterThan(1_000 + 20_000);
    expect(lastMs).toBeLessThan(1_000 + 20_000 * 1.01 + 100);
  });
});

describe('the chain of a member', () => {
  it('adds the processor times of its tiers', () => {
    const tiers = { apache: threads(4, { cpuPerRequest: '2ms' }), nginx: events({ cpuPerRequest: '500us' }) };
    const [ending] = runProxy(modelWith(withTiers(tiers)), [{ at: 1_000_000, service: 30_000 }]).endings;
    // One of four threads at work: a quarter of 450 us.
    expect(ending!.latencyUs! - travelUs()).toBe(30_000 + 2_000 + 500 + Math.round(450 / 4));
  });

  it.each([
    ['prefork', 'prefork', 2],
    ['the event MPM', 'event', 20],
  ])('%s: a connection left open after its answer holds a thread, or does not', (_, mpm, served) => {
    const apache = mpm === 'event' ? { ...threads(2), mpm, threadsPerProcess: 2, asyncFactor: 100 } : threads(2);
    const attempts = attemptsEvery(1_000, 1_000_000, 20, { service: 1_000, hold: 4_000_000 });
    const { endings } = runProxy(modelWith(withTiers({ apache }, { time: { duration: '90s' } })), attempts);
    const soon = endings.filter(({ latencyUs }) => latencyUs !== null && latencyUs < 1_000_000).length;
    expect(soon).toBe(served);
  });

  it('refuses when its first queue is full, and is then found unhealthy; later it serves again', () => {
    const tiers = { apache: threads(1, { backlog: 2 }) };
    const burst = attemptsEvery(1_000, 1_000_000, 6, { service: 10_000_000, hold: 0 });
    const during = attemptsEvery(1_000, 8_000_000, 3, { service: 1_000, hold: 0 });
    const after = attemptsEvery(1_000_000, 60_000_000, 3, { service: 1_000, hold: 0 });
    const model = modelWith(withTiers(tiers, { time: { duration: '90s' } }));
    const { endings } = runProxy(model, [...burst, ...during, ...after]);
    expect(outcomes(endings)).toEqual([
      ...['completed', 'completed', 'completed', 'refused', 'refused', 'refused'],
      ...['dropped', 'dropped', 'dropped'],
      ...['completed', 'completed', 'completed'],
    ]);
  });

  it('breaks a connection when a queue further in is full, or its slots are used up', () => {
    const tiers = { nginx: events(), apache: threads(1, { backlog: 1 }) };
    const attempts = attemptsEvery(1_000, 1_000_000, 3, { service: 1_000_000, hold: 0 });
    const { endings, collector } = runProxy(modelWith(withTiers(tiers)), attempts);
    expect(outcomes(endings)).toEqual(['completed', 'completed', 'reset']);
    expect(endings[2]).toMatchObject({ region: 'asia-northeast3', latencyUs: null });
    expect(collector.serving.broken.reduce((sum, count) => sum + count, 0)).toBe(1);
    const slots = { nginx: events({ workerConnections: 5, upstreamKeepalive: 0 }) };
    expect(outcomes(runProxy(modelWith(withTiers(slots)), attempts).endings)).toEqual([
      'completed',
      'refused',
      'refused',
    ]);
  });

  it.each([
    ['threads', 'of a tier with threads works on for a client that has left', { apache: threads(1) }, 2],
    ['events', 'of an event-driven tier drops it; the application works on', { nginx: events() }, 1],
  ])('%s: the work %s', (_, __, tiers, orphans) => {
    const attempts = attemptsEvery(1_000, 1_000_000, 2, { service: 3_000_000, hold: 0 });
    const model = modelWith(
      withTiers(tiers, { designs: { proxy: { responseTimeout: '1s' } }, service: { member: { workers: 1 } } }),
    );
    const { endings, collector } = runProxy(model, [...attempts, { at: 30_000_000, service: 1_000, hold: 0 }]);
    expect(outcomes(endings)).toEqual(['timedOut', 'timedOut', 'completed']);
    expect(collector.countersOf(0)[COUNTER.orphanedWork]).toBeGreaterThanOrEqual(orphans);
    expect(collector.serving.active.at(-1)).toBe(0);
  });
});

describe('the use of processors', () => {
  it('is what UTILIZATION goes by, threads that wait not: a member out of threads does not look busy', () => {
    const backend = { maxConnections: null, balancingMode: 'UTILIZATION', maxUtilization: 0.5 };
    const utilisation = (tiers: PlainMap): number => {
      const model = modelWith(
        withTiers(tiers, {
          time: { duration: '120s', interval: '10s' },
          loadReport: null,
          service: { backends: { seoul: backend }, healthCheck: { unhealthyThreshold: 10 } },
          traffic: { connections: { rate: '100/s', hold: '0s' } },
        }),
      );
      const { serving } = simulate(model, 0, 0, UNATTENDED);
      return serving.load.at(-2)! / serving.capacity.at(-2)!;
    };
    // 100/s of 10 ms on 4 cores: a quarter of them, half of the target.
    expect(utilisation({ nginx: events({ cores: 4, cpuPerRequest: '10ms' }) })).toBeCloseTo(0.5, 1);
    // 100/s of 20 ms are all two threads can do; their processors idle.
    expect(utilisation({ apache: threads(2, { cores: 4, cpuPerRequest: '100us' }) })).toBeLessThan(0.02);
  });
});

describe('every design', () => {
  const thread: fc.Arbitrary<PlainMap> = fc.record({
    kind: fc.constant('threadPerConnection'),
    mpm: fc.constantFrom('prefork', 'worker', 'event'),
    servers: fc.integer({ min: 1, max: 2 }),
    workers: fc.constantFrom(25, 50),
    backlog: fc.constantFrom(0, 3, 511),
    cpuPerRequest: fc.constantFrom('100us', '5ms'),
    keepAliveTimeout: fc.constantFrom('300ms', '5s'),
  });
  const event: fc.Arbitrary<PlainMap> = fc.record({
    kind: fc.constant('eventDriven'),
    servers: fc.integer({ min: 1, max: 2 }),
    workerConnections: fc.constantFrom(6, 40, 1_024),
    upstreamKeepalive: fc.constantFrom(0, 8),
    backlog: fc.constantFrom(0, 511),
  });
  const tiers: fc.Arbitrary<PlainMap> = fc
    .array(fc.oneof(thread, event), { minLength: 1, maxLength: 3 })
    .map((list) => Object.fromEntries(list.map((tier, place) => [`t${place}`, tier])));
  const patience = fc.constantFrom<PlainMap>(
    {},
    { responseTimeout: '500ms' },
    { responseTimeout: '500ms', abandonedWork: 'dropped' },
  );
  const retry = fc.constantFrom<PlainMap>(
    {},
    { retry: { tries: 3, on: ['refused', 'timedOut', 'reset'], backoff: { base: '50ms' } } },
  );
  const hold = fc.constantFrom<Plain>('0s', '2s', { lognormal: { median: '3s', sigma: 1 } });
  const kinds: Readonly<Record<string, PlainMap>> = {
    anycastProxy: {},
    redirect: { kind: 'redirect' },
    dns: { kind: 'dns' },
    chain: { kind: 'chain', tiers: { edge: { kind: 'eventDriven', servers: 2 } } },
  };

  it.each(Object.entries(kinds))('%s conserves connections, and the same run is the same again', (kind, design) => {
    fc.assert(
      fc.property(
        randomParts,
        tiers,
        patience,
        retry,
        hold,
        randomEvents(60),
        (parts, tierMap, patient, retrying, held, happenings) => {
          const isProxy = kind === 'anycastProxy';
          const more = { ...(kind === 'chain' ? {} : patient), ...retrying };
          const model = modelWith(
            mergePlain(parts, {
              time: { duration: '90s', interval: '7s', warmup: '10s' },
              service: { member: { tiers: tierMap } },
              traffic: { connections: { rate: '25/s', hold: held } },
              designs: isProxy ? { proxy: more } : { other: { ...design, ...more } },
              events: happenings,
            }),
          );
          const number = isProxy ? 0 : 1;
          const record = simulate(model, number, 0, UNATTENDED);
          assertConservation(record, model.scenario);
          expect(record.isComplete).toBe(true);
          expect(simulate(model, number, 0, UNATTENDED).fingerprint).toEqual(record.fingerprint);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('networkPassthrough conserves connections, and the same run is the same again', () => {
    const happenings = fc
      .array(fc.record({ at: fc.integer({ min: 1, max: 50 }), member: fc.constantFrom('seoul/0', 'seoul/2') }), {
        maxLength: 4,
      })
      .map((list) => list.map(({ at, member }, k) => ({ id: `e${k}`, at: `${at}s`, for: '8s', fail: { member } })));
    fc.assert(
      fc.property(tiers, patience, retry, hold, happenings, (tierMap, patient, retrying, held, failures) => {
        const model = passthrough(
          { member: { tiers: tierMap } },
          {
            time: { duration: '90s', interval: '7s', warmup: '10s' },
            traffic: { connections: { rate: '40/s', hold: held } },
            designs: { through: { ...patient, ...retrying } },
            events: failures,
          },
        );
        const record = simulate(model, 0, 0, UNATTENDED);
        assertConservation(record, model.scenario);
        expect(record.isComplete).toBe(true);
        expect(simulate(model, 0, 0, UNATTENDED).fingerprint).toEqual(record.fingerprint);
      }),
      { numRuns: 20 },
    );
  });
});
