/**
 * Conformance G37: affinity holds while the member is healthy and has capacity, and what breaks it.
 *
 * Goal: clients that come back meet their member below target capacity and not above it; the figure
 * `affinityBroken` says how many did not.
 * Method: whole runs of random traffic at Seoul with a few hundred clients, half of the capacity offered or twice.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { COUNTER } from '../../../sim/metrics/counters.ts';
import { simulate } from '../../../sim/simulate.ts';
import { mergePlain, modelWith, type PlainMap } from '../../support/scenario.ts';

/** 20 connections a second of 5 s: about 100 open. */
function affinityOf(capacity: number, changes: PlainMap = {}): { returning: number; broken: number } {
  const base: PlainMap = {
    time: { duration: '5m', warmup: '30s' },
    service: {
      sessionAffinity: 'CLIENT_IP',
      backends: {
        seoul: { maxConnections: capacity },
        second: { zone: 'asia-northeast3-b', members: 4, maxConnections: capacity },
        tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 1_000 },
      },
    },
    traffic: { clients: 200 },
    designs: { proxy: { secondLayer: { zonePreferenceEndsAt: 0 } } },
  };
  const record = simulate(modelWith(mergePlain(base, changes)), 0, 0, UNATTENDED);
  const { counters } = record.windows[0]!;
  return { returning: counters[COUNTER.affinityReturning]!, broken: counters[COUNTER.affinityBroken]! };
}

describe('G37: affinity', () => {
  it('holds below target capacity', () => {
    const { returning, broken } = affinityOf(200);
    expect(returning).toBeGreaterThan(4_000);
    expect(broken).toBe(0);
  });

  it('does not hold above it: who comes when the zone is full goes elsewhere', () => {
    const { returning, broken } = affinityOf(30);
    expect(broken / returning).toBeGreaterThan(0.2);
  });

  it.each(['MAGLEV', 'RING_HASH'])(
    '%s: a member that fails moves its own clients, and few others',
    (localityLbPolicy) => {
      const events = [{ id: 'lost', at: '60s', fail: { member: 'seoul/1' } }];
      const { broken } = affinityOf(200, { service: { localityLbPolicy }, events });
      // Of 200 clients those of seven healthy members that a rebuilt table moves, once each, and back never.
      expect(broken).toBeLessThan(30);
    },
  );

  it('a policy that does not hash keeps no client to a member', () => {
    const { returning, broken } = affinityOf(200, { service: { localityLbPolicy: 'RANDOM' } });
    expect(Math.abs(broken / returning - 3 / 4)).toBeLessThan(0.05);
  });

  it('fading zone preference breaks it as a GFE fills', () => {
    const { broken } = affinityOf(200, {
      designs: { proxy: { secondLayer: { gfesPerRegion: 1, zonePreferenceEndsAt: 200 } } },
    });
    expect(broken).toBeGreaterThan(100);
  });

  it('is not asked about without affinity', () => {
    expect(affinityOf(200, { service: { sessionAffinity: 'NONE' } })).toEqual({ returning: 0, broken: 0 });
  });
});
