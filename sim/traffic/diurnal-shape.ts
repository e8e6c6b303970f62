/**
 * How traffic breathes over the day and the week: a multiplier on a metro's mean rate, by its local time.
 *
 * lambda(t) = m [1 + a1 cos(2 pi (h - h1) / 24) + a2 cos(4 pi (h - h2) / 24)] x weekly[day], scaled so that the mean
 * over a week is 1. One harmonic with a1 = (r - 1) / (r + 1) gives a ratio r between the day's peak and trough.
 */

export type ShapeName = 'flat' | 'work' | 'consumer';

interface DiurnalParameters {
  readonly firstAmplitude: number;
  readonly firstPeakHour: number;
  readonly secondAmplitude: number;
  readonly secondPeakHour: number;
  /** Monday to Sunday, relative. */
  readonly weekly: readonly number[];
}

/**
 * `work`: peak 14 to 15 h, peak over trough about 4, weekend 0.66 (NASA-KSC HTTP log of July 1995: 3.95, 0.67, 0.66).
 * `consumer`: peak 20 to 22 h, 3 to 4 times the trough, peak over mean 1.6 to 1.7 (Robust Perception's global figures);
 * a second harmonic keeps the evening narrow and the small hours flat; weekend 1.05 (assumption: between 1.0 and 1.1).
 */
const PARAMETERS: Readonly<Record<Exclude<ShapeName, 'flat'>, DiurnalParameters>> = {
  work: {
    firstAmplitude: 0.6,
    firstPeakHour: 14.5,
    secondAmplitude: 0,
    secondPeakHour: 0,
    weekly: [1, 1, 1, 1, 1, 0.66, 0.66],
  },
  consumer: {
    firstAmplitude: 0.53,
    firstPeakHour: 20,
    secondAmplitude: 0.12,
    secondPeakHour: 21.5,
    weekly: [1, 1, 1, 1, 1, 1.05, 1.05],
  },
};

const MINUTES_PER_DAY = 1_440;
export const MINUTES_PER_WEEK = 10_080;

/** Multiplier of the mean rate at a local minute of the week (Monday 00:00 is 0; any real number, wrapped). */
export function diurnalMultiplier(shape: ShapeName, localMinuteOfWeek: number): number {
  if (shape === 'flat') return 1;
  const parameters = PARAMETERS[shape];
  const minute = ((localMinuteOfWeek % MINUTES_PER_WEEK) + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
  const day = Math.floor(minute / MINUTES_PER_DAY);
  const hour = (minute % MINUTES_PER_DAY) / 60;
  const first = parameters.firstAmplitude * Math.cos((2 * Math.PI * (hour - parameters.firstPeakHour)) / 24);
  const second = parameters.secondAmplitude * Math.cos((4 * Math.PI * (hour - parameters.secondPeakHour)) / 24);
  const weeklyMean = parameters.weekly.reduce((sum, factor) => sum + factor, 0) / parameters.weekly.length;
  return ((1 + first + second) * parameters.weekly[day]!) / weeklyMean;
}
