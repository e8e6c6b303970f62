/**
 * Goal: DNS as the balancer: clients connect to an address of their copy, go on to the next, and learn
 * of changes when the copy ends.
 * Method: connections listed one by one, times compared with the formulas of docs/model/dns.md.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER, type CounterName } from '../../../../sim/metrics/counters.ts';
import { unicastRttsUs } from '../../../../sim/world/unicast.ts';
import { type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap, THREE_REGIONS } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const STRICT = { violations: 'none' } as const;

function named(dns: PlainMap = {}, rest: PlainMap = {}, design: PlainMap = {}): ReturnType<typeof modelWith> {
  return modelWith({ designs: { proxy: { kind: 'dns', dns: { ...STRICT, ...dns }, ...design } }, ...rest });
}

function counted({ collector }: ProxyRun, name: CounterName): number {
  return collector.countersOf(0)[COUNTER[name]]!;
}

/** A client every second from 1 s on. */
function visits(count: number, clientOf: (number: number) => number = () => 5) {
  return Array.from({ length: count }, (_, number) => ({
    at: (number + 1) * SECOND,
    client: clientOf(number),
    hold: 1_000,
  }));
}

const TWO_SERVERS = { backends: { seoul: { zone: 'asia-northeast3-a', members: 2, maxConnections: 400 } } };

describe('a client that finds servers by DNS', () => {
  it.each([
    ['TCP', 0],
    ['SSL', 1],
  ])('pays with %s two round trips and those of TLS, and a lookup when its copy has ended', (protocol, tls) => {
    const model = named(
      { ttl: '2500ms', atStart: 'cold', lookup: '30ms', authoritative: '100ms' },
      { service: { protocol } },
    );
    const run = runProxy(model, visits(4));
    const knownUs = (2 + tls) * unicastRttsUs(model.world)[0]! + 20_000;
    const extraUs = run.endings.map(({ latencyUs }) => Math.round((latencyUs! - knownUs) / 1_000));
    expect(extraUs).toEqual([130, 0, 0, 130]);
    expect(counted(run, 'dnsLookups')).toBe(2);
  });

  it('stays with one server as long as its copy lasts, and gets the next in turn then', () => {
    const run = runProxy(named({ ttl: '3500ms', atStart: 'cold' }), visits(12));
    const members = run.establishments.map(({ member }) => member);
    expect(members).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  });

  it('goes on to the next address at once after a RST, and after attemptTimeout without an answer', () => {
    const failing = (as: string): PlainMap => ({
      service: TWO_SERVERS,
      events: [{ id: 'lost', at: '500ms', fail: { member: 'seoul/1', as } }],
    });
    // With nothing cached the first answer begins with server 1.
    const dns = { atStart: 'cold', attemptTimeout: '700ms' };
    const [sound] = runProxy(named(dns, { service: TWO_SERVERS }), visits(1)).endings;
    const [refused] = runProxy(named(dns, failing('refusing')), visits(1)).endings;
    const [silent] = runProxy(named(dns, failing('silent')), visits(1)).endings;
    const [eager] = runProxy(named({ ...dns, attemptDelay: '250ms' }, failing('silent')), visits(1)).endings;
    const rttUs = unicastRttsUs(named().world)[0]!;
    const extraUs = [refused, silent, eager].map((ending) => ending!.latencyUs! - sound!.latencyUs!);
    expect([refused, silent, eager].map((ending) => ending!.outcome)).toEqual(Array(3).fill('completed'));
    expect(Math.abs(extraUs[0]! - rttUs)).toBeLessThanOrEqual(2);
    expect(Math.abs(extraUs[1]! - 700_000 - rttUs / 2)).toBeLessThanOrEqual(2);
    expect(Math.abs(extraUs[2]! - 250_000 - rttUs / 2)).toBeLessThanOrEqual(2);
  });

  it('fails when no address of its answer works, however many others there are', () => {
    const events = [{ id: 'lost', at: '500ms', fail: { member: 'seoul/1' } }];
    const run = runProxy(named({ atStart: 'cold', addressesPerAnswer: 1, ttl: '1h' }, { events }), visits(3));
    expect(run.endings.map(({ outcome }) => outcome)).toEqual(Array(3).fill('timedOut'));
  });
});

describe('the record', () => {
  const events = [{ id: 'lost', at: '500ms', for: '40s', fail: { member: 'seoul/1', as: 'refusing' } }];
  const dns = { atStart: 'cold', ttl: '10s', addressesPerAnswer: 1 };

  it('keeps a failed server for ever when nobody watches', () => {
    const run = runProxy(named({ ...dns, ttl: '1ms' }, { events, service: TWO_SERVERS }), visits(20));
    expect(run.endings.filter(({ outcome }) => outcome === 'refused')).toHaveLength(10);
    expect(counted(run, 'staleAnswers')).toBe(0);
  });

  it('is rid of it after withdrawAfter, clients when their copies end, and has it back as late', () => {
    const run = runProxy(named({ ...dns, withdrawAfter: '5s' }, { events, service: TWO_SERVERS }), visits(56));
    const refusedAt = run.endings.flatMap(({ outcome, offeredAt }) =>
      outcome === 'refused' ? [offeredAt / SECOND] : [],
    );
    // The copy of second 1 ends at 11; the record changed at 5.5 s.
    expect(refusedAt).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(counted(run, 'staleAnswers')).toBe(5);
    expect(run.log.map(({ what }) => what).filter((what) => what.includes('record'))).toEqual([
      'seoul/1 taken out of the DNS record',
      'seoul/1 put back into the DNS record',
    ]);
  });

  it('has all when all have failed', () => {
    const all = [{ id: 'lost', at: '500ms', for: '10s', fail: { member: 'seoul/*', as: 'refusing' } }];
    const run = runProxy(named({ ttl: '1ms', withdrawAfter: '2s' }, { events: all }), visits(14));
    expect(run.endings.map(({ outcome }) => outcome)).toEqual([
      ...Array(10).fill('refused'),
      ...Array(4).fill('completed'),
    ]);
  });

  it('leaves out a drained backend, and one of nobody sends clients nowhere', () => {
    const drained = [{ id: 'gone', at: '5500ms', drain: { backend: 'seoul' } }];
    const run = runProxy(named({ ttl: '1ms', atStart: 'cold' }, { events: drained }), visits(8));
    expect(run.endings.map(({ outcome }) => outcome)).toEqual([
      ...Array(5).fill('completed'),
      ...Array(3).fill('dropped'),
    ]);
  });
});

describe('the answer', () => {
  const service = { backends: THREE_REGIONS };
  /** Clients with no copy each: where they go. */
  function regionsOf(dns: PlainMap, rest: PlainMap = {}, design: PlainMap = {}): string[] {
    const run = runProxy(
      named({ ttl: '1ms', atStart: 'cold', ...dns }, { service, ...rest }, design),
      visits(24, (number) => number),
    );
    return run.establishments.map(({ backend }) => backend);
  }

  it('roundRobin: goes over all regions, near or far', () => {
    const backends = regionsOf({});
    for (const backend of Object.keys(THREE_REGIONS)) {
      expect(backends.filter((candidate) => candidate === backend)).toHaveLength(8);
    }
  });

  it('gives each address its turn, in each region by itself, whatever else is asked and however many places are empty', () => {
    const backends = {
      ...THREE_REGIONS,
      oregon: null,
      tokyo: { zone: 'asia-northeast1-a', members: 2, maxConnections: 100 },
    };
    const grown = [{ id: 'never', at: '59s', scale: { backend: 'seoul', members: 7 } }];
    const clients = { metros: ['seoul', 'tokyo'], weight: 'equal', networksPerMetro: 1 };
    const dns = { answer: 'nearest', mislocated: '0%', ttl: '1ms', atStart: 'cold' };
    const model = named(dns, { service: { backends }, events: grown, world: { clients } });
    // Seoul and Tokyo ask by turns.
    const attempts = visits(48, (number) => number).map((visit, number) => ({ ...visit, network: number % 2 }));
    const run = runProxy(model, attempts);
    const countOf = (backend: string, place: number): number => {
      const members = run.establishments.filter((one) => one.backend === backend).map(({ member }) => member);
      const first = Math.min(...members);
      return members.filter((member) => member === first + place).length;
    };
    expect([0, 1, 2, 3].map((place) => countOf('seoul', place))).toEqual([6, 6, 6, 6]);
    expect([0, 1].map((place) => countOf('tokyo', place))).toEqual([12, 12]);
  });

  it('nearest: the one near the resolver, which may not be near the client', () => {
    expect(new Set(regionsOf({ answer: 'nearest', mislocated: '0%' }))).toEqual(new Set(['seoul']));
    // The clients of network 0 are those of Los Angeles, which is nearer to Oregon.
    const far = { metros: ['los-angeles', 'seoul'], weight: 'equal', networksPerMetro: 1 };
    const world = { world: { clients: far } };
    expect(named({}, world).world.networks[0]!.id).toBe('los-angeles/0');
    expect(new Set(regionsOf({ answer: 'nearest', mislocated: '100%' }, world))).toEqual(new Set(['seoul']));
    const told = { answer: 'nearest', mislocated: '100%', clientSubnet: true };
    expect(new Set(regionsOf(told, world))).toEqual(new Set(['oregon']));
  });

  it('failover: the first in the order of the scenario that has a server', () => {
    const events = [{ id: 'lost', at: '10500ms', fail: { backend: 'seoul', as: 'refusing' } }];
    const backends = regionsOf({ answer: 'failover', withdrawAfter: '1ms' }, { events });
    expect(backends).toEqual([...Array(10).fill('seoul'), ...Array(14).fill('tokyo')]);
  });

  it('weighted: by chance, and none of a weight of 0', () => {
    const weights = { 'asia-northeast3': 3, 'asia-northeast1': 1, 'us-west1': 0 };
    const backends = regionsOf({ answer: 'weighted', weights });
    expect(new Set(backends)).toEqual(new Set(['seoul', 'tokyo']));
    expect(backends.filter((backend) => backend === 'seoul').length).toBeGreaterThan(12);
  });
});
