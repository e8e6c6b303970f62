/**
 * Goal: the statements about the chain before and after (E1, E3 to E6) and about the requests that break (E8 to E11).
 * Method: the same connections on a chain with Apache and on one without, counted.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER, type CounterName } from '../../../sim/metrics/counters.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;
const ALB: PlainMap = { kind: 'floodProtection', surgeQueue: 32 };
const APACHE: PlainMap = { kind: 'threadPerConnection', servers: 1, mpm: 'worker', workers: 25 };
const NGINX: PlainMap = { kind: 'eventDriven', servers: 1 };
const MEMBER = { serviceTime: '100ms', workers: 1_000 };
/** The designs of every test here: with Apache, and without. */
const [BEFORE, AFTER] = [0, 1];

const router = { preset: 'nginx', mergeSlashes: false, locations: [{ location: '/api/', proxyPass: 'http://next' }] };
const users = { preset: 'backend', serves: ['/api/v1/users'] };
const apache = {
  preset: 'apache-2.4',
  mergeSlashes: false,
  rewrites: [
    { match: '^/{2,}(.*)$', replace: '/$1' },
    { match: '^/(.*)$', replace: 'http://next/$1', flags: ['P', 'L', 'UnsafeAllow3F'] },
  ],
};
const SLASH = { match: '^/{2,}(.*)$', replace: '/$1' };
const MARK = { match: '^([^?]*)\\?(.*)$', replace: '$1?$2' };

function models(target: string, rewrites: readonly PlainMap[] = []): ReturnType<typeof modelWith> {
  return modelWith({
    service: { protocol: 'SSL', member: MEMBER },
    requests: { form: { target } },
    chains: { before: [apache, router, users], after: [{ ...router, rewrites }, users] },
    designs: {
      proxy: { kind: 'chain', chain: 'before', tiers: { alb: ALB, apache: APACHE, nginx: NGINX } },
      without: { kind: 'chain', chain: 'after', tiers: { alb: ALB, nginx: NGINX } },
    },
  });
}

/** So many connections a second for ten seconds. */
function inflow(perS: number): ReturnType<typeof attemptsEvery> {
  return attemptsEvery(Math.round(SECOND / perS), SECOND, 10 * perS, { service: 100_000, hold: 0 });
}

function runs(perS: number, target = '/api/v1/users', rewrites: readonly PlainMap[] = []): readonly ProxyRun[] {
  const model = models(target, rewrites);
  return [BEFORE, AFTER].map((design) => runProxy(model, inflow(perS), design));
}

function shareOf({ endings }: ProxyRun, outcome: string): number {
  return endings.filter((ending) => ending.outcome === outcome).length / endings.length;
}

function counted({ collector }: ProxyRun, name: CounterName): number {
  return collector.countersOf(0)[COUNTER[name]]!;
}

describe('the chain before and after', () => {
  it('E1: a request passes flood protection, Apache and nginx, and is in the log of both', () => {
    const [before] = runs(20);
    expect(shareOf(before!, 'completed')).toBe(1);
    expect(counted(before!, 'logLines')).toBe(2 * 200);
    expect(counted(before!, 'threadCpuSeconds')).toBeCloseTo(200 * 185e-6, 9);
    expect(counted(before!, 'eventCpuSeconds')).toBeCloseTo(200 * 70e-6, 9);
  });

  it('E3, E4: an inflow beyond threads / hold is refused at the threads, whatever is free behind them', () => {
    // 25 threads of 100 ms: just under 250 a second.
    const [calm] = runs(230);
    expect(shareOf(calm!, 'completed')).toBe(1);
    const [full] = runs(500);
    expect(shareOf(full!, 'refused')).toBeGreaterThan(0.48);
    expect(shareOf(full!, 'refused')).toBeLessThan(0.52);
    expect(full!.establishments.length / full!.endings.length).toBeLessThan(0.52);
  });

  it('E5, E6: without Apache the same inflow is served, with half the log lines and no thread’s processor time', () => {
    const [before, after] = runs(200);
    expect(counted(after!, 'logLines') / counted(before!, 'logLines')).toBe(0.5);
    expect(counted(after!, 'threadCpuSeconds')).toBe(0);
    expect(shareOf(runs(500)[AFTER]!, 'completed')).toBe(1);
  });
});

describe('requests that break', () => {
  it.each([
    ['E9', '//api/v1/users', SLASH],
    ['E10', '/api/v1/users%3Flimit=1', MARK],
  ])(
    'E8, %s: %s is served by the chain with Apache, an error without it, and served again with one rule',
    (_, target, rule) => {
      const [before, after] = runs(20, target);
      expect(shareOf(before!, 'completed')).toBe(1);
      expect(shareOf(after!, 'rejected')).toBe(1);
      expect(shareOf(runs(20, target, [rule])[AFTER]!, 'completed')).toBe(1);
    },
  );

  it('E11: each rule mends its own form only', () => {
    expect(shareOf(runs(20, '//api/v1/users', [MARK])[AFTER]!, 'rejected')).toBe(1);
    expect(shareOf(runs(20, '/api/v1/users%3Flimit=1', [SLASH])[AFTER]!, 'rejected')).toBe(1);
  });
});
