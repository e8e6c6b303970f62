/**
 * Goal: members are ejected and taken back when Envoy's rules with Google's defaults say so. Method: connections told
 * one by one to a detection of its own on an empty kernel; the cases are computed by hand.
 */
import { describe, expect, it } from 'vitest';
import { OutlierDetection, successRateBound } from '../../../sim/fleet/outlier-detection.ts';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { SECOND, type SimTime } from '../../../sim/kernel/time.ts';
import { type PlainMap, scenarioWith } from '../../support/scenario.ts';

class Case {
  readonly kernel = new Kernel();
  readonly seen: string[] = [];
  readonly detection: OutlierDetection;

  constructor(outlierDetection: PlainMap = {}, memberCount = 10) {
    const config = scenarioWith({ service: { outlierDetection } }).designs[0]!.service.outlierDetection!;
    this.detection = new OutlierDetection(
      config,
      this.kernel,
      new RandomStreams('outliers', 0).stream('outliers'),
      2,
      memberCount,
      () => memberCount,
      (gfe, member, isEjected, forUs) =>
        this.seen.push(`${this.kernel.now / SECOND} ${gfe} ${isEjected ? 'out' : 'back'} ${member} ${forUs / SECOND}`),
    );
  }

  fail(member: number, times = 1, gfe = 0): this {
    for (let time = 0; time < times; time++) this.detection.failed(gfe, member);
    return this;
  }

  succeed(member: number, times = 1): this {
    for (let time = 0; time < times; time++) this.detection.succeeded(0, member);
    return this;
  }

  runTo(seconds: number): this {
    this.kernel.run((seconds * SECOND) as SimTime, NO_ARRIVALS, UNATTENDED);
    return this;
  }
}

describe('failures in a row', () => {
  it('eject at the third, for 30 s, then for 60 s', () => {
    const one = new Case().runTo(0.5).fail(4, 2);
    expect(one.seen).toEqual([]);
    one.fail(4);
    expect([one.seen, one.detection.isEjected(0, 4)]).toEqual([['0.5 0 out 4 30'], true]);
    // Back at the end of the first interval after 30.5 s.
    one.runTo(31.5);
    expect([one.seen.at(-1), one.detection.isEjected(0, 4)]).toEqual(['31 0 back 4 0', false]);
    one.fail(4, 3).runTo(200);
    expect(one.seen.slice(2)).toEqual(['31.5 0 out 4 60', '92 0 back 4 0']);
  });

  it('are counted over by a success', () => {
    const one = new Case().fail(4, 2).succeed(4).fail(4, 2);
    expect(one.seen).toEqual([]);
  });

  it('are counted by each GFE for itself', () => {
    const two = new Case().fail(4, 2, 0).fail(4, 2, 1);
    expect(two.seen).toEqual([]);
    two.fail(4, 1, 1);
    expect([two.seen, two.detection.isEjected(0, 4), two.detection.isEjected(1, 4)]).toEqual([
      ['0 1 out 4 30'],
      false,
      true,
    ]);
  });

  it('of errors eject only where that is enforced', () => {
    const off = { enforcingConsecutiveGatewayFailure: '0%' };
    expect(new Case(off).fail(4, 20).seen).toEqual([]);
    expect(new Case({ ...off, enforcingConsecutiveErrors: '100%' }).fail(4, 4).seen).toEqual([]);
    expect(new Case({ ...off, enforcingConsecutiveErrors: '100%' }).fail(4, 5).seen).toEqual(['0 0 out 4 30']);
  });

  it('enforced in part eject that share', () => {
    const part = new Case({ enforcingConsecutiveGatewayFailure: '30%', maxEjectionPercent: '100%' }, 2_000);
    for (let member = 0; member < 2_000; member++) part.fail(member, 3);
    // Standard deviation of 2000 draws: 20.
    expect(Math.abs(part.seen.length - 600)).toBeLessThan(82);
  });

  it('eject at most half of the members, and one in any case', () => {
    const half = new Case();
    for (let member = 0; member < 10; member++) half.fail(member, 3);
    expect(half.seen.length).toBe(5);
    const one = new Case({ maxEjectionPercent: '0%' });
    for (let member = 0; member < 10; member++) one.fail(member, 3);
    expect(one.seen).toEqual(['0 0 out 0 30']);
  });
});

describe('success rate', () => {
  it('mean minus 1.9 standard deviations of the population', () => {
    // Mean 0.9, deviations 0.1 (four times) and 0.4: variance (4 * 0.01 + 0.16) / 5 = 0.04.
    expect(successRateBound([1, 1, 1, 1, 0.5], 1.9)).toBeCloseTo(0.9 - 1.9 * 0.2, 12);
  });

  /** Four members without a failure, one with half; no three in a row. */
  function load(one: Case, connections: number, members = 5): Case {
    for (let member = 0; member < members; member++) {
      for (let time = 0; time < connections; time += 2) {
        one.succeed(member);
        if (member === 0) one.fail(member);
        else one.succeed(member);
      }
    }
    return one;
  }

  it('ejects what lies below, at the end of the interval', () => {
    // Bound 0.52, and the member has 0.5.
    expect(load(new Case(), 100).runTo(1.5).seen).toEqual(['1 0 out 0 30']);
    expect(load(new Case({ successRateStdevFactor: 2100 }), 100).runTo(1.5).seen).toEqual([]);
  });

  it('is left alone with too few connections or members, or where it is not enforced', () => {
    expect(load(new Case(), 98).runTo(1.5).seen).toEqual([]);
    expect(load(new Case(), 100, 4).runTo(1.5).seen).toEqual([]);
    expect(load(new Case({ enforcingSuccessRate: '0%' }), 100).runTo(1.5).seen).toEqual([]);
  });

  it('is of one interval at a time', () => {
    expect(load(load(new Case(), 60).runTo(1.5), 60).runTo(2.5).seen).toEqual([]);
  });
});
