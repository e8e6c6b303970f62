/**
 * The way from each second-layer GFE to each backend, in round trips: to the region that serves where that is another one, and inside it.
 *
 * To an endpoint on the Internet all of it is as if inside: the handshake with it goes all the way. Worked out once, since neither moves.
 */
import type { SecondLayerGfes } from '../../fleet/second-layer-gfes.ts';
import type { SecondLayerSites } from '../../fleet/second-layer-sites.ts';
import type { World } from '../../world/world.ts';
import { untilMemberUs } from './round-trips.ts';

export class MemberWays {
  readonly #backendCount: number;
  /** [gfeCount][backendCount] us. */
  readonly #spillRttUs: Float64Array;
  readonly #zoneRttUs: Float64Array;
  readonly #untilMemberUs: Float64Array;

  constructor(sites: SecondLayerSites, gfes: SecondLayerGfes, { sameZone, otherZone }: World['zoneRttUs']) {
    const backendCount = sites.isOutside.length;
    const count = gfes.views.length * backendCount;
    this.#backendCount = backendCount;
    this.#spillRttUs = new Float64Array(count);
    this.#zoneRttUs = new Float64Array(count);
    for (let way = 0; way < count; way++) {
      const gfe = Math.floor(way / backendCount);
      const backend = way % backendCount;
      const onwardUs = sites.onwardRttUs[gfes.siteOf(gfe) * backendCount + backend]!;
      const insideUs = gfes.views[gfe]!.isNearestZone[backend] === 1 ? sameZone : otherZone;
      const isOutside = sites.isOutside[backend] === 1;
      this.#spillRttUs[way] = isOutside ? 0 : onwardUs;
      this.#zoneRttUs[way] = isOutside ? onwardUs : insideUs;
    }
    this.#untilMemberUs = Float64Array.from(this.#spillRttUs, (spillUs, way) =>
      untilMemberUs(spillUs, this.#zoneRttUs[way]!),
    );
  }

  /** On to the region that serves; 0 where that is the GFE's own. */
  spillRttUs(gfe: number, backend: number): number {
    return this.#spillRttUs[gfe * this.#backendCount + backend]!;
  }

  /** Inside the region that serves, or to an endpoint on the Internet. */
  zoneRttUs(gfe: number, backend: number): number {
    return this.#zoneRttUs[gfe * this.#backendCount + backend]!;
  }

  /** From the GFE's decision until the member has the request. Hot. */
  untilMemberUs(gfe: number, backend: number): number {
    return this.#untilMemberUs[gfe * this.#backendCount + backend]!;
  }
}
