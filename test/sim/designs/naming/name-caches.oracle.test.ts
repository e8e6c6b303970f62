/**
 * Goal: copies of a DNS answer outlive a change by the laws of docs/model/dns.md, and spread clients as
 * unevenly as resolvers are used (L10).
 * Method: caches alone, thousands of resolvers or hundreds of seeds, against closed forms;
 * bounds are four standard errors.
 */
import { describe, expect, it } from 'vitest';
import type { DesignContext } from '../../../../sim/designs/design-run.ts';
import { Authority } from '../../../../sim/designs/naming/authority.ts';
import { NameCaches, NO_ADDRESS } from '../../../../sim/designs/naming/name-caches.ts';
import { NameRecord } from '../../../../sim/designs/naming/name-record.ts';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import type { ResolvedNaming } from '../../../../sim/scenario/resolved-naming.ts';
import { Resolvers } from '../../../../sim/traffic/resolvers.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const TTL_S = 20;
const CLIENTS = 20_000;
const { world } = modelWith({});

type Resolving = Pick<Resolvers, 'count' | 'resolverOf'>;

/** A resolver for each client. */
const OWN: Resolving = { count: CLIENTS, resolverOf: (_network, client) => client };

function namingWith(dns: PlainMap): ResolvedNaming {
  const { scenario } = modelWith({ designs: { proxy: { kind: 'dns', dns: { ttl: `${TTL_S}s`, ...dns } } } });
  return scenario.designs[0]!.naming!;
}

/** Caches of a record of `addresses`, of as many clients as there are. */
function cachesOf(naming: ResolvedNaming, record: NameRecord, resolvers: Resolving, seed = 1): NameCaches {
  const context = {
    world,
    resolvers,
    population: { clientCount: CLIENTS },
    streams: new RandomStreams(`${seed}`, 0),
    collector: { count: () => {} },
  } as unknown as DesignContext;
  return new NameCaches(
    context,
    naming,
    record,
    new Authority(context, naming, record, [0], new Float64Array(world.networks.length)),
  );
}

/** Share of clients whose copy still has the old address, each looking at its copy every second from the change on. */
function staleShares(dns: PlainMap, atS: readonly number[]): number[] {
  const record = new NameRecord(new Int16Array(2));
  record.publish(Int32Array.of(0));
  const caches = cachesOf(namingWith(dns), record, OWN);
  const shares: number[] = [];
  // The record changes at second 1, when every client holds a copy.
  for (let s = 1; s <= Math.max(...atS) + 1; s++) {
    let staleCount = 0;
    for (let client = 0; client < CLIENTS; client++) {
      caches.lookUp(0, client, s * SECOND);
      if (caches.addressOf(client, 0) === 0) staleCount++;
    }
    if (s === 1) record.publish(Int32Array.of(1));
    if (atS.includes(s - 1)) shares.push(staleCount / CLIENTS);
  }
  return shares;
}

/** P(S > s) with x = s / TTL, a share p of holders and exponent a. */
function law(x: number, p: number, a: number): number {
  if (x >= 1) return (p * x ** -a) / (1 + a);
  return (1 - p) * (1 - x) + p * (1 - (x * a) / (1 + a));
}

describe('L10: a withdrawn record', () => {
  it.each([
    [5, law(0.25, 0.306, 0.594)],
    [60, 0.1],
    [900, 0.02],
  ])(
    'is still used by a share of requests %i s later: %f, as measured with a TTL of 20 s',
    (s, expected) => {
      const [share] = staleShares({}, [s]);
      expect(Math.abs(share! - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / CLIENTS) + 0.001);
      expect(Math.abs(law(s / TTL_S, 0.306, 0.594) - expected)).toBeLessThan(0.001);
    },
    60_000,
  );

  it('is used by nobody after its TTL where everybody keeps to that', () => {
    const [half, after] = staleShares({ violations: 'none' }, [10, 21]);
    expect(Math.abs(half! - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / CLIENTS));
    expect(after).toBe(0);
  });

  it('lives on in clients as in resolvers where clients keep their copies for too long', () => {
    const [share] = staleShares({ violations: { share: '50%', exponent: 1, at: 'clients' } }, [60]);
    // Each holder's first copy is of the second before the change: P(h > 3).
    const expected = 0.5 / 3;
    expect(Math.abs(share! - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / CLIENTS) + 0.01);
  });
});

describe('L10: the balls are resolvers', () => {
  it('an address gets 1/R of the clients on average, with a variance of the sum of squared shares of resolvers', () => {
    const addressCount = 4;
    const resolvers = new Resolvers(1, 50);
    const naming = namingWith({});
    const seeds = 150;
    const clients = Array.from({ length: 2_000 }, (_, client) => client);
    const weights = new Float64Array(resolvers.count);
    for (const client of clients) weights[resolvers.resolverOf(0, client)]! += 1 / clients.length;
    const shares = Array.from({ length: seeds }, (_, seed) => {
      const record = new NameRecord(new Int16Array(addressCount));
      record.publish(Int32Array.of(0, 1, 2, 3));
      const caches = cachesOf(naming, record, resolvers, seed);
      const first = clients.filter((client) => {
        caches.lookUp(0, client, 1);
        return caches.addressOf(client, 0) === 0;
      });
      return first.length / clients.length;
    });
    const mean = shares.reduce((sum, share) => sum + share, 0) / seeds;
    const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (seeds - 1);
    const p = 1 / addressCount;
    const expected = p * (1 - p) * weights.reduce((sum, weight) => sum + weight ** 2, 0);
    expect(Math.abs(mean - p)).toBeLessThan(4 * Math.sqrt(expected / seeds));
    // A variance of 150 draws is within four of its standard errors, sqrt(2 / 149) of itself.
    expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / (seeds - 1)));
    // Far more than if each client were a ball.
    expect(expected).toBeGreaterThan((50 * (p * (1 - p))) / clients.length);
  });

  it('unless they turn the addresses from client to client', () => {
    const record = new NameRecord(new Int16Array(2));
    record.publish(Int32Array.of(0, 1));
    const caches = cachesOf(namingWith({ resolverOrder: 'rotated' }), record, { count: 1, resolverOf: () => 0 });
    const firsts = Array.from({ length: 100 }, (_, client) => {
      caches.lookUp(0, client, 1);
      return caches.addressOf(client, 0);
    });
    expect(firsts.filter((address) => address === 0)).toHaveLength(50);
  });
});

describe('a client whose address is of no use', () => {
  function triesOf(dns: PlainMap, client: number): number[] {
    const record = new NameRecord(new Int16Array(5));
    record.publish(Int32Array.of(0, 1, 2, 3, 4));
    const caches = cachesOf(namingWith({ resolverOrder: 'rotated', ...dns }), record, {
      count: 1,
      resolverOf: () => 0,
    });
    for (let earlier = 0; earlier <= client; earlier++) caches.lookUp(0, earlier, 1);
    // A change of the record is none of the copy.
    record.publish(Int32Array.of(4));
    const tries = Array.from({ length: 6 }, (_, tryNumber) => caches.addressOf(client, tryNumber));
    expect(tries.filter((address) => address !== NO_ADDRESS)).toHaveLength(caches.countOf(client));
    return tries;
  }

  it.each([0, 1, 2, 3, 4])(
    'goes round all addresses of its copy, from the first of the answer that client %i got',
    (client) => {
      const tries = triesOf({}, client);
      const first = tries[0]!;
      expect(tries).toEqual([...[0, 1, 2, 3, 4].map((step) => (first + step) % 5), NO_ADDRESS]);
    },
  );

  it('gets no more of them than clients take', () => {
    const tries = triesOf({ addressesPerAnswer: 2 }, 3);
    expect(tries.slice(0, 2).filter((address) => address === NO_ADDRESS)).toEqual([]);
    expect(tries.slice(2)).toEqual([NO_ADDRESS, NO_ADDRESS, NO_ADDRESS, NO_ADDRESS]);
  });
});
