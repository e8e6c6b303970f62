/**
 * Goal: the oracles themselves are right.
 * Method: figures published by others, closed forms of small cases, the definition summed term by term,
 * and identities between formulas.
 */
import { describe, expect, it } from 'vitest';
import {
  erlangB,
  erlangC,
  erlangCWaitMean,
  erlangCWaitTail,
  pollaczekKhinchineWaitMean,
  processorSharingSojournMean,
  processorSharingSojournOf,
  singleServerSojournMean,
  singleServerSojournQuantile,
} from './closed-forms.ts';

/** p(n) of an M/M/c queue up to a common factor, n = 0 .. last. */
function queueLengthWeights(servers: number, offered: number, last: number): number[] {
  const weights = [1];
  for (let n = 1; n <= last; n++) weights.push((weights[n - 1]! * offered) / Math.min(n, servers));
  return weights;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('erlangB', () => {
  // The customary table of offered traffic by servers and blocking, four digits (ITU-T, Teletraffic
  // Engineering Handbook, 2005, and others).
  it.each([
    { servers: 1, onePercent: 0.0101, twoPercent: 0.0204 },
    { servers: 2, onePercent: 0.1526, twoPercent: 0.2235 },
    { servers: 5, onePercent: 1.361, twoPercent: 1.657 },
    { servers: 10, onePercent: 4.461, twoPercent: 5.084 },
    { servers: 20, onePercent: 12.03, twoPercent: 13.18 },
    { servers: 50, onePercent: 37.9, twoPercent: 40.26 },
    { servers: 100, onePercent: 84.06, twoPercent: 87.97 },
  ])('blocks 1 % and 2 % of the tabulated traffic on $servers servers', ({ servers, onePercent, twoPercent }) => {
    expect(erlangB(servers, onePercent)).toBeCloseTo(0.01, 4);
    expect(erlangB(servers, twoPercent)).toBeCloseTo(0.02, 4);
  });

  it('is the last term of the truncated Poisson distribution', () => {
    for (const [servers, offered] of [
      [1, 0.3],
      [4, 3],
      [30, 45],
    ] as const) {
      const weights = queueLengthWeights(servers, offered, servers);
      expect(erlangB(servers, offered)).toBeCloseTo(weights[servers]! / sum(weights), 12);
    }
  });
});

describe('erlangC', () => {
  it('matches a published worked example: 10 erlang on 14 and on 11 agents', () => {
    // CRAN package ErlangC, README: 100 calls in 30 minutes, 180 s each; answered within 20 s;
    // average speed of answer in seconds.
    expect(erlangC(14, 10)).toBeCloseTo(0.174_131_9, 7);
    expect(erlangC(11, 10)).toBeCloseTo(0.682_118_2, 7);
    expect(180 * erlangCWaitMean(14, 10)).toBeCloseTo(7.835_937_011_777, 9);
    expect(1 - erlangCWaitTail(14, 10, 20 / 180)).toBeCloseTo(0.888_35, 5);
  });

  it('has simple forms for one, two and three servers', () => {
    for (const a of [0.1, 0.5, 0.9]) {
      expect(erlangC(1, a)).toBeCloseTo(a, 12);
      expect(erlangC(2, a)).toBeCloseTo(a ** 2 / (2 + a), 12);
      expect(erlangC(3, 2 * a)).toBeCloseTo((2 * a) ** 3 / (6 + 8 * a + 4 * a ** 2), 12);
    }
  });

  it('agrees with the distribution summed term by term, and with Little on its queue', () => {
    const [servers, offered] = [8, 7];
    const weights = queueLengthWeights(servers, offered, 2_000);
    const total = sum(weights);
    expect(erlangC(servers, offered)).toBeCloseTo(sum(weights.slice(servers)) / total, 10);
    const queueLength = sum(weights.map((weight, n) => Math.max(n - servers, 0) * weight)) / total;
    // Little: queue length = arrival rate x wait; in mean service times the rate is the offered load.
    expect(erlangCWaitMean(servers, offered)).toBeCloseTo(queueLength / offered, 9);
  });

  it('has a mean wait that is the integral of its tail', () => {
    const step = 0.001;
    const tails = Array.from({ length: 20_000 }, (_, at) => erlangCWaitTail(5, 4, (at + 0.5) * step));
    expect(sum(tails) * step).toBeCloseTo(erlangCWaitMean(5, 4), 6);
  });
});

describe('single servers', () => {
  it('M/M/1 at load 0.9 takes ten services, nine of them waiting', () => {
    expect(singleServerSojournMean(1, 0.9)).toBeCloseTo(10, 12);
    expect(erlangCWaitMean(1, 0.9)).toBeCloseTo(9, 12);
    expect(singleServerSojournQuantile(1, 0.9, 0.5)).toBeCloseTo(10 * Math.LN2, 12);
  });

  it('Pollaczek-Khinchine gives M/M/1 for exponential and half its wait for constant service', () => {
    const exponential = pollaczekKhinchineWaitMean(20, 0.7, 1);
    expect(exponential + 20).toBeCloseTo(singleServerSojournMean(20, 0.7), 10);
    expect(pollaczekKhinchineWaitMean(20, 0.7, 0)).toBeCloseTo(exponential / 2, 10);
  });

  it('processor sharing slows everyone down alike, so the mean over any work is that of M/M/1', () => {
    const works = [1, 5, 30];
    const mean = sum(works) / works.length;
    const sojourns = works.map((work) => processorSharingSojournOf(work, 0.6));
    expect(sum(sojourns) / works.length).toBeCloseTo(processorSharingSojournMean(mean, 0.6), 12);
    expect(processorSharingSojournMean(10, 0.75)).toBeCloseTo(40, 12);
  });

  it('have no steady state at or beyond capacity', () => {
    expect(() => erlangC(4, 4)).toThrow('no steady state');
    expect(() => singleServerSojournMean(1, 1)).toThrow(RangeError);
    expect(() => pollaczekKhinchineWaitMean(1, 1.2, 1)).toThrow(RangeError);
    expect(erlangB(4, 40)).toBeGreaterThan(0.9);
  });
});
