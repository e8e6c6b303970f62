/**
 * Conformance G13 and G15: which second-layer GFE the first layer uses, and that this is a preference.
 *
 * Goal: the first layer prefers a GFE near the backends; maintenance moves its traffic to
 * another GFE, and so to another zone.
 * Method: single connections from Seoul, few at a time, so that the zone they meet shows which GFE passed them on.
 */
import { describe, expect, it } from 'vitest';
import { attemptsEvery, runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type Plain } from '../../support/scenario.ts';

const SECOND = 1_000_000;

/** Zone of each of 200 short connections, one a second from 1 s on; every GFE favours its zone. */
function zones(events: readonly Plain[]): string[] {
  const model = modelWith({
    time: { duration: '5m' },
    service: {
      backends: {
        seoul: {
          zone: null,
          region: 'asia-northeast3',
          members: 9,
          maxConnections: null,
          maxConnectionsPerInstance: 100,
        },
        tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 400 },
      },
    },
    events,
  });
  const { establishments } = runProxy(model, attemptsEvery(SECOND, SECOND, 200, { hold: 0 }));
  return establishments.map(({ backend }) => backend);
}

describe('the second layer', () => {
  it('G13: the first layer prefers a GFE in the region that holds the backend', () => {
    // From Seoul's PoP over the backbone to Iowa: the long way is between the layers, not between GFE and backend.
    const model = modelWith({ service: { backends: { seoul: { zone: 'us-central1-a' } } } });
    const { endings } = runProxy(model, attemptsEvery(SECOND, SECOND, 20, { hold: 0 }));
    const { world } = model;
    const icn = world.pops.findIndex(({ id }) => id === 'icn');
    const backboneUs = world.popRegionRttUs[icn * world.regions.length]!;
    for (const { latencyUs } of endings) {
      // One round trip between the layers; with the GFE near the user it would be two, for
      // the handshake with the member.
      expect(latencyUs!).toBeGreaterThan(backboneUs);
      expect(latencyUs!).toBeLessThan(backboneUs * 1.5);
    }
  });

  it('G15: when its GFE is drained for maintenance, the traffic of a PoP moves to another GFE, and with it to another zone', () => {
    const quiet = zones([]);
    const zone = quiet[0]!;
    expect(new Set(quiet)).toEqual(new Set([zone]));
    const every = ['0', '1', '2', '3', '4', '5'].map((number) => `asia-northeast3/${number}`);
    const moved = every.map((gfe) =>
      zones([{ id: 'upkeep', at: '50500ms', for: '100s', drain: { secondLayer: gfe } }]),
    );
    // One of the six is the PoP's own: its zone changes for the time of the maintenance.
    const struck = moved.filter((seen) => seen.some((candidate) => candidate !== zone));
    expect(struck).toHaveLength(1);
    expect(new Set(struck[0]!.slice(0, 50))).toEqual(new Set([zone]));
    expect(new Set(struck[0]!.slice(51, 150))).toHaveLength(1);
    expect(struck[0]![100]).not.toBe(zone);
    expect(struck[0]![100]).toMatch(/^seoul\//);
    expect(new Set(struck[0]!.slice(151))).toEqual(new Set([zone]));
  });

  it('G15: with no GFE left in the region a GFE of the next region takes over', () => {
    const seen = zones([{ id: 'upkeep', at: '50500ms', for: '100s', drain: { secondLayer: 'asia-northeast3/*' } }]);
    expect(new Set(seen.slice(51, 150))).toEqual(new Set(['tokyo']));
    expect(seen.slice(151).every((backend) => backend.startsWith('seoul/'))).toBe(true);
  });
});
