/**
 * Goal: what asking costs: the first visit (L12) and the rate of asks, steady and after a death (L7).
 * Method: listed connections of many clients against the closed forms of docs/model/redirect.md.
 */
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import { COUNTER } from '../../../../sim/metrics/counters.ts';
import { unicastRttsUs } from '../../../../sim/world/unicast.ts';
import { type Attempt, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

describe('L12: the first visit', () => {
  it('costs three more round trips with TLS 1.3, the work of the balancer, and one more lookup than going to a server directly', () => {
    const dns = { atStart: 'cold', lookup: '20ms', authoritative: '100ms' };
    const rest = { service: { protocol: 'SSL' } };
    const first = (design: PlainMap): number => {
      const model = modelWith({ designs: { proxy: design }, ...rest });
      return runProxy(model, [{ at: SECOND, client: 5, hold: 1_000 }]).endings[0]!.latencyUs!;
    };
    const told = first({ kind: 'redirect', clientsAtStart: 'strangers', balancers: { serviceTime: '1ms' }, dns });
    const direct = first({ kind: 'dns', dns });
    const rttUs = unicastRttsUs(modelWith(rest).world)[0]!;
    expect(Math.abs(told - direct - (3 * rttUs + 1_000 + 120_000))).toBeLessThanOrEqual(4);
  });
});

describe('L7: asks of balancers', () => {
  const clientCount = 2_000;
  const ratePerClient = 0.1;
  const servers = 4;

  /** Visits of `clientCount` clients, each a Poisson stream of its own, for a minute. */
  function visits(): Attempt[] {
    const chance = new RandomStreams('asks', 0).stream('visits');
    const attempts: Attempt[] = [];
    let at = 0;
    for (;;) {
      at += Math.ceil((chance.exponential() / (clientCount * ratePerClient)) * SECOND);
      if (at >= 59 * SECOND) return attempts;
      attempts.push({ at, client: chance.below(clientCount), hold: 1_000, service: 1_000 });
    }
  }

  it('are none as long as nobody comes or fails, and after a death come as (k/N) n r e^(-rt)', () => {
    const phases = Object.fromEntries(
      [0, 1, 2, 3, 4, 5].map((tenth) => [`tenth-${tenth}`, { from: `${tenth * 10}s`, to: `${tenth * 10 + 10}s` }]),
    );
    const model = modelWith({
      time: { phases },
      expect: Object.keys(phases).map((during) => ({ id: `in-${during}`, that: 'reassigned >= 0', during })),
      designs: { proxy: { kind: 'redirect', balancers: { count: 1 } } },
      traffic: { clients: { count: 2 * clientCount } },
      events: [{ id: 'death', at: '20s', fail: { member: 'seoul/0', as: 'refusing' } }],
    });
    const { collector } = runProxy(model, visits());
    const counted = (tenth: number): number => {
      const window = model.scenario.windows.findIndex(({ id }) => id === `tenth-${tenth}`);
      return collector.countersOf(window)[COUNTER.reassigned]!;
    };
    expect([counted(0), counted(1)]).toEqual([0, 0]);
    // Who is told of the dead server again, until it has missed its beats, asks once more but
    // is counted when it has another.
    const reassigned = [2, 3, 4, 5].map(counted);
    reassigned.forEach((count, k) => {
      const expected =
        (clientCount / servers) * (Math.exp(-ratePerClient * 10 * k) - Math.exp(-ratePerClient * 10 * (k + 1)));
      expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(clientCount / servers));
    });
  });
});
