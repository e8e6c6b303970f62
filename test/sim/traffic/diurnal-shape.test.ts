/**
 * Goal: the daily and weekly curves have the features of their sources, and scale a rate
 * without changing its weekly mean.
 * Method: evaluate every minute of a week; compare mean, peak hour, peak over trough, peak over mean and
 * weekend with the cited ranges.
 */
import { describe, expect, it } from 'vitest';
import { diurnalMultiplier, MINUTES_PER_WEEK } from '../../../sim/traffic/diurnal-shape.ts';
import { mean } from '../../support/statistics.ts';

const MINUTES_PER_DAY = 1_440;

function week(shape: 'work' | 'consumer'): Float64Array {
  return Float64Array.from({ length: MINUTES_PER_WEEK }, (_, minute) => diurnalMultiplier(shape, minute));
}

function weekday(shape: 'work' | 'consumer'): Float64Array {
  return week(shape).slice(0, MINUTES_PER_DAY);
}

const SOURCES = [
  // NASA-KSC, July 1995: peak 14 to 15 h, peak over trough 3.95, peak over mean 1.58, weekend 0.67 and 0.66.
  { shape: 'work', peakHour: [14, 15], overTrough: [3.5, 4.5], overMean: [1.5, 1.7], weekend: [0.65, 0.68] },
  // Robust Perception: 3 to 4 times the trough, 1.6 to 1.7 times the mean; evening peak 20 to 22 h; weekend 1.0 to 1.1.
  { shape: 'consumer', peakHour: [20, 22], overTrough: [3, 4], overMean: [1.6, 1.7], weekend: [1, 1.1] },
] as const;

describe.each(SOURCES)('$shape', ({ shape, peakHour, overTrough, overMean, weekend }) => {
  const day = weekday(shape);
  const peak = Math.max(...day);

  it('means 1 over a week', () => {
    expect(mean(week(shape))).toBeCloseTo(1, 10);
  });

  it('peaks at the hour of its source', () => {
    const hour = day.indexOf(peak) / 60;
    expect(hour).toBeGreaterThanOrEqual(peakHour[0]);
    expect(hour).toBeLessThanOrEqual(peakHour[1]);
  });

  it('has the ratios of its source', () => {
    expect(peak / Math.min(...day)).toBeGreaterThanOrEqual(overTrough[0]);
    expect(peak / Math.min(...day)).toBeLessThanOrEqual(overTrough[1]);
    expect(peak / mean(day)).toBeGreaterThanOrEqual(overMean[0]);
    expect(peak / mean(day)).toBeLessThanOrEqual(overMean[1]);
  });

  it('has the weekend of its source', () => {
    for (const dayOfWeek of [5, 6]) {
      const whole = week(shape).slice(dayOfWeek * MINUTES_PER_DAY, (dayOfWeek + 1) * MINUTES_PER_DAY);
      expect(mean(whole) / mean(day)).toBeGreaterThanOrEqual(weekend[0]);
      expect(mean(whole) / mean(day)).toBeLessThanOrEqual(weekend[1]);
    }
  });

  it('goes round: minus a minute is the end of Sunday, a week later is the same minute', () => {
    expect(diurnalMultiplier(shape, -1)).toBe(diurnalMultiplier(shape, MINUTES_PER_WEEK - 1));
    expect(diurnalMultiplier(shape, 3 * MINUTES_PER_WEEK + 77.5)).toBe(diurnalMultiplier(shape, 77.5));
  });

  it('moves by less than half a percent of the mean a minute, as the step of a rate assumes', () => {
    for (let minute = 1; minute < MINUTES_PER_DAY; minute++) {
      expect(Math.abs(day[minute]! - day[minute - 1]!)).toBeLessThan(0.005);
    }
  });
});

describe('flat', () => {
  it('is 1 at all times', () => {
    for (let minute = -5_000; minute < 20_000; minute += 321) expect(diurnalMultiplier('flat', minute)).toBe(1);
  });
});
