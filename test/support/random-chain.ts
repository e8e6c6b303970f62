/** Random tiers of chains and of members (fast-check), and what befalls their servers. */
import fc from 'fast-check';
import type { PlainMap } from './scenario.ts';

const threads: fc.Arbitrary<PlainMap> = fc.record({
  kind: fc.constant('threadPerConnection'),
  servers: fc.integer({ min: 1, max: 3 }),
  mpm: fc.constantFrom('prefork', 'worker', 'event'),
  workers: fc.constantFrom(25, 50),
  backlog: fc.constantFrom(0, 3, 511),
  acceptFilter: fc.constantFrom('data', 'none'),
  abortOnOverflow: fc.boolean(),
  synCookies: fc.boolean(),
  keepAliveTimeout: fc.constantFrom('300ms', '5s'),
});

const events: fc.Arbitrary<PlainMap> = fc.record({
  kind: fc.constant('eventDriven'),
  servers: fc.integer({ min: 1, max: 3 }),
  workerConnections: fc.constantFrom(4, 40, 1_024),
  upstreamKeepalive: fc.constantFrom(0, 8),
  backlog: fc.constantFrom(0, 511),
});

const flood: fc.Arbitrary<PlainMap> = fc.record({
  kind: fc.constant('floodProtection'),
  clientRate: fc.constantFrom('1/s', '100/s'),
  rate: fc.constantFrom('10/s', '1k/s'),
  ban: fc.constantFrom('0s', '5s'),
  surgeQueue: fc.constantFrom(0, 5, 1_024),
});

/** Tiers of every kind in any order, often too small; flood protection stands first. */
export const randomTiers: fc.Arbitrary<PlainMap> = fc
  .record({ first: fc.option(flood), others: fc.array(fc.oneof(threads, events), { minLength: 1, maxLength: 3 }) })
  .map(({ first, others }) => ({ ...(first === null ? {} : { flood: first }), ...inOrder(others) }));

/** Tiers that members may have too: nobody protects those from floods, and what comes to the first is established. */
export const randomMemberTiers: fc.Arbitrary<PlainMap> = fc
  .array(fc.oneof(threads, events), { minLength: 1, maxLength: 3 })
  .map((tiers) => inOrder(tiers.map(({ acceptFilter, abortOnOverflow, synCookies, ...tier }) => tier)));

function inOrder(tiers: readonly PlainMap[]): PlainMap {
  return Object.fromEntries(tiers.map((tier, place) => [`t${place}`, tier]));
}

/** What befalls servers of the tiers: every chain has a t0, and servers with the number 0. */
export const randomTierTroubles: fc.Arbitrary<PlainMap[]> = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 59 }),
      lasting: fc.integer({ min: 1, max: 30 }),
      tier: fc.constantFrom('*/0', '*/t0/*', 'asia-northeast3/t*/*', 'asia-northeast3/t0/0', '*'),
      what: fc.constantFrom(
        { fail: { as: 'silent' } },
        { fail: { as: 'refusing' } },
        { recover: {} },
        { drain: {} },
        { degrade: { slowdown: '400x' } },
        { degrade: { slowdown: '1x', probes: 'fail' } },
        { attack: { flood: '3M/s' } },
        { restart: { downtime: '900ms', gap: '100ms' } },
      ),
    }),
    { maxLength: 6 },
  )
  .map((events) =>
    events.map(({ at, lasting, tier, what }, number) => {
      const [[action, settings]] = Object.entries(what) as [[string, PlainMap]];
      const timing = action === 'restart' ? {} : { for: `${lasting}s` };
      return { id: `tier${number}`, at: `${at}s`, ...timing, [action]: { tier, ...settings } };
    }),
  );
