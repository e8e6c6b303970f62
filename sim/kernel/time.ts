/**
 * Simulated time: a count of whole microseconds held in a double.
 *
 * Integers keep arithmetic exact up to 2^53 us (285 years), so a time computed on any engine that rounds the
 * same way is the same time. Quantities that come out of `exp`, `log` or `pow` are turned into whole
 * microseconds at once. The constants come first: from the head of a file esbuild writes them into the code that
 * uses them (see `event-layout.ts`).
 */

export const MICROSECOND = 1 as Duration;
export const MILLISECOND = 1_000 as Duration;
export const SECOND = 1_000_000 as Duration;
export const MINUTE = 60_000_000 as Duration;
export const HOUR = 3_600_000_000 as Duration;
export const DAY = 86_400_000_000 as Duration;

/**
 * Later than every instant of any run; a short literal, because a variable or the global `Infinity`
 * makes V8 box the doubles it meets.
 */
export const NEVER = 1e300 as SimTime;

export const TIME_ZERO = 0 as SimTime;

declare const simTimeBrand: unique symbol;
declare const durationBrand: unique symbol;

/** An instant, in microseconds since the run began. */
export type SimTime = number & { readonly [simTimeBrand]: true };

/** A length of time, in microseconds. */
export type Duration = number & { readonly [durationBrand]: true };

/** An instant from a number of microseconds, rounded to a whole one. */
export function simTime(us: number): SimTime {
  return Math.round(us) as SimTime;
}

/** A duration from a number of microseconds, rounded to a whole one. */
export function duration(us: number): Duration {
  return Math.round(us) as Duration;
}

export function after(at: SimTime, span: Duration): SimTime {
  return (at + span) as SimTime;
}

export function toMs(us: number): number {
  return us / 1_000;
}

export function toSeconds(us: number): number {
  return us / 1_000_000;
}

export function fromMs(ms: number): Duration {
  return duration(ms * 1_000);
}

export function fromSeconds(seconds: number): Duration {
  return duration(seconds * 1_000_000);
}

/**
 * The nearest whole number of microseconds, halves up. Hot: for random values `Math.round` compiles to a
 * branch that is mispredicted every other time (9 ns), this to one instruction. Exact below 2^52 but for the
 * largest double below one half.
 */
export function roundUs(us: number): number {
  return Math.floor(us + 0.5);
}
