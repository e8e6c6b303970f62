/**
 * Conformance G4, G6 to G9 and G43: what becomes of packets that are not, or no longer, for the service.
 *
 * Goal: other ports, other addresses and floods end at the front ends; an address outlives its forwarding rule only if
 * it is reserved. Method: runs around one event, connection by connection, and what the log says of it.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { BREAK_CAUSES } from '../../../sim/metrics/break-cause.ts';
import { simulate } from '../../../sim/simulate.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../support/proxy-bench.ts';
import { mergePlain, modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;

function run(event: PlainMap, changes: PlainMap = {}, attempt = {}): ProxyRun {
  const model = modelWith(
    mergePlain({ time: { duration: '10m' }, events: [{ id: 'e', at: '60s', ...event }] }, changes),
  );
  return runProxy(model, attemptsEvery(SECOND / 2, 0, 1_000, { hold: 0, ...attempt }));
}

const WORLDWIDE = { world: { clients: { metros: ['seoul', 'tokyo', 'london', 'boston'] } } };

/** Counts in a line of the log: SYNs, answered, GFEs, PoPs. */
function scanned(changes: PlainMap, connections = 400): number[] {
  const { log } = run({ scan: { connections } }, changes);
  return log[0]!.what.match(/\d+/g)!.map(Number);
}

describe('addresses and ports', () => {
  it('G4: a packet to another port reaches no backend', () => {
    const quiet = run({ scan: { connections: 10_000 } });
    const without = run({ scan: { connections: 1 } });
    // Whatever is scanned, connections to the service go as they would without.
    expect(quiet.endings).toEqual(without.endings);
    expect(quiet.establishments).toEqual(without.establishments);
    expect(quiet.log[0]!.what).toContain('none sent to a backend');
  });

  it('G4: a packet to another address reaches no backend', () => {
    const { endings, establishments } = run({ recreate: { dnsTtl: '1h' } }, { service: { address: 'ephemeral' } });
    const lost = endings.filter(({ outcome }) => outcome === 'timedOut');
    expect(lost.length).toBeGreaterThan(800);
    const reached = new Set(establishments.map(({ offeredAt }) => offeredAt));
    for (const { offeredAt, region, latencyUs } of lost) {
      expect([region, latencyUs, reached.has(offeredAt)]).toEqual([null, null, false]);
    }
  });

  it('G6: a SYN to an unconfigured port may be answered by a GFE on Premium', () => {
    expect(scanned({}).slice(0, 2)).toEqual([400, 400]);
    const standard = {
      service: { networkTier: 'STANDARD', region: 'asia-northeast3', loadBalancingScheme: 'EXTERNAL' },
    };
    expect(scanned(standard).slice(0, 2)).toEqual([400, 0]);
  });

  it('G7: a scan meets one GFE a connection: the address is no single device', () => {
    const [, answered, gfes, pops] = scanned({});
    // Eight GFEs at the one PoP that serves Seoul; four metros are served at four PoPs.
    expect([answered, gfes, pops]).toEqual([400, 8, 1]);
    expect(scanned(WORLDWIDE).slice(2)).toEqual([32, 4]);
    expect(scanned({}, 1).slice(2)).toEqual([1, 1]);
    // Fewer connections than GFEs cannot have met them all.
    expect(scanned(WORLDWIDE, 12)[2]).toBeLessThanOrEqual(12);
  });

  it('G8: IPv6 clients are accepted, and past the front ends nothing tells them from others', () => {
    const outcomes = (ipv6Share: string, service: PlainMap = {}): ProxyRun =>
      run({ scan: { connections: 1 } }, { traffic: { ipv6Share }, service });
    const { endings, establishments } = outcomes('0%');
    expect(endings.every(({ outcome }) => outcome === 'completed')).toBe(true);
    for (const share of ['40%', '100%']) {
      expect(outcomes(share).endings).toEqual(endings);
      expect(outcomes(share).establishments).toEqual(establishments);
    }
    // Without a forwarding rule for IPv6 its clients get no answer: 400 of 1000, standard deviation 15.
    const unreached = outcomes('40%', { ipVersions: ['IPV4'] }).endings.filter(({ outcome }) => outcome === 'timedOut');
    expect(Math.abs(unreached.length - 400)).toBeLessThan(65);
    const onlyIpv6 = outcomes('40%', { ipVersions: ['IPV6'] }).endings.filter(({ outcome }) => outcome === 'timedOut');
    expect(unreached.length + onlyIpv6.length).toBe(1_000);
  });

  it('G9: a reserved address stays when the forwarding rule is deleted and made again', () => {
    const reserved = run({ recreate: { dnsTtl: '2m' } }, {}, { hold: 90 * SECOND });
    expect(reserved.endings.every(({ outcome }) => outcome === 'completed')).toBe(true);
    expect(reserved.log[0]!.what).toContain('the reserved address stays');
  });

  it('G9: an ephemeral one is another then: who still uses the old one gets no answer until DNS has expired', () => {
    const { endings, log } = run({ recreate: { dnsTtl: '2m' } }, { service: { address: 'ephemeral' } });
    const lostShare = (fromS: number, toS: number): number => {
      const asked = endings.filter(({ offeredAt }) => offeredAt >= fromS * SECOND && offeredAt < toS * SECOND);
      return asked.filter(({ outcome }) => outcome === 'timedOut').length / asked.length;
    };
    expect(log[0]!.what).toContain('a new ephemeral address');
    expect(lostShare(0, 60)).toBe(0);
    // Copies of the record expire evenly over its two minutes: 80 connections of each quarter, standard deviation 5 %.
    expect(Math.abs(lostShare(60, 90) - 7 / 8)).toBeLessThan(0.2);
    expect(Math.abs(lostShare(105, 135) - 1 / 2)).toBeLessThan(0.25);
    expect(lostShare(180, 500)).toBe(0);
  });

  it('G9: connections that are open to the old address break', () => {
    const { collector, log } = run(
      { recreate: { dnsTtl: '0s' } },
      { service: { address: 'ephemeral' } },
      { hold: 300 * SECOND },
    );
    expect(log[0]!.brokenCount).toBe(120);
    expect(collector.breaks[BREAK_CAUSES.indexOf('addressLost')]).toBe(120);
  });

  it('G43: a SYN flood is absorbed at the front ends without any configuration', () => {
    const flood = { id: 'flood', at: '10s', for: '30s', attack: { synFlood: '3M/s' } };
    const attacked = simulate(modelWith({ events: [flood] }), 0, 0, UNATTENDED);
    const calm = simulate(modelWith({ events: [] }), 0, 0, UNATTENDED);
    expect(attacked.log.map(({ what }) => what)).toEqual([
      'SYN flood of 3000000/s begins',
      'end of the SYN flood: 90000000 SYNs absorbed at the PoPs, none sent to a backend',
    ]);
    expect(attacked.offeredCount).toBe(calm.offeredCount);
    expect([attacked.fingerprint.traffic, attacked.fingerprint.routing, attacked.fingerprint.outcomes]).toEqual([
      calm.fingerprint.traffic,
      calm.fingerprint.routing,
      calm.fingerprint.outcomes,
    ]);
  });
});
