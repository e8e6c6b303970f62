/**
 * Goal: a chain costs a client the round trips and work that docs/model/chain.md says, holds threads as long as it
 * says, and each way of failing has its outcome.
 * Method: connections listed one by one, one client network; times compared with the
 * formulas, capacity with threads / hold.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER, type CounterName } from '../../../../sim/metrics/counters.ts';
import type { Model } from '../../../../sim/model.ts';
import { unicastRttsUs } from '../../../../sim/world/unicast.ts';
import { type Attempt, attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const NGINX: PlainMap = { kind: 'eventDriven', servers: 1, workerConnections: 100_000 };
const APACHE: PlainMap = { kind: 'threadPerConnection', servers: 1, mpm: 'prefork', workers: 8 };
const ALB: PlainMap = { kind: 'floodProtection' };
/** Processor times of nginx and of Apache's prefork, us. */
const NGINX_US = 70;
const APACHE_US = 135;

function chain(tiers: PlainMap, design: PlainMap = {}, rest: PlainMap = {}): Model {
  return modelWith({ designs: { proxy: { kind: 'chain', tiers, ...design } }, ...rest });
}

/** Connections that close as soon as they have their answer. */
function asks(count: number, everyUs = SECOND, changes: Partial<Attempt> = {}): Attempt[] {
  return attemptsEvery(everyUs, SECOND, count, { service: 20_000, hold: 0, ...changes });
}

function counted({ collector }: ProxyRun, name: CounterName): number {
  return collector.countersOf(0)[COUNTER[name]]!;
}

function outcomes({ endings }: ProxyRun): string[] {
  return endings.map(({ outcome }) => outcome);
}

function rttUsOf({ world }: Model): number {
  return unicastRttsUs(world)[0]!;
}

describe('time to first byte', () => {
  it.each([
    ['flood protection', { alb: ALB, apache: APACHE, nginx: NGINX }, APACHE_US + NGINX_US],
    ['Apache', { apache: APACHE, nginx: NGINX }, APACHE_US + NGINX_US],
    ['nginx', { nginx: NGINX }, NGINX_US],
  ])('with %s first: round trips of TCP and TLS, processor times, the member', (_, tiers, cpuUs) => {
    for (const [protocol, tls] of [
      ['TCP', 0],
      ['SSL', 1],
    ] as const) {
      const model = chain(tiers, {}, { service: { protocol } });
      const { endings } = runProxy(model, asks(2));
      for (const { outcome, latencyUs } of endings) {
        expect(outcome).toBe('completed');
        const expected = (2 + tls) * rttUsOf(model) + cpuUs + 20_000;
        // A thread's overhead grows with the load: up to 57 us with one of eight at work; legs are rounded.
        expect(latencyUs! - expected).toBeGreaterThanOrEqual(-5);
        expect(latencyUs! - expected).toBeLessThanOrEqual(65);
      }
    }
  });
});

describe('a thread', () => {
  /**
   * Connections come for ten seconds at twice what the threads can serve; returns those served
   * in the last eight, per second.
   */
  function servedPerS(tiers: PlainMap, protocol: string, holdUs: number): { model: Model; rate: number } {
    const member = { serviceTime: '20ms', workers: 1_000 };
    const model = chain(tiers, { responseTimeout: '30s' }, { service: { protocol, member } });
    const rate = (2 * 8 * SECOND) / holdUs;
    const run = runProxy(model, asks(Math.round(10 * rate), Math.round(SECOND / rate)));
    const inTime = run.establishments.filter(({ at }) => at >= 3 * SECOND && at < 11 * SECOND);
    return { model, rate: inTime.length / 8 };
  }

  it.each(['TCP', 'SSL'])(
    'that clients reach with %s is held over the round trips of TLS and of the closing',
    (protocol) => {
      const rttUs = rttUsOf(chain({ apache: APACHE }));
      const tls = protocol === 'SSL' ? 1 : 0;
      const holdUs = tls * rttUs + APACHE_US + 450 + 20_000 + rttUs;
      const { rate } = servedPerS({ apache: { ...APACHE, backlog: 16 } }, protocol, holdUs);
      expect(rate / ((8 * SECOND) / holdUs)).toBeGreaterThan(0.93);
      expect(rate / ((8 * SECOND) / holdUs)).toBeLessThan(1.02);
    },
  );

  it('behind flood protection is held over neither', () => {
    const holdUs = APACHE_US + 450 + 20_000;
    const { rate } = servedPerS({ alb: ALB, apache: APACHE }, 'SSL', holdUs);
    expect(rate / ((8 * SECOND) / holdUs)).toBeGreaterThan(0.98);
    expect(rate / ((8 * SECOND) / holdUs)).toBeLessThan(1.02);
  });

  it('is held by a client that leaves its connection open, up to the keep-alive timeout; an event loop minds nothing', () => {
    const attempts = asks(120, SECOND / 4, { hold: 60 * SECOND });
    const ofThreads = runProxy(chain({ apache: APACHE }, { responseTimeout: '2s' }), attempts);
    const inTime = ofThreads.endings.filter(({ endedAt }) => endedAt > 6 * SECOND && endedAt <= 31 * SECOND);
    const perS = inTime.filter(({ outcome }) => outcome === 'completed').length / 25;
    // Eight threads, five seconds each, and the closing.
    expect(perS).toBeGreaterThan(8 / 5.1);
    expect(perS).toBeLessThan(8 / 5 + 0.1);
    expect(new Set(outcomes(ofThreads))).toEqual(new Set(['completed', 'timedOut']));
    expect(new Set(outcomes(runProxy(chain({ nginx: NGINX }), attempts)))).toEqual(new Set(['completed']));
    const brief = runProxy(chain({ apache: APACHE }), asks(120, SECOND / 4, { hold: SECOND }));
    expect(new Set(outcomes(brief))).toEqual(new Set(['completed']));
  });
});

describe('a client that gives up', () => {
  const member = { serviceTime: '20ms', workers: 100, backlog: 0 };
  const late = asks(5, SECOND, { service: 3 * SECOND });

  it('leaves its work behind at Apache, and what is behind that, to the end', () => {
    const run = runProxy(
      chain({ apache: APACHE, nginx: NGINX }, { responseTimeout: '1s' }, { service: { member } }),
      late,
    );
    expect(outcomes(run)).toEqual(Array(5).fill('timedOut'));
    expect(run.endings.every(({ endedAt, offeredAt }) => endedAt - offeredAt === SECOND)).toBe(true);
    expect(counted(run, 'orphanedWork')).toBe(5);
  });

  it('is noticed by nginx, but not by the member behind it', () => {
    const run = runProxy(chain({ nginx: NGINX }, { responseTimeout: '1s' }, { service: { member } }), late);
    expect(outcomes(run)).toEqual(Array(5).fill('timedOut'));
    expect(counted(run, 'orphanedWork')).toBe(5);
    expect(run.collector.serving.active.at(-1)).toBe(0);
  });

  it('is noticed through flood protection too', () => {
    const run = runProxy(chain({ alb: ALB, nginx: NGINX }, { responseTimeout: '1s' }, { service: { member } }), late);
    expect(outcomes(run)).toEqual(Array(5).fill('timedOut'));
    expect(run.endings.every(({ endedAt, offeredAt }) => endedAt - offeredAt === SECOND)).toBe(true);
  });
});

describe('what goes wrong', () => {
  it('blocks a client above its rate, and for as long as it is banned', () => {
    const tiers = { alb: { kind: 'floodProtection', clientRate: '1/s', clientBurst: 2, ban: '5s' }, nginx: NGINX };
    const run = runProxy(chain(tiers), asks(20, SECOND / 2, { client: 3 }));
    // Two at once and one a second: the fourth is one too many, and so is all of the next five seconds.
    expect(outcomes(run).slice(0, 13)).toEqual([...Array(3).fill('completed'), ...Array(10).fill('blocked')]);
    expect(outcomes(run)[13]).toBe('completed');
  });

  it('refuses what finds the surge queue full, and resets what finds no slot', () => {
    const full = { alb: { kind: 'floodProtection', surgeQueue: 2 }, apache: APACHE };
    const crowd = asks(30, 1_000, { service: SECOND });
    const refused = runProxy(chain(full, {}, { service: { member: { serviceTime: '20ms', workers: 100 } } }), crowd);
    expect(outcomes(refused).filter((outcome) => outcome === 'refused')).toHaveLength(30 - 8 - 2);
    expect(counted(refused, 'surgeRefusals')).toBe(20);
    const tight = { nginx: { ...NGINX, workerConnections: 22 } };
    const reset = runProxy(chain(tight, {}, { service: { member: { serviceTime: '20ms', workers: 100 } } }), crowd);
    // Two of its own; two for each request.
    expect(outcomes(reset).filter((outcome) => outcome === 'completed')).toHaveLength(10);
    expect(new Set(outcomes(reset))).toEqual(new Set(['completed', 'reset']));
    expect(counted(reset, 'slotRefusals')).toBe(20);
  });

  it('drops what finds no healthy member, and resets what a member had in hand when it failed', () => {
    const events = [{ id: 'lost', at: '1500ms', fail: { backend: 'seoul', as: 'refusing' } }];
    const run = runProxy(
      chain({ nginx: NGINX }, {}, { events, service: { healthCheck: { checkInterval: '1s', timeout: '1s' } } }),
      asks(10, SECOND, { service: SECOND }),
    );
    const all = outcomes(run);
    expect(all[0]).toBe('reset');
    expect(all.slice(1, 3)).toEqual(['refused', 'refused']);
    expect(all.slice(5)).toEqual(Array(5).fill('dropped'));
  });
});

describe('forms', () => {
  const requests = {
    plain: { target: '/users', share: '50%' },
    doubled: { target: '//users', share: '30%' },
    unknown: { target: '/nobody', share: '20%' },
  };
  const backend = { preset: 'backend', serves: ['/users'] };
  const strict = {
    preset: 'nginx',
    mergeSlashes: false,
    locations: [{ location: '/users', proxyPass: 'http://next' }],
  };
  const forgiving = { ...strict, mergeSlashes: true, locations: [{ location: '/', proxyPass: 'http://next/' }] };
  const chains = { strict: [strict, backend], forgiving: [forgiving, backend] };

  it.each([
    // The strict one answers what it has no location for, and no member hears of it.
    ['strict', 0.5, 0.5],
    ['forgiving', 0.8, 1],
  ])('%s rules: which are served, and which come to a member', (id, served, arrived) => {
    const model = chain({ nginx: NGINX }, { chain: id }, { requests, chains });
    const run = runProxy(model, asks(4_000, 5_000));
    const completed = outcomes(run).filter((outcome) => outcome === 'completed').length / 4_000;
    expect(new Set(outcomes(run))).toEqual(new Set(['completed', 'rejected']));
    // Four deviations of a binomial share of 4,000.
    expect(Math.abs(completed - served)).toBeLessThan(4 * Math.sqrt((served * (1 - served)) / 4_000));
    expect(Math.abs(run.establishments.length / 4_000 - arrived)).toBeLessThan(0.033);
  });

  it('are those of the same connections under every design', () => {
    const designs = {
      proxy: { kind: 'chain', chain: 'strict', tiers: { nginx: NGINX } },
      other: { kind: 'chain', chain: 'strict', tiers: { alb: ALB, nginx: NGINX }, retry: { on: ['rejected'] } },
    };
    const model = modelWith({ designs, requests, chains });
    const [first, second] = [0, 1].map((design) => outcomes(runProxy(model, asks(500, 10_000), design)));
    expect(second).toEqual(first);
  });
});

describe('slow clients', () => {
  const apache = { ...APACHE, workers: 8 };
  const attempts = asks(20);

  it.each([
    ['header', 'worker', 'timedOut'],
    ['header', 'event', 'timedOut'],
    ['idle', 'worker', 'timedOut'],
    ['idle', 'event', 'completed'],
    ['silence', 'worker', 'completed'],
  ])('with %s hold all eight threads of the %s MPM, or none: %s', (holding, mpm, outcome) => {
    const tiers = { apache: { ...apache, mpm, threadsPerProcess: 8 } };
    const slowClients = { count: 8, holding };
    const run = runProxy(chain(tiers, { responseTimeout: '1s' }, { traffic: { slowClients } }), attempts);
    const after = outcomes(run).slice(2, 15);
    expect(after.filter((each) => each === outcome).length / after.length).toBeGreaterThan(0.8);
  });

  it('never come through flood protection, and an event loop does not mind them', () => {
    const traffic = { slowClients: { count: 8 } };
    for (const tiers of [{ alb: ALB, apache }, { nginx: NGINX }] as PlainMap[]) {
      const run = runProxy(chain(tiers, { responseTimeout: '1s' }, { traffic }), attempts);
      expect(new Set(outcomes(run))).toEqual(new Set(['completed']));
    }
  });
});
