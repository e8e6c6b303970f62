/**
 * Goal: RTTs of the public Internet as measured: the sanity table of WonderProxy's servers, the law of S, the detour.
 * Method: the six published pairs against the model's distribution; quantiles of many draws against the lognormal's
 * closed form; paths with one thing changed.
 */
import { describe, expect, test } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { cablePathKm, mapPlace } from '../../../sim/world/cable-map.ts';
import { medianStretch, networkRttsUs, pathRttUs } from '../../../sim/world/rtt-model.ts';

const CITIES: Readonly<Record<string, readonly [number, number]>> = {
  'New York': [40.71, -74.01],
  Paris: [48.85, 2.35],
  Milan: [45.46, 9.19],
  Dallas: [32.78, -96.8],
  Fremont: [37.55, -121.99],
  Brisbane: [-27.47, 153.03],
  Sydney: [-33.87, 151.21],
  Baltimore: [39.29, -76.61],
  Moscow: [55.75, 37.62],
};

function pathKmBetween(from: string, to: string): number {
  const [a, b] = [CITIES[from]!, CITIES[to]!].map(([latDeg, lonDeg]) => mapPlace({ latDeg, lonDeg }));
  return cablePathKm(a!, b!);
}

/** Standard normal quantiles: 10th and 90th percentile are 1.2816 deviations away. */
const Z90 = 1.2816;

describe("WonderProxy's pairs of servers (no last mile)", () => {
  test.each([
    ['New York', 'Paris', 78],
    ['New York', 'Milan', 112],
    ['Dallas', 'Fremont', 44],
    ['Baltimore', 'Sydney', 251],
    ['Moscow', 'Paris', 57],
  ])('%s to %s: %i ms within 25 %% of the median and between the 10th and 90th percentile', (from, to, measuredMs) => {
    const km = pathKmBetween(from, to);
    expect(Math.abs(pathRttUs(km, 0) / 1_000 / measuredMs - 1)).toBeLessThan(0.25);
    expect(measuredMs).toBeGreaterThan(pathRttUs(km, -Z90) / 1_000);
    expect(measuredMs).toBeLessThan(pathRttUs(km, Z90) / 1_000);
  });

  test('Brisbane to Sydney, 33 ms over 730 km, is 4.5 times fibre: only 1 pair in 100 is so far off without a detour', () => {
    const km = pathKmBetween('Brisbane', 'Sydney');
    expect(33 / (km / 100)).toBeGreaterThan(4.3);
    expect(pathRttUs(km, 2.33)).toBeLessThan(33_000);
  });
});

describe('S', () => {
  test.each([
    [0, 2.1],
    [3_000, 2.1],
    [4_500, 1.85],
    [6_000, 1.6],
    [15_000, 1.6],
  ])('has over %i km the median %f', (km, median) => {
    expect(medianStretch(km)).toBeCloseTo(median, 12);
  });

  test('is lognormal with sigma 0.3, and never below 1.15', () => {
    expect(pathRttUs(1_000, 1) / pathRttUs(1_000, 0)).toBeCloseTo(Math.exp(0.3), 3);
    expect(pathRttUs(1_000, -1) / pathRttUs(1_000, 0)).toBeCloseTo(Math.exp(-0.3), 3);
    expect(pathRttUs(10_000, -4)).toBe(115_000);
  });
});

describe('the RTTs of a network', () => {
  const popCount = 20_000;
  const stream = () => new RandomStreams('rtt-model', 0).stream('network');
  const constant = (km: number) => new Float64Array(popCount).fill(km);
  const geography = {
    pathKm: constant(1_000),
    detourKm: constant(12_000),
    fromFarHubKm: constant(0),
    isAtHub: new Uint8Array(popCount),
  };
  const none = new Uint8Array(popCount);

  test('take the detour in the given share of the pairs without peering: 7 %, give or take four standard deviations', () => {
    const rttsUs = networkRttsUs(geography, none, 0.07, 0, stream());
    // 12,000 km take 138 ms at least; 1,000 km take that only 6 deviations out.
    const detoured = rttsUs.filter((us) => us >= 138_000).length / popCount;
    expect(Math.abs(detoured - 0.07)).toBeLessThan(4 * Math.sqrt((0.07 * 0.93) / popCount));
  });

  test('take no detour to a PoP where the network peers, and the same stretch', () => {
    const peered = networkRttsUs(geography, new Uint8Array(popCount).fill(1), 0.07, 0, stream());
    expect(peered).toEqual(networkRttsUs(geography, none, 0, 0, stream()));
  });

  test('have the last mile in full, and are whole microseconds', () => {
    const without = networkRttsUs(geography, none, 0.07, 0, stream());
    const withLastMile = networkRttsUs(geography, none, 0.07, 8_000, stream());
    expect(withLastMile).toEqual(without.map((us) => us + 8_000));
    expect(without.every(Number.isInteger)).toBe(true);
  });

  test('do not move when the path of another pair does', () => {
    const changed = { ...geography, pathKm: geography.pathKm.with(0, 5_000) };
    const before = networkRttsUs(geography, none, 0.07, 0, stream());
    const after = networkRttsUs(changed, none, 0.07, 0, stream());
    expect(after.subarray(1)).toEqual(before.subarray(1));
    expect(after[0]).not.toBe(before[0]);
  });
});
