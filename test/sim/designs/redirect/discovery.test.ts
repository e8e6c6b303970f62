/**
 * Goal: how clients of the forum design find a balancer (F8, Q10), and a server by the name that they were told (F16):
 * what is looked up when, and what a change of the record does to whom.
 * Method: connections listed one by one, of one network with resolvers that hold nothing at first.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER, type CounterName } from '../../../../sim/metrics/counters.ts';
import { unicastRttsUs } from '../../../../sim/world/unicast.ts';
import { type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

/** Clients that ask at every visit: their lease is over by then. */
function asking(dns: PlainMap, design: PlainMap = {}, rest: PlainMap = {}): ReturnType<typeof modelWith> {
  const proxy = {
    kind: 'redirect',
    clientsAtStart: 'strangers',
    lease: { duration: '1ms' },
    connectTimeout: '700ms',
    dns: {
      violations: 'none',
      atStart: 'cold',
      ttl: '10s',
      serverTtl: '1h',
      lookup: '30ms',
      authoritative: '100ms',
      ...dns,
    },
    ...design,
  };
  return modelWith({ designs: { proxy }, ...rest });
}

function counted({ collector }: ProxyRun, name: CounterName): number {
  return collector.countersOf(0)[COUNTER[name]]!;
}

function visits(count: number, client = 5): { at: number; client: number; hold: number }[] {
  return Array.from({ length: count }, (_, number) => ({ at: (number + 1) * SECOND, client, hold: 1_000 }));
}

const ONE_SERVER = { service: { backends: { seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: 400 } } } };
const LB1_DIES = [{ id: 'lost', at: '1500ms', fail: { balancer: 'lb1' } }];

describe('names of balancers and servers', () => {
  it('are looked up when the copy has ended, and only then, each for itself', () => {
    const model = asking({ ttl: '3500ms', serverTtl: '2500ms' }, {}, ONE_SERVER);
    const { endings } = runProxy(model, visits(8));
    const rttUs = unicastRttsUs(model.world)[0]!;
    const everyUs = 4 * rttUs + 1_000 + 20_000;
    const lookupsMs = endings.map(({ latencyUs }) => Math.round((latencyUs! - everyUs) / 1_000));
    // The balancers' name at seconds 1 and 5; the server's at 1, 4 and 7, each a little after its ask.
    expect(lookupsMs).toEqual([260, 0, 0, 130, 130, 0, 130, 0]);
  });

  it('are looked up at the resolver alone where another client of it has asked', () => {
    const model = asking({}, {}, { ...ONE_SERVER, world: { clients: { resolversPerNetwork: 1 } } });
    const { endings } = runProxy(model, [...visits(1), { at: 2 * SECOND, client: 6, hold: 1_000 }]);
    expect(Math.round((endings[0]!.latencyUs! - endings[1]!.latencyUs!) / 1_000)).toBe(200);
  });

  it('of a server that the client has been told of before count only once their copy has ended, when it remembers the server', () => {
    const model = asking({ serverTtl: '4500ms' }, { lease: { duration: 'perpetual' } }, ONE_SERVER);
    const run = runProxy(model, visits(6));
    // Balancer and server at first; the server again at second 6.
    expect(counted(run, 'dnsLookups')).toBe(3);
    expect(counted(run, 'asks')).toBe(1);
  });
});

describe('a balancer that dies', () => {
  const rest = { ...ONE_SERVER, events: LB1_DIES };

  it('stays in the record for ever unless somebody withdraws it; each client that begins with it waits', () => {
    const run = runProxy(asking({ ttl: '1ms', withdrawAfter: 'never' }, {}, rest), visits(20));
    expect(run.endings.every(({ outcome }) => outcome === 'completed')).toBe(true);
    expect(run.endings.filter(({ latencyUs }) => latencyUs! > 700_000).length).toBeGreaterThanOrEqual(8);
    expect(counted(run, 'staleAnswers')).toBe(0);
  });

  it('is out of the record after withdrawAfter, and of a copy when that ends', () => {
    // The first answer begins with lb2, so a client of the second copy begins with lb1.
    const run = runProxy(asking({ withdrawAfter: '15s' }, {}, rest), visits(40));
    const lateAt = run.endings.flatMap(({ latencyUs, offeredAt }) =>
      latencyUs! > 700_000 ? [offeredAt / SECOND] : [],
    );
    // The copy fetched at second 11 begins with lb1; the record is rid of it at 16.5 s, the copy ends at 21.
    expect(lateAt).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(counted(run, 'staleAnswers')).toBe(4);
    expect(run.log.map(({ what }) => what)).toContain('lb1 taken out of the DNS record');
  });

  it('with dnsFailover is replaced in the record: nobody gets through before, and copies last until they end', () => {
    const design = { balancers: { discovery: 'dnsFailover', takeover: '3s' }, retry: { tries: 2 } };
    const run = runProxy(asking({}, design, rest), visits(14));
    const outcomes = run.endings.map(({ outcome }) => outcome);
    // The copy of second 1 ends at 11, though the record changed at 4.5 s.
    expect(outcomes).toEqual(['completed', ...Array(9).fill('timedOut'), ...Array(4).fill('completed')]);
    expect(run.log.map(({ what }) => what)).toContain('lb2 is in the DNS record');
  });

  it('costs a client that tries both addresses at once a quarter of a second', () => {
    const model = asking({ ttl: '1ms', attemptDelay: '250ms' }, {}, rest);
    const late = runProxy(model, visits(20)).endings.map(({ latencyUs }) => latencyUs!);
    expect(Math.max(...late) - Math.min(...late)).toBeGreaterThan(250_000);
    expect(Math.max(...late) - Math.min(...late)).toBeLessThan(700_000);
  });
});
