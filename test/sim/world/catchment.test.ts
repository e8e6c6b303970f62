/**
 * Goal: each mechanism of the catchment does what its comment says.
 * Method: a line of PoPs at known distances and profiles with one mechanism switched on; shares over many networks
 * within four standard deviations of the probability.
 */
import { describe, expect, test } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { drawCatchment } from '../../../sim/world/catchment.ts';
import { CATCHMENT_PROFILES, type CatchmentProfile } from '../../../sim/world/catchment-profile.ts';

/** Ten PoPs 100, 400, ... 2,800 km away; the far hub stands at the last one. */
const geography = {
  pathKm: Float64Array.from({ length: 10 }, (_, pop) => 100 + 300 * pop),
  detourKm: new Float64Array(10),
  fromFarHubKm: Float64Array.from({ length: 10 }, (_, pop) => 300 * (9 - pop)),
  isAtHub: Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
};
const NOWHERE = { atHub: 0, elsewhere: 0 };
const BY_DISTANCE = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const NETWORK_COUNT = 4_000;

function draw(changes: Partial<CatchmentProfile>, count = NETWORK_COUNT) {
  const streams = new RandomStreams('catchment', 0);
  const profile = { ...CATCHMENT_PROFILES.ideal, ...changes };
  return Array.from({ length: count }, (_, n) => drawCatchment(profile, geography, streams.stream(`network-${n}`)));
}

function expectShare(isHit: readonly boolean[], probability: number): void {
  const share = isHit.filter(Boolean).length / isHit.length;
  expect(Math.abs(share - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / isHit.length));
}

test('ideal: every network peers everywhere and prefers by distance', () => {
  for (const { order, isPeered } of draw({}, 50)) {
    expect([...order]).toEqual(BY_DISTANCE);
    expect(isPeered.every((flag) => flag === 1)).toBe(true);
  }
});

test.each(Object.keys(CATCHMENT_PROFILES))('%s: every order is a permutation of all PoPs', (name) => {
  for (const { order } of draw(CATCHMENT_PROFILES[name as keyof typeof CATCHMENT_PROFILES], 200)) {
    expect([...order].sort((a, b) => a - b)).toEqual(BY_DISTANCE);
  }
});

describe('peering', () => {
  test('hands off where the network is present, at hubs more often than elsewhere, and nowhere beyond its reach', () => {
    const catchments = draw({ peerPresence: { atHub: 0.9, elsewhere: 0.3 }, reachKm: 2_000 });
    expectShare(
      catchments.map(({ isPeered }) => isPeered[0] === 1),
      0.3,
    );
    expectShare(
      catchments.map(({ isPeered }) => isPeered[1] === 1),
      0.9,
    );
    expect(catchments.every(({ isPeered }) => isPeered.subarray(7).every((flag) => flag === 0))).toBe(true);
  });

  test('wins over transit, however far: a network that peers only remotely is served remotely', () => {
    for (const { order, isPeered } of draw({ peerPresence: { atHub: 0, elsewhere: 0.3 } }, 500)) {
      const peeredCount = isPeered.reduce((sum, flag) => sum + flag, 0);
      expect([...order].slice(0, peeredCount).every((pop) => isPeered[pop] === 1)).toBe(true);
    }
  });

  test('is had by the given share of networks', () => {
    const catchments = draw({ peeringShare: 0.6 });
    expectShare(
      catchments.map(({ isPeered }) => isPeered[0] === 1),
      0.6,
    );
  });
});

test('transit hands off where the provider is present before any other way, at any distance', () => {
  const catchments = draw({ peeringShare: 0, transitPresence: { atHub: 1, elsewhere: 0 } }, 100);
  for (const { order } of catchments) expect([...order]).toEqual([1, 9, 0, 2, 3, 4, 5, 6, 7, 8]);
});

test('a polarised network prefers the PoPs near its far hub, peer or not', () => {
  const catchments = draw({ polarisedShare: 0.25 });
  expectShare(
    catchments.map(({ order }) => order[0] === 9),
    0.25,
  );
  const polarised = catchments.find(({ order }) => order[0] === 9)!;
  expect([...polarised.order]).toEqual(BY_DISTANCE.toReversed());
});

test('a noisy metric takes the second nearest with the probability of two normals crossing', () => {
  const sigma = 0.5;
  const catchments = draw({ peerMetricSigma: sigma, peerPresence: { atHub: 1, elsewhere: 1 } });
  // PoP 1 beats PoP 0 if sigma (z0 - z1) > ln(450 / 150), a normal of deviation sigma x
  // sqrt 2: 6.0 % (1.554 deviations).
  const position = (order: Int16Array, pop: number) => order.indexOf(pop);
  expectShare(
    catchments.map(({ order }) => position(order, 1) < position(order, 0)),
    0.0601,
  );
});

test("a network's draws for one PoP do not depend on the distance of another", () => {
  const moved = { ...geography, pathKm: geography.pathKm.with(0, 9_000) };
  const profile = { ...CATCHMENT_PROFILES['cdn-2015'], polarisedShare: 0 };
  const stream = () => new RandomStreams('one', 0).stream('network');
  const rest = (order: Int16Array) => [...order].filter((pop) => pop !== 0);
  expect(rest(drawCatchment(profile, moved, stream()).order)).toEqual(
    rest(drawCatchment(profile, geography, stream()).order),
  );
});

test('no presence and no peering leaves the last resort, by metric', () => {
  const catchments = draw({ peeringShare: 0, transitPresence: NOWHERE }, 20);
  for (const { order } of catchments) expect([...order]).toEqual(BY_DISTANCE);
});
