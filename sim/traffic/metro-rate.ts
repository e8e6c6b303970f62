/**
 * The rate of new connections of one metro, as a step function: diurnal shape by local time,
 * times every surge that touches it.
 *
 * Steps stand on a grid that depends only on what shapes this metro, so another metro's surge
 * cannot move this one's arrivals.
 */
import { assert } from '../kernel/assert.ts';
import type { ResolvedTraffic } from '../scenario/resolved-scenario.ts';
import { diurnalMultiplier, type ShapeName } from './diurnal-shape.ts';
import { type Surge, surgeCorners, surgeMultiplier } from './surge.ts';

/** The day's curve changes by less than 0.5 % a minute. */
const DIURNAL_STEP_US = 60_000_000;
/** Steps per rise or decay: each is then at most a factor peak^(1/50). */
const STEPS_PER_RAMP = 50;
const MIN_STEP_US = 1_000;
/** Above the highest multiplier of every shape: 1.75. */
const DIURNAL_MAX = 2;
/** Beyond every run. */
const UNBOUNDED_US = 1e300;

/**
 * [metroCount][minute of the run] multiples of a metro's rate, where a module of the user's own gives the
 * shape; `null`: it is built in.
 */
export type ShapeTables = readonly Float64Array[] | null;

/** What a `MetroRate` follows. */
export function shapeOf(shape: ResolvedTraffic['shape'], tables: ShapeTables, metro: number): ShapeName | Float64Array {
  if (typeof shape === 'string') return shape;
  assert(tables !== null, 'a shape of the user is given without its tables');
  return tables[metro]!;
}

export class MetroRate {
  readonly #baseRatePerUs: number;
  readonly #shape: ShapeName | Float64Array;
  readonly #localStartMinute: number;
  readonly #surges: readonly Surge[];
  /** Instants at which the step width may change, ascending. */
  readonly #corners: readonly number[];

  /**
   * @param shape by name, or multiples by minute of the run, which a step of a minute never crosses
   * @param baseRatePerUs mean new connections per microsecond, before shape and surges
   * @param localStartMinute local minute of the week at the start of the run
   */
  constructor(
    baseRatePerUs: number,
    shape: ShapeName | Float64Array,
    localStartMinute: number,
    surges: readonly Surge[],
  ) {
    this.#baseRatePerUs = baseRatePerUs;
    this.#shape = shape;
    this.#localStartMinute = localStartMinute;
    this.#surges = surges;
    this.#corners = [...new Set(surges.flatMap(surgeCorners))].sort((a, b) => a - b);
  }

  /** End of the step that begins at `fromUs`, us. */
  stepEnd(fromUs: number): number {
    let end = this.#shape === 'flat' ? UNBOUNDED_US : (Math.floor(fromUs / DIURNAL_STEP_US) + 1) * DIURNAL_STEP_US;
    for (const corner of this.#corners) {
      if (corner > fromUs) {
        end = Math.min(end, corner);
        break;
      }
    }
    for (const surge of this.#surges) {
      const width = rampStep(surge, fromUs);
      if (width > 0) end = Math.min(end, surge.at + (Math.floor((fromUs - surge.at) / width) + 1) * width);
    }
    return end;
  }

  /** Rate over a step, per microsecond: the curve at the step's middle. */
  rateOver(fromUs: number, toUs: number): number {
    const middle = toUs >= UNBOUNDED_US ? fromUs : (fromUs + toUs) / 2;
    let rate = this.#baseRatePerUs * this.#multiplierAt(middle / DIURNAL_STEP_US);
    for (const surge of this.#surges) rate *= surgeMultiplier(surge, middle);
    return rate;
  }

  /**
   * Bound of the rate over the run, per microsecond, at most twice too high: for sizing blocks only.
   *
   * Between two corners the product of the surges is an exponential, so it is highest at one of them; just
   * before it, where one ends at once.
   */
  get maxRatePerUs(): number {
    const instants = this.#corners.flatMap((corner) => [corner - 1, corner]);
    const highest = Math.max(1, ...instants.map((at) => this.#surgesAt(at)));
    return this.#baseRatePerUs * this.#multiplierMax * highest;
  }

  #multiplierAt(minuteOfRun: number): number {
    if (typeof this.#shape === 'string') return diurnalMultiplier(this.#shape, this.#localStartMinute + minuteOfRun);
    const minute = Math.floor(minuteOfRun);
    // Beyond the run it matters only that there is an end to the search for the next arrival.
    return minute < this.#shape.length ? this.#shape[minute]! : 1;
  }

  get #multiplierMax(): number {
    if (typeof this.#shape === 'string') return this.#shape === 'flat' ? 1 : DIURNAL_MAX;
    return this.#shape.reduce((most, multiple) => Math.max(most, multiple), 0);
  }

  #surgesAt(atUs: number): number {
    return this.#surges.reduce((product, surge) => product * surgeMultiplier(surge, atUs), 1);
  }
}

/** Width of a surge's steps at an instant, us; 0 where it is level. */
function rampStep(surge: Surge, atUs: number): number {
  const elapsed = atUs - surge.at;
  if (elapsed < 0) return 0;
  if (elapsed < surge.rise) return rampStepOf(surge.rise);
  const falling = elapsed - surge.rise - surge.hold;
  return falling >= 0 && falling < surge.decay ? rampStepOf(surge.decay) : 0;
}

/** Whole microseconds, so that steps meet exactly. */
function rampStepOf(rampUs: number): number {
  return Math.max(MIN_STEP_US, Math.floor(rampUs / STEPS_PER_RAMP));
}
