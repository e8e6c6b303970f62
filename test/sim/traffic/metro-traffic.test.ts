/**
 * Goal: a metro's connections are a Poisson process of the metro's rate, and each brings a client,
 * a hold and work as configured.
 * Method: dispersion of counts and distribution of gaps at a constant rate; counts against the integral of the rate
 * under a surge (chi-square); shares of networks and distinct clients against the configuration.
 */
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../sim/kernel/distribution.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import type { SimTime } from '../../../sim/kernel/time.ts';
import { Arrivals } from '../../../sim/traffic/arrivals.ts';
import { MetroClients } from '../../../sim/traffic/metro-clients.ts';
import { MetroRate } from '../../../sim/traffic/metro-rate.ts';
import { MetroTraffic } from '../../../sim/traffic/metro-traffic.ts';
import type { Surge } from '../../../sim/traffic/surge.ts';
import { correlationZ, kolmogorovSmirnov, mean, variance } from '../../support/statistics.ts';
import { type Row, rowsOf } from './traffic-rows.ts';

const HOUR_US = 3_600_000_000;
const MINUTE_US = 60_000_000;
const HOLD: Distribution = { kind: 'exponential', meanUs: 30_000_000 };
const WORK: Distribution = { kind: 'uniform', lowUs: 10_000, highUs: 30_000 };
const ALL_ALIKE = { activity: { kind: 'equal' }, lifetime: null } as const;
const NETWORKS = {
  networkIndexes: [3, 8, 9],
  cumulativeShares: [0.5, 0.8, 1],
  clientCounts: [1_000, 50, 1],
  firstClients: [300, 7_000, 9_000],
};

function rows(rate: MetroRate, hours: number, seed = 'poisson'): Row[] {
  const streams = new RandomStreams(seed, 0);
  const metro = new MetroTraffic(
    'seoul',
    rate,
    new MetroClients('seoul', NETWORKS, ALL_ALIKE, streams),
    HOLD,
    WORK,
    streams,
  );
  return rowsOf((handler) => new Arrivals([metro], rate.maxRatePerUs, (hours * HOUR_US) as SimTime, handler)).rows;
}

function countPer(widthUs: number, arrivals: readonly Row[], endUs: number): Float64Array {
  const counts = new Float64Array(Math.ceil(endUs / widthUs));
  for (const [at] of arrivals) counts[Math.floor(at! / widthUs)]!++;
  return counts;
}

describe('constant rate', () => {
  // 50 a second for two hours: 360,000 arrivals.
  const arrivals = rows(new MetroRate(5e-5, 'flat', 0, []), 2);
  const gaps = Float64Array.from(arrivals.slice(1), ([at], index) => at! - arrivals[index]![0]!);

  it('has the number of arrivals of a Poisson process', () => {
    expect(Math.abs(arrivals.length - 360_000)).toBeLessThan(4 * Math.sqrt(360_000));
  });

  it('has counts whose variance is their mean, in windows of 10 ms to a minute', () => {
    for (const widthUs of [10_000, 100_000, 1_000_000, 10_000_000, MINUTE_US]) {
      const counts = countPer(widthUs, arrivals, 2 * HOUR_US);
      const dispersion = variance(counts) / mean(counts);
      // (dispersion - 1) has a standard error of sqrt(2 / n).
      expect(Math.abs(dispersion - 1)).toBeLessThan(4 * Math.sqrt(2 / counts.length));
    }
  });

  it('has exponential gaps, independent of the gap before', () => {
    // Instants are whole microseconds, gaps 20,000 of them: the rounding is far below what the test can see.
    expect(kolmogorovSmirnov(gaps, (gap) => 1 - Math.exp(-gap * 5e-5))).toBeLessThan(1.95);
    expect(Math.abs(correlationZ(gaps.subarray(1), gaps.subarray(0, -1)))).toBeLessThan(4);
  });

  it('ends before the end', () => {
    expect(arrivals.at(-1)![0]).toBeLessThan(2 * HOUR_US);
  });

  it('spreads over the networks by share', () => {
    for (const [network, share] of [
      [3, 0.5],
      [8, 0.3],
      [9, 0.2],
    ] as const) {
      const count = arrivals.filter((row) => row[1] === network).length;
      expect(Math.abs(count - arrivals.length * share)).toBeLessThan(4 * Math.sqrt(arrivals.length * share));
    }
  });

  it('has as many client addresses as configured, all of them met, no two networks sharing one', () => {
    const clients = new Map<number, Set<number>>();
    for (const [, network, client] of arrivals) {
      clients.set(network!, (clients.get(network!) ?? new Set()).add(client!));
    }
    expect([3, 8, 9].map((network) => clients.get(network)!.size)).toEqual([1_000, 50, 1]);
    const all = [...clients.values()].flatMap((set) => [...set]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('brings holds and work of their distributions, independent of each other', () => {
    const holds = Float64Array.from(arrivals, (row) => row[5]!);
    const works = Float64Array.from(arrivals, (row) => row[6]!);
    expect(kolmogorovSmirnov(holds, (hold) => 1 - Math.exp(-hold / 30_000_000))).toBeLessThan(1.95);
    expect(kolmogorovSmirnov(works, (work) => (work - 10_000) / 20_000)).toBeLessThan(1.95);
    expect(Math.abs(correlationZ(holds, works))).toBeLessThan(4);
    expect(Math.abs(correlationZ(holds.subarray(1), gaps))).toBeLessThan(4);
  });
});

describe('varying rate', () => {
  const surge: Surge = { at: 5 * MINUTE_US, rise: 5 * MINUTE_US, hold: 10 * MINUTE_US, decay: 10 * MINUTE_US, peak: 8 };
  const rate = new MetroRate(5e-5, 'consumer', 1_000, [surge]);
  const arrivals = rows(rate, 1);

  it('has counts that integrate the rate, minute by minute', () => {
    const expected = new Float64Array(60);
    for (let from = 0; from < HOUR_US; ) {
      const stepEnd = rate.stepEnd(from);
      const stepRate = rate.rateOver(from, stepEnd);
      for (let at = from; at < Math.min(stepEnd, HOUR_US); ) {
        const minute = Math.floor(at / MINUTE_US);
        const next = Math.min(stepEnd, (minute + 1) * MINUTE_US);
        expected[minute]! += stepRate * (next - at);
        at = next;
      }
      from = stepEnd;
    }
    const counts = countPer(MINUTE_US, arrivals, HOUR_US);
    let statistic = 0;
    for (let minute = 0; minute < 60; minute++) {
      statistic += (counts[minute]! - expected[minute]!) ** 2 / expected[minute]!;
    }
    // 60 degrees of freedom: nothing was fitted.
    expect(Math.abs((statistic - 60) / Math.sqrt(120))).toBeLessThan(4);
    // The surge is there: the top minute holds some eight times the first.
    expect(counts[15]! / counts[1]!).toBeGreaterThan(6);
  });

  /** The integral of the rate between arrivals: standard exponentials, if the process is what it should be. */
  function operationalGaps(of: MetroRate, arrivals: readonly Row[]): number[] {
    const gaps: number[] = [];
    let from = 0;
    let stepEnd = of.stepEnd(0);
    let stepRate = of.rateOver(0, stepEnd);
    for (const [at] of arrivals) {
      let spent = 0;
      while (stepEnd <= at!) {
        spent += (stepEnd - from) * stepRate;
        from = stepEnd;
        stepEnd = of.stepEnd(from);
        stepRate = of.rateOver(from, stepEnd);
      }
      gaps.push(spent + (at! - from) * stepRate);
      from = at!;
    }
    return gaps;
  }

  it('is a unit Poisson process in operational time', () => {
    const gaps = operationalGaps(rate, arrivals);
    expect(kolmogorovSmirnov(gaps, (x) => 1 - Math.exp(-x))).toBeLessThan(1.95);
  });

  it('is one too where a gap spans many steps of the rate', () => {
    // One connection in 200 s on average, while the daily curve steps every minute.
    const sparse = new MetroRate(5e-9, 'consumer', 0, []);
    const gaps = operationalGaps(sparse, rows(sparse, 400));
    expect(gaps.length).toBeGreaterThan(6_000);
    expect(kolmogorovSmirnov(gaps, (x) => 1 - Math.exp(-x))).toBeLessThan(1.95);
  });
});
