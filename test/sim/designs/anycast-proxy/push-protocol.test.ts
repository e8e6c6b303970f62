/**
 * Goal: what a backend protocol that is changed at run time costs, from when to when, and what is left as it was.
 * Method: a connection every second around pushes; front ends that learn at once, and each in its own time.
 */
import { describe, expect, it } from 'vitest';
import { BREAK_CAUSES } from '../../../../sim/metrics/break-cause.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type Plain, THREE_REGIONS } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

const push = (at: string, protocol: string, unreachable?: string): Plain => ({
  id: `to-${protocol}-${at}`,
  at,
  push: { protocol, ...(unreachable !== undefined && { unreachable }) },
});

/** Offered half a second after every second of ten minutes. */
function run(events: readonly Plain[], propagation = { delay: '0s', spread: '0s' }, hold = 0): ProxyRun {
  const model = modelWith({
    time: { duration: '11m' },
    service: { backends: THREE_REGIONS },
    designs: { proxy: { propagation, secondLayer: { gfesPerRegion: 6 } } },
    events,
  });
  return runProxy(model, attemptsEvery(SECOND, SECOND / 2, 600, { hold }));
}

/** `60 completed, 30 timedOut, ...`: outcomes in the order in which their connections were offered. */
function course({ endings }: ProxyRun): string[] {
  const spells: { outcome: string; count: number }[] = [];
  for (const { outcome } of endings) {
    const last = spells.at(-1);
    if (last?.outcome === outcome) last.count++;
    else spells.push({ outcome, count: 1 });
  }
  return spells.map(({ outcome, count }) => `${count} ${outcome}`);
}

describe('a pushed protocol', () => {
  it('puts members out of reach for three minutes, then meets members that speak another', () => {
    expect(course(run([push('60s', 'SSL')]))).toEqual(['60 completed', '180 timedOut', '360 reset']);
    expect(course(run([push('60s', 'SSL', '20s')]))).toEqual(['60 completed', '20 timedOut', '520 reset']);
    expect(course(run([push('60s', 'SSL', '0s')]))).toEqual(['60 completed', '540 reset']);
  });

  it('waits for the connect timeout, and then breaks what members have taken', () => {
    const { endings, collector } = run([push('60s', 'SSL')]);
    for (const { offeredAt, endedAt } of endings.filter(({ outcome }) => outcome === 'timedOut')) {
      expect(endedAt - offeredAt).toBeGreaterThanOrEqual(5 * SECOND);
      expect(endedAt - offeredAt).toBeLessThan(6 * SECOND);
    }
    expect(collector.breaks[BREAK_CAUSES.indexOf('serverError')]).toBe(360);
  });

  it('leaves open connections alone', () => {
    const { endings } = run([push('60s', 'SSL', '20s')], undefined, 100 * SECOND);
    expect(endings.slice(0, 60).every(({ outcome }) => outcome === 'completed')).toBe(true);
    expect(endings.slice(60, 80).every(({ outcome }) => outcome === 'timedOut')).toBe(true);
  });

  it('is taken back by pushing the old one, for as long again', () => {
    const events = [push('60s', 'SSL', '20s'), push('100s', 'TCP', '30s')];
    expect(course(run(events))).toEqual(['60 completed', '20 timedOut', '20 reset', '30 timedOut', '470 completed']);
  });

  it('takes the place of one that is not in use yet', () => {
    const events = [push('60s', 'SSL', '60s'), push('80s', 'TCP', '100s')];
    expect(course(run(events))).toEqual(['60 completed', '120 timedOut', '420 completed']);
    const shorter = [push('60s', 'SSL', '60s'), push('80s', 'TCP', '10s')];
    expect(course(run(shorter))).toEqual(['60 completed', '30 timedOut', '510 completed']);
  });

  it('that the service has already changes nothing, also after a change', () => {
    const same = run([push('60s', 'TCP')]);
    expect(course(same)).toEqual(['600 completed']);
    expect(same.log.map(({ what }) => what)).toEqual(['backend protocol TCP pushed: the service has it already']);
    expect(course(run([push('60s', 'SSL', '20s'), push('70s', 'SSL', '20s')]))).toEqual([
      '60 completed',
      '20 timedOut',
      '520 reset',
    ]);
  });

  it('counts from when the GFE learns of it: within delay and spread, and no earlier', () => {
    const spread = run([push('60s', 'SSL', '20s')], { delay: '10s', spread: '100s' });
    // All connections of the one network pass one GFE.
    const [before, lost, after] = course(spread).map((spell) => Number(spell.split(' ')[0])) as [
      number,
      number,
      number,
    ];
    expect(course(spread).map((spell) => spell.split(' ')[1])).toEqual(['completed', 'timedOut', 'reset']);
    expect(before).toBeGreaterThanOrEqual(70);
    expect(before).toBeLessThan(170);
    expect([19, 20, 21]).toContain(lost);
    expect(before + lost + after).toBe(600);
    const { log } = spread;
    expect(log[0]!.what).toBe(
      'backend protocol SSL pushed: members out of reach of a GFE for 20 s from when it learns of it',
    );
    expect(log.slice(1).map(({ what }) => what.includes('front ends has learnt it'))).toEqual([true, true]);
  });

  it('is of no concern to a passthrough balancer that is compared', () => {
    const service = { region: 'asia-northeast3', protocol: 'TCP', loadBalancingScheme: 'EXTERNAL' };
    const model = modelWith({
      time: { duration: '11m' },
      designs: { through: { kind: 'networkPassthrough', service } },
      experiment: { compare: ['proxy', 'through'], baseline: 'proxy' },
      events: [push('60s', 'SSL')],
    });
    const through = runProxy(model, attemptsEvery(SECOND, SECOND / 2, 600, { hold: 0 }), 1);
    expect(course(through)).toEqual(['600 completed']);
    expect(through.log.map(({ what }) => what)).toEqual([
      'backend protocol SSL pushed: nothing changes without a proxy',
    ]);
  });

  it('between protocols of an Application Load Balancer, both over TLS, costs the outage alone', () => {
    const model = modelWith({
      time: { duration: '11m' },
      service: {
        protocol: 'HTTPS',
        backends: { seoul: { maxConnections: null, maxRatePerInstance: 1_000 } },
      },
      events: [push('60s', 'HTTP2', '20s')],
    });
    const attempts = attemptsEvery(SECOND, SECOND / 2, 600, { hold: 0 });
    expect(course(runProxy(model, attempts))).toEqual(['60 completed', '20 timedOut', '520 completed']);
  });
});
