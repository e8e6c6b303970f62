/**
 * How many clients a balancer lets through in a second: those beyond are told when to come back, with a ticket that
 * lets them in then. After Discord's gateway, which bounds how many sessions may start in each five seconds.
 *
 * Each balancer has its part of the rate, and knows nothing of the others. A virtual schedule (GCRA, ITU-T I.371): a
 * client is let in `burst` early at most. State: when each balancer's schedule has its next place.
 */
import { SECOND } from '../../kernel/time.ts';
import type { ResolvedAdmission } from '../../scenario/resolved-forum-options.ts';

/** The wait would be longer than any client is asked to wait. */
export const NO_PLACE = -1;

export class Admission {
  readonly #config: ResolvedAdmission;
  /** Time between two places of a balancer, us. */
  readonly #stepUs: number;
  /** [balancerCount] instant of the next place, us. */
  readonly #nextAt: Float64Array;

  constructor(config: ResolvedAdmission, balancerCount: number) {
    this.#config = config;
    this.#stepUs = (SECOND * balancerCount) / config.perSecond;
    this.#nextAt = new Float64Array(balancerCount);
  }

  /** Takes a place; how long until it, us, 0 where it is now, or NO_PLACE. */
  takePlace(balancer: number, nowUs: number): number {
    const { burst, longestWait } = this.#config;
    const placeAt = Math.max(this.#nextAt[balancer]!, nowUs);
    const waitUs = Math.max(0, Math.ceil(placeAt - (burst - 1) * this.#stepUs - nowUs));
    if (waitUs > longestWait) return NO_PLACE;
    this.#nextAt[balancer] = placeAt + this.#stepUs;
    return waitUs;
  }
}
