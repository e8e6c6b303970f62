/**
 * An autoscaler's decision: how many members a backend is to have, from what was measured.
 *
 * Sources: Compute Engine documentation, "Autoscaling groups of instances" and "Scaling based on load balancing
 * serving capacity". Each signal recommends the least number of members that would be at or below their target;
 * the largest recommendation counts. Out it goes at once; in, only to the largest recommendation of the
 * stabilization period, and no faster than the scale-in control allows. State: what was recommended, and how large
 * the group was, as far back as either needs.
 */
import type { ResolvedAutoscaler } from '../../scenario/resolved-membership.ts';
import { amountOf } from './amount.ts';

interface Past {
  readonly atUs: number;
  readonly count: number;
}

/** So that 80 requests at a target of 80 are one member's, whatever the division leaves. */
const ROUNDING = 1e-9;

/** Members that a total needs at so much for each. */
export function membersFor(total: number, each: number): number {
  return Math.max(0, Math.ceil(total / each - ROUNDING));
}

export class Autoscaler {
  readonly #config: ResolvedAutoscaler;
  #recommended: Past[];
  #sizes: Past[];

  /** @param size members at the start; taken to be what was recommended until then */
  constructor(config: ResolvedAutoscaler, size: number) {
    this.#config = config;
    this.#recommended = [{ atUs: 0, count: size }];
    this.#sizes = [{ atUs: 0, count: size }];
  }

  /**
   * @param recommendations one of each signal that could be measured; none: nothing changes
   * @returns how many members there are to be
   */
  decide(nowUs: number, size: number, recommendations: readonly number[]): number {
    const { minMembers, maxMembers, mode, stabilization, scaleInControl } = this.#config;
    this.#sizes.push({ atUs: nowUs, count: size });
    if (mode === 'OFF' || recommendations.length === 0) return size;
    const recommended = Math.min(maxMembers, Math.max(minMembers, ...recommendations));
    this.#recommended.push({ atUs: nowUs, count: recommended });
    this.#recommended = since(this.#recommended, nowUs - stabilization);
    this.#sizes = since(this.#sizes, nowUs - (scaleInControl?.timeWindow ?? 0));
    if (recommended >= size) return recommended;
    if (mode === 'ONLY_SCALE_OUT') return size;
    return Math.min(size, Math.max(largest(this.#recommended), this.#floor()));
  }

  /** What the scale-in control leaves of the largest size of its window. */
  #floor(): number {
    const { scaleInControl } = this.#config;
    if (scaleInControl === null) return 0;
    const peak = largest(this.#sizes);
    return peak - amountOf(scaleInControl.maxScaledIn, peak, Math.floor);
  }
}

function since(past: readonly Past[], fromUs: number): Past[] {
  return past.filter(({ atUs }) => atUs >= fromUs);
}

function largest(past: readonly Past[]): number {
  return past.reduce((most, { count }) => Math.max(most, count), 0);
}
