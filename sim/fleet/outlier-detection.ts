/**
 * Outlier detection: each second-layer GFE leaves out, for a while, members that fail the connections it sends them.
 *
 * A GFE counts connections to a member that fail before their first byte (not accepted in time, refused, reset) in
 * a row, and the share that succeeds in each interval. A member is ejected for `baseEjectionTime` times the number
 * of its ejections by this GFE so far, unless so many are out already; it comes back at the first end of an
 * interval after that. Rules: Envoy, "Outlier detection"; Google's own defaults (Compute API). All failures that
 * the model has are gateway failures, so both consecutive counts rise together. State: counts by GFE and member.
 * Event: `outlierDetection.interval`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { ResolvedOutlierDetection } from '../scenario/resolved-outlier-detection.ts';

/** Told when a GFE's list of members changes: one was ejected, or is back. */
export type EjectionListener = (gfe: number, member: number, isEjected: boolean, ejectedForUs: number) => void;

/** What one GFE knows of the members. Arrays [slotCount]. */
interface Counts {
  readonly inARow: Uint32Array;
  readonly successes: Uint32Array;
  readonly total: Uint32Array;
  readonly ejections: Uint16Array;
  /** Until when it is left out, us; 0 while it is not. */
  readonly ejectedUntil: Float64Array;
}

export class OutlierDetection {
  readonly #config: ResolvedOutlierDetection;
  readonly #kernel: Kernel;
  readonly #stream: RandomStream;
  readonly #memberCount: () => number;
  readonly #listener: EjectionListener;
  /** [gfeCount] `null` until the GFE has sent a first connection. */
  readonly #counts: (Counts | null)[];
  readonly #slotCount: number;
  /** [gfeCount] members that each leaves out now. */
  readonly #ejectedCount: Int32Array;
  readonly #intervalHandler: HandlerId;

  /**
   * @param stream decides where a rule is enforced in part; not drawn from at 0 % and 100 %
   * @param memberCount members of the service, healthy or not
   */
  constructor(
    config: ResolvedOutlierDetection,
    kernel: Kernel,
    stream: RandomStream,
    gfeCount: number,
    slotCount: number,
    memberCount: () => number,
    listener: EjectionListener,
  ) {
    this.#config = config;
    this.#kernel = kernel;
    this.#stream = stream;
    this.#memberCount = memberCount;
    this.#listener = listener;
    this.#slotCount = slotCount;
    this.#counts = new Array<Counts | null>(gfeCount).fill(null);
    this.#ejectedCount = new Int32Array(gfeCount);
    this.#intervalHandler = kernel.register('outlierDetection.interval', this.#atInterval);
    kernel.scheduleAfter(config.interval, this.#intervalHandler, 0);
  }

  /** Whether a GFE leaves a member out now. */
  isEjected(gfe: number, member: number): boolean {
    return (this.#counts[gfe]?.ejectedUntil[member] ?? 0) !== 0;
  }

  /** A connection of a GFE's got through to its member. Hot. */
  succeeded(gfe: number, member: number): void {
    const counts = this.#countsOf(gfe);
    counts.inARow[member] = 0;
    counts.successes[member]!++;
    counts.total[member]!++;
  }

  /** A connection of a GFE's failed at its member before the first byte. */
  failed(gfe: number, member: number): void {
    const counts = this.#countsOf(gfe);
    counts.total[member]!++;
    const inARow = ++counts.inARow[member]!;
    const { consecutiveErrors, consecutiveGatewayFailure } = this.#config;
    if (inARow === consecutiveGatewayFailure && this.#isEnforced(this.#config.enforcingConsecutiveGatewayFailure)) {
      this.#eject(gfe, member, counts);
    }
    if (inARow === consecutiveErrors && this.#isEnforced(this.#config.enforcingConsecutiveErrors)) {
      this.#eject(gfe, member, counts);
    }
    if (inARow >= Math.max(consecutiveErrors, consecutiveGatewayFailure)) counts.inARow[member] = 0;
  }

  readonly #atInterval: Handler = () => {
    this.#counts.forEach((counts, gfe) => {
      if (counts === null) return;
      if (this.#ejectedCount[gfe]! > 0) this.#takeBack(gfe, counts);
      this.#judgeRates(gfe, counts);
      counts.successes.fill(0);
      counts.total.fill(0);
    });
    this.#kernel.scheduleAfter(this.#config.interval, this.#intervalHandler, 0);
  };

  #takeBack(gfe: number, { ejectedUntil, inARow }: Counts): void {
    for (let member = 0; member < this.#slotCount; member++) {
      if (ejectedUntil[member] === 0 || ejectedUntil[member]! > this.#kernel.now) continue;
      ejectedUntil[member] = 0;
      inARow[member] = 0;
      this.#ejectedCount[gfe]!--;
      this.#listener(gfe, member, false, 0);
    }
  }

  /**
   * Ejects members whose share of successes lies too many standard deviations below the mean of
   * all that had enough connections.
   */
  #judgeRates(gfe: number, counts: Counts): void {
    const { successRateMinimumHosts, successRateRequestVolume, successRateStdevFactor } = this.#config;
    const judged: number[] = [];
    for (let member = 0; member < this.#slotCount; member++) {
      if (counts.total[member]! >= successRateRequestVolume && counts.ejectedUntil[member] === 0) judged.push(member);
    }
    if (judged.length < successRateMinimumHosts) return;
    const rates = judged.map((member) => counts.successes[member]! / counts.total[member]!);
    const bound = successRateBound(rates, successRateStdevFactor);
    judged.forEach((member, at) => {
      if (rates[at]! < bound && this.#isEnforced(this.#config.enforcingSuccessRate)) this.#eject(gfe, member, counts);
    });
  }

  #eject(gfe: number, member: number, { ejections, ejectedUntil }: Counts): void {
    if (ejectedUntil[member] !== 0) return;
    // Envoy: one may always go, the next as long as the share that is out is below the bound.
    const shareOut = this.#ejectedCount[gfe]! / this.#memberCount();
    if (this.#ejectedCount[gfe]! > 0 && shareOut >= this.#config.maxEjectionShare) return;
    ejections[member]!++;
    const ejectedForUs = this.#config.baseEjectionTime * ejections[member]!;
    ejectedUntil[member] = this.#kernel.now + ejectedForUs;
    this.#ejectedCount[gfe]!++;
    this.#listener(gfe, member, true, ejectedForUs);
  }

  #isEnforced(share: number): boolean {
    return share === 1 || (share > 0 && this.#stream.uniform() < share);
  }

  #countsOf(gfe: number): Counts {
    const slots = this.#slotCount;
    this.#counts[gfe] ??= {
      inARow: new Uint32Array(slots),
      successes: new Uint32Array(slots),
      total: new Uint32Array(slots),
      ejections: new Uint16Array(slots),
      ejectedUntil: new Float64Array(slots),
    };
    return this.#counts[gfe]!;
  }
}

/** Mean minus `factor` standard deviations of the population. */
export function successRateBound(rates: readonly number[], factor: number): number {
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length;
  return mean - factor * Math.sqrt(variance);
}
