/**
 * Goal: a flood takes from clients what the formulas of docs/model/attacks.md say: at one server of the forum design,
 * pooled where there is one address.
 * Method: thousands of connections listed one by one, shares of those that fail against closed
 * forms, waits against the schedules.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER } from '../../../../sim/metrics/counters.ts';
import type { Model } from '../../../../sim/model.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const SERVERS = 10;
const TRIED_ONCE = { tries: 2, on: ['blocked'] };
/** Clients keep to their server, whatever happens there. */
const FAITHFUL = { failures: ['blocked'], dns: { lookup: '0s' } };

function attacked(kind: string, attack: PlainMap, design: PlainMap = {}, rest: PlainMap = {}): Model {
  const regional = kind === 'networkPassthrough' ? { region: 'asia-northeast3', loadBalancingScheme: 'EXTERNAL' } : {};
  return modelWith({
    designs: { proxy: { kind, retry: TRIED_ONCE, packetRate: { server: '1M/s', maglev: '12M/s' }, ...design } },
    service: {
      ...regional,
      backends: { seoul: { zone: 'asia-northeast3-a', members: SERVERS, maxConnections: 4_000 } },
    },
    traffic: { connections: { rate: '20/s', hold: '5s' }, clients: { count: 5_000 } },
    events: [{ id: 'flood', at: '1s', for: '50s', attack }],
    ...rest,
  });
}

/** 4,000 connections over 40 s. */
function run(model: Model): ProxyRun {
  return runProxy(model, attemptsEvery(10_000, 2 * SECOND, 4_000, { hold: 1_000 }));
}

function failedShare({ endings }: ProxyRun): number {
  return endings.filter(({ outcome }) => outcome === 'timedOut').length / endings.length;
}

/** Five standard errors of a share. */
const within = (share: number): number => 5 * Math.sqrt((share * (1 - share)) / 4_000);

describe('H11: one server of ten attacked with more than it can take', () => {
  it('costs a tenth of the clients their SYNs, but for those that get through in five tries', () => {
    const lost = run(attacked('redirect', { flood: '10M/s', member: 'seoul/3' }, FAITHFUL));
    const expected = 0.9 ** 5 / SERVERS;
    expect(Math.abs(failedShare(lost) - expected)).toBeLessThan(within(1 / SERVERS));
    expect(lost.log[0]!.what).toBe(
      'flood of 10000000 SYNs/s begins: at 1 servers and 0 balancers, 1 of which lose packets',
    );
  });

  it.each([
    ['linear', '5s', [1.03, 2.05, 3.08, 4.1]],
    ['exponential', '5s', [1.01, 3.03]],
  ])('lets clients wait as %s says, and no longer than their timeout of %s', (schedule, connectTimeout, delays) => {
    const design = { synRetransmission: schedule, connectTimeout, ...FAITHFUL };
    const { endings } = run(attacked('redirect', { flood: '4M/s', member: 'seoul/3' }, design));
    const fastest = Math.min(...endings.map(({ latencyUs }) => latencyUs ?? Number.POSITIVE_INFINITY));
    const waits = new Set(
      endings
        .filter(({ outcome }) => outcome === 'completed')
        .map(({ latencyUs }) => Math.round((latencyUs! - fastest) / 10_000) / 100),
    );
    expect([...waits].sort((a, b) => a - b)).toEqual([0, ...delays]);
    for (const { outcome, endedAt, offeredAt } of endings) {
      if (outcome === 'timedOut') expect(Math.abs(endedAt - offeredAt - 5 * SECOND)).toBeLessThan(100_000);
    }
  });

  it.each(['networkPassthrough', 'anycastProxy'])('costs nobody anything behind the one address of %s', (kind) => {
    // 10 M/s over ten members, or four Maglev machines of 12 M/s, is not too much for them.
    expect(failedShare(run(attacked(kind, { flood: '9M/s', member: 'seoul/3' })))).toBe(0);
  });

  it('in a pool of ten costs all alike once it is more than all can take', () => {
    const lost = run(attacked('networkPassthrough', { flood: '40M/s' }));
    // What passes the Maglev machines is 40 M/s; each member loses 1 - 1 / 4.
    const expected = 0.75 ** 5;
    expect(Math.abs(failedShare(lost) - expected)).toBeLessThan(within(expected));
  });

  it('at Maglev machines costs what is more than those of the PoP can take', () => {
    const lost = run(attacked('anycastProxy', { flood: '480M/s' }));
    const expected = 0.9 ** 5;
    expect(Math.abs(failedShare(lost) - expected)).toBeLessThan(within(expected));
  });

  it('hits once each clients that ask for another server, unless the attacker follows', () => {
    const again = { retry: { tries: 4 }, connectTimeout: '3s' };
    const hits = (attack: PlainMap): number => {
      const few = { traffic: { connections: { rate: '20/s', hold: '5s' }, clients: { count: 200 } } };
      const retried = run(attacked('redirect', { flood: '1000M/s', member: 'seoul/3', ...attack }, again, few));
      expect(failedShare(retried)).toBeLessThan(0.02);
      return retried.collector.countersOf(0)[COUNTER.reassigned]!;
    };
    expect(hits({ follow: '5s' })).toBeGreaterThan(2 * hits({}));
  });

  it('comes to an end', () => {
    const model = attacked('redirect', { flood: '1000M/s', member: 'seoul/*' });
    const after = runProxy(model, attemptsEvery(10_000, 51.1 * SECOND, 200, { hold: 1_000 }));
    expect(failedShare(after)).toBe(0);
    expect(after.log.at(-1)!.what).toBe('end of the flood');
  });
});

describe('a flood of balancers', () => {
  it('costs those who ask, and nobody who knows his server', () => {
    const attack = { flood: '1000M/s', balancer: '*' };
    const known = attacked('redirect', attack);
    const strangers = attacked('redirect', attack, { clientsAtStart: 'strangers' });
    expect(failedShare(run(known))).toBe(0);
    expect(failedShare(run(strangers))).toBeGreaterThan(0.95);
  });

  it('is one of its server where it runs on one', () => {
    const model = attacked(
      'redirect',
      { flood: '1000M/s', balancer: 'lb1' },
      { balancers: { onServers: true }, ...FAITHFUL },
    );
    expect(Math.abs(failedShare(run(model)) - 1 / SERVERS)).toBeLessThan(within(1 / SERVERS));
  });
});
