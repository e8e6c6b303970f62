/**
 * The way from each second-layer GFE to each backend, in round trips: to the region that serves where that
 * is another one, and inside it.
 *
 * To an endpoint on the Internet all of it is as if inside: the handshake with it goes all the way. Worked
 * out once, since neither moves.
 */
import type { SecondLayerGfes } from '../../fleet/second-layer-gfes.ts';
import type { SecondLayerSites } from '../../fleet/second-layer-sites.ts';
import type { World } from '../../world/world.ts';
import { untilMemberUs } from './round-trips.ts';

/** Numbers of a way, us, from way << SHIFT on: three and one unused, so that they are in one line of the cache. */
const SHIFT = 2;
/** From the GFE's decision until the member has the request. */
const UNTIL_MEMBER = 0;
/** There and back, to the region that serves. */
const SPILL_RTT = 1;
/** There and back, inside it. */
const ZONE_RTT = 2;

export class MemberWays {
  readonly #backendCount: number;
  /** [gfeCount][backendCount][1 << SHIFT] */
  readonly #rows: Float64Array;

  constructor(sites: SecondLayerSites, gfes: SecondLayerGfes, { sameZone, otherZone }: World['zoneRttUs']) {
    const backendCount = sites.isOutside.length;
    const count = gfes.views.length * backendCount;
    this.#backendCount = backendCount;
    this.#rows = new Float64Array(count << SHIFT);
    for (let way = 0; way < count; way++) {
      const gfe = Math.floor(way / backendCount);
      const backend = way % backendCount;
      const onwardUs = sites.onwardRttUs[gfes.siteOf(gfe) * backendCount + backend]!;
      const insideUs = gfes.views[gfe]!.isNearestZone[backend] === 1 ? sameZone : otherZone;
      const isOutside = sites.isOutside[backend] === 1;
      const spillUs = isOutside ? 0 : onwardUs;
      const zoneUs = isOutside ? onwardUs : insideUs;
      this.#rows[(way << SHIFT) | UNTIL_MEMBER] = untilMemberUs(spillUs, zoneUs);
      this.#rows[(way << SHIFT) | SPILL_RTT] = spillUs;
      this.#rows[(way << SHIFT) | ZONE_RTT] = zoneUs;
    }
  }

  /** On to the region that serves; 0 where that is the GFE's own. Hot. */
  spillRttUs(gfe: number, backend: number): number {
    return this.#rows[((gfe * this.#backendCount + backend) << SHIFT) | SPILL_RTT]!;
  }

  /** Inside the region that serves, or to an endpoint on the Internet. Hot. */
  zoneRttUs(gfe: number, backend: number): number {
    return this.#rows[((gfe * this.#backendCount + backend) << SHIFT) | ZONE_RTT]!;
  }

  /** From the GFE's decision until the member has the request. Hot. */
  untilMemberUs(gfe: number, backend: number): number {
    return this.#rows[((gfe * this.#backendCount + backend) << SHIFT) | UNTIL_MEMBER]!;
  }
}
