/**
 * Goal: a metro's rate follows its shape in local time and its surges, in steps fine enough not to be seen.
 * Method: walk the steps; compare each with the continuous curve at its ends, and the integral with a fine quadrature.
 */
import { describe, expect, it } from 'vitest';
import { diurnalMultiplier } from '../../../sim/traffic/diurnal-shape.ts';
import { MetroRate } from '../../../sim/traffic/metro-rate.ts';
import { metroRates } from '../../../sim/traffic/offered-traffic.ts';
import { type Surge, surgeMultiplier } from '../../../sim/traffic/surge.ts';
import { modelWith } from '../../support/scenario.ts';

const MINUTE_US = 60_000_000;
const HOUR_US = 60 * MINUTE_US;
const DAY_US = 24 * HOUR_US;
const SURGE: Surge = { at: 10 * MINUTE_US, rise: 2 * MINUTE_US, hold: 8 * MINUTE_US, decay: 3 * MINUTE_US, peak: 40 };

interface Step {
  readonly from: number;
  readonly to: number;
  readonly rate: number;
}

function steps(rate: MetroRate, until: number): Step[] {
  const walked: Step[] = [];
  for (let from = 0; from < until; ) {
    const to = Math.min(rate.stepEnd(from), until);
    expect(to).toBeGreaterThan(from);
    walked.push({ from, to, rate: rate.rateOver(from, rate.stepEnd(from)) });
    from = to;
  }
  return walked;
}

function integral(walked: readonly Step[]): number {
  return walked.reduce((sum, { from, to, rate }) => sum + (to - from) * rate, 0);
}

describe('steps', () => {
  it('are one when nothing varies', () => {
    const rate = new MetroRate(3e-5, 'flat', 0, []);
    expect(rate.stepEnd(0)).toBeGreaterThan(DAY_US * 10_000);
    expect(rate.rateOver(0, rate.stepEnd(0))).toBe(3e-5);
  });

  it.each(['flat', 'work', 'consumer'] as const)('stay within 4 %% of the curve under a 40-fold surge, %s', (shape) => {
    const rate = new MetroRate(2e-4, shape, 600, [SURGE]);
    const curve = (at: number): number =>
      2e-4 * diurnalMultiplier(shape, 600 + at / MINUTE_US) * surgeMultiplier(SURGE, at);
    for (const step of steps(rate, HOUR_US)) {
      for (const at of [step.from, step.to - 1]) expect(Math.abs(step.rate / curve(at) - 1)).toBeLessThan(0.04);
    }
  });

  it.each(['flat', 'work', 'consumer'] as const)('have the integral of the curve to 0.05 %%, %s', (shape) => {
    const rate = new MetroRate(2e-4, shape, 8_000, [SURGE]);
    let exact = 0;
    for (let at = 0; at < DAY_US; at += 1_000_000) {
      const middle = at + 500_000;
      exact += 1_000_000 * 2e-4 * diurnalMultiplier(shape, 8_000 + middle / MINUTE_US) * surgeMultiplier(SURGE, middle);
    }
    expect(Math.abs(integral(steps(rate, DAY_US)) / exact - 1)).toBeLessThan(0.0005);
  });

  it('begin and end a surge without rise and decay to the microsecond', () => {
    const sudden = { ...SURGE, rise: 0, decay: 0 };
    const walked = steps(new MetroRate(1e-4, 'flat', 0, [sudden]), HOUR_US);
    expect(walked.map(({ from, rate }) => [from, rate / 1e-4])).toEqual([
      [0, 1],
      [SURGE.at, 40],
      [SURGE.at + SURGE.hold, 1],
    ]);
  });

  it('multiply surges that overlap', () => {
    const twice = { ...SURGE, rise: 0, decay: 0, peak: 2 };
    const thrice = { ...twice, at: SURGE.at + MINUTE_US, peak: 3 };
    const walked = steps(new MetroRate(1e-4, 'flat', 0, [twice, thrice]), HOUR_US);
    expect(walked.map(({ rate }) => Math.round(rate / 1e-4))).toEqual([1, 2, 6, 3, 1]);
  });
});

describe('local time', () => {
  it('of a metro at +9 h is nine hours ahead: its peak comes nine hours earlier', () => {
    const peakAt = (offsetMinutes: number): number => {
      const rate = new MetroRate(1e-4, 'consumer', offsetMinutes, []);
      const walked = steps(rate, DAY_US);
      return walked.reduce((best, step) => (step.rate > best.rate ? step : best)).from / HOUR_US;
    };
    expect((peakAt(0) - peakAt(9 * 60) + 24) % 24).toBeCloseTo(9, 6);
  });
});

describe('the metros of a scenario', () => {
  it('share its rate by weight, each by its own clock', () => {
    const { scenario, world } = modelWith({
      time: { startsAt: 'Wed 12:00' },
      world: { clients: { metros: ['seoul', 'london'], weight: { seoul: 3, london: 1 } } },
      traffic: { connections: { rate: '80/s' }, shape: 'consumer' },
    });
    const rates = metroRates(scenario, world);
    const minute = 2 * 24 * 60 + 12 * 60;
    for (const [metro, share] of [
      ['seoul', 0.75],
      ['london', 0.25],
    ] as const) {
      const index = world.metros.findIndex(({ id }) => id === metro);
      const { utcOffsetMinutes } = world.metros[index]!;
      const expected = 80e-6 * share * diurnalMultiplier('consumer', minute + utcOffsetMinutes + 0.5);
      expect(rates[index]!.rateOver(0, MINUTE_US)).toBeCloseTo(expected, 15);
    }
    // Noon UTC is 21 h in Seoul: its evening peak.
    expect(world.metros.find(({ id }) => id === 'seoul')!.utcOffsetMinutes).toBe(9 * 60);
  });
});

describe('highest rate', () => {
  it('is not that of two surges that never meet', () => {
    const rate = new MetroRate(2e-4, 'flat', 0, [SURGE, { ...SURGE, at: 3 * HOUR_US }]);
    expect(rate.maxRatePerUs).toBeCloseTo(2e-4 * 40, 12);
  });

  it('is that of two surges one of which ends at once while the other still rises', () => {
    const sudden = { ...SURGE, rise: 0, decay: 0 };
    const rising = { ...SURGE, at: SURGE.at + SURGE.hold - MINUTE_US, peak: 9 };
    const rate = new MetroRate(2e-4, 'flat', 0, [sudden, rising]);
    // Half of the rise of two minutes: the square root of 9.
    expect(rate.maxRatePerUs / 2e-4).toBeCloseTo(40 * 3, 3);
  });

  it('bounds every step', () => {
    for (const shape of ['flat', 'work', 'consumer'] as const) {
      const rate = new MetroRate(2e-4, shape, 0, [SURGE, { ...SURGE, at: 3 * HOUR_US, peak: 0.1 }]);
      for (const step of steps(rate, 7 * DAY_US)) expect(step.rate).toBeLessThanOrEqual(rate.maxRatePerUs);
    }
  });
});
