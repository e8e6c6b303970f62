/**
 * Goal: hole H13: a server that an attacker registers gets clients as any other does, keeps them after it was found
 * until their leases end, and what it has seen is counted. Method: connections listed one by one, with a backend of one
 * server that is the attacker's beside four others.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER, type CounterName } from '../../../../sim/metrics/counters.ts';
import { type Attempt, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const ROGUE = { backend: 'impostor', registersAt: '10s', foundAfter: '10s' };

function run(design: PlainMap, attempts: readonly Attempt[], rest: PlainMap = {}): ProxyRun {
  const service = { backends: { impostor: { zone: 'asia-northeast3-b', members: 1, maxConnections: 100 } } };
  const designs = { proxy: { kind: 'redirect', rogue: ROGUE, ...design } };
  return runProxy(modelWith({ designs, service, traffic: { clients: { count: 400 } }, ...rest }), attempts);
}

function counted({ collector }: ProxyRun, name: CounterName): number {
  return collector.countersOf(0)[COUNTER[name]]!;
}

/** Two hundred clients one after the other, within five seconds of an instant. */
function everybody(atSeconds: number): Attempt[] {
  return Array.from({ length: 200 }, (_, client) => ({
    at: atSeconds * SECOND + client * 25_000,
    client,
    choice: Math.imul(client + 1, 0x9e3779b1) >>> 0,
    hold: 1_000,
  }));
}

const atRogue = ({ establishments }: ProxyRun, fromSeconds: number): number =>
  establishments.filter(({ at, backend }) => at >= fromSeconds * SECOND && backend === 'impostor').length;

describe('a rogue server', () => {
  const strangers = { clientsAtStart: 'strangers' };

  it('H13: is named to nobody before it registers, then to its share, and to nobody once it is found', () => {
    expect(atRogue(run(strangers, everybody(1)), 0)).toBe(0);
    // One of five, binomial: 200 x 0.2 with a standard deviation of 5.7; four of them.
    const named = atRogue(run(strangers, everybody(12)), 0);
    expect(named).toBeGreaterThan(17);
    expect(named).toBeLessThan(63);
    expect(atRogue(run(strangers, everybody(22)), 0)).toBe(0);
  });

  it('those who were assigned before it came never meet it', () => {
    expect(atRogue(run({}, everybody(12)), 0)).toBe(0);
  });

  it('keeps its clients after it was found: perpetually, or until their leases end', () => {
    const twice = [...everybody(12), ...everybody(25)];
    const perpetual = run(strangers, twice);
    expect(atRogue(perpetual, 25)).toBe(atRogue(run(strangers, everybody(12)), 0));
    const leased = run({ ...strangers, lease: { duration: '6s' } }, twice);
    expect(atRogue(leased, 12)).toBeGreaterThan(0);
    expect(atRogue(leased, 25)).toBe(0);
  });

  it('is seen by all who have come to it: connections, clients, bytes', () => {
    const traffic = { connections: { requestSize: '1 kB', responseSize: '9 kB' }, clients: { count: 400 } };
    const seen = run(strangers, [...everybody(12), ...everybody(25)], { traffic });
    expect(counted(seen, 'exposed')).toBe(atRogue(seen, 0));
    expect(counted(seen, 'exposedClients')).toBe(atRogue(seen, 0) / 2);
    expect(counted(seen, 'exposedBytes')).toBe(10_000 * counted(seen, 'exposed'));
  });

  it('says in the log what it does', () => {
    const { log } = run({}, everybody(1));
    expect(log.map(({ atUs, eventId, what }) => [atUs / SECOND, eventId, what])).toEqual([
      [10, 'rogue', '1 servers of an attacker register'],
      [20, 'rogue', 'the servers of the attacker are found, and off all lists'],
    ]);
  });
});
