/**
 * Which second-layer GFE the first layer of each PoP uses for new connections.
 *
 * It goes by configuration as it knows it: it wants a GFE in the nearest region with a backend that is configured
 * to serve, whether or not that backend is healthy; in the nearest of all where none is configured, or where
 * backends are of a kind that is served near the client. It keeps to one GFE of a region while nothing is wrong
 * with that. No load is looked at, so this is a table, made anew at the next connection when machines or
 * configuration have changed (`Revision`).
 */
import { isConfigured } from '../../fleet/fleet-view.ts';
import type { Revision } from '../../fleet/revision.ts';
import type { SecondLayerSites } from '../../fleet/second-layer-sites.ts';
import { avalanche } from '../../kernel/avalanche.ts';
import type { Configuration } from '../parts/configuration.ts';
import { NO_GFE, type SecondLayerMachines } from './second-layer-machines.ts';

const NEVER = -1;

export class GfeOfPop {
  readonly #sites: SecondLayerSites;
  /** [regionCount] */
  readonly #backendsOfRegion: readonly Int32Array[];
  readonly #machines: SecondLayerMachines;
  readonly #configuration: Configuration;
  readonly #revision: Revision;
  readonly #onlyRegion: number | null;
  /** [popCount] number of the GFE of a region that the first layer of a PoP uses while nothing is wrong with it. */
  readonly #preferred: Int32Array;
  /** [popCount] as of `#madeAt`. */
  readonly #gfe: Int32Array;
  #madeAt = NEVER;

  /** @param onlyRegion the one region that may serve; `null`: all may */
  constructor(
    sites: SecondLayerSites,
    backendsOfRegion: readonly Int32Array[],
    gfesPerRegion: number,
    machines: SecondLayerMachines,
    configuration: Configuration,
    revision: Revision,
    onlyRegion: number | null,
  ) {
    this.#sites = sites;
    this.#backendsOfRegion = backendsOfRegion;
    this.#machines = machines;
    this.#configuration = configuration;
    this.#revision = revision;
    this.#onlyRegion = onlyRegion;
    const popCount = sites.byPop.length / sites.regionIndex.length;
    this.#preferred = Int32Array.from({ length: popCount }, (_, pop) => (avalanche(pop + 1) >>> 0) % gfesPerRegion);
    this.#gfe = new Int32Array(popCount);
  }

  /** NO_GFE when no GFE takes connections. Hot. */
  of(pop: number): number {
    if (this.#revision.number !== this.#madeAt) this.#make();
    return this.#gfe[pop]!;
  }

  #make(): void {
    this.#madeAt = this.#revision.number;
    for (let pop = 0; pop < this.#gfe.length; pop++) this.#gfe[pop] = this.#choose(pop);
  }

  #choose(pop: number): number {
    const { byPop, regionIndex, isNearClient } = this.#sites;
    const preferred = this.#preferred[pop]!;
    if (this.#onlyRegion !== null) return this.#machines.standIn(this.#onlyRegion, preferred);
    const known = this.#configuration.knownByFirstLayer(pop);
    const siteCount = regionIndex.length;
    let fallback = NO_GFE;
    for (let rank = 0; rank < siteCount; rank++) {
      const site = byPop[pop * siteCount + rank]!;
      const gfe = this.#machines.standIn(site, preferred);
      if (gfe === NO_GFE) continue;
      if (isNearClient) return gfe;
      const backends = this.#backendsOfRegion[regionIndex[site]!]!;
      for (let i = 0; i < backends.length; i++) if (isConfigured(known, backends[i]!)) return gfe;
      if (fallback === NO_GFE) fallback = gfe;
    }
    return fallback;
  }
}
