/**
 * What each server of a chain's tiers took, spent and held, for the rows of machines: requests, processor time and its busiest interval, connections and
 * memory at their peaks, log.
 *
 * Memory follows the model of docs/model/edge.md: that of the workers, idle or not, and that of each connection. State: work of each server in the present interval.
 */
import type { PlacedTier } from '../../fleet/tiers/tiers-in-series.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Collector } from '../../metrics/collector.ts';
import type { MachineTally } from '../../metrics/machine-tally.ts';
import type { ChainServer } from '../../scenario/chain-servers.ts';
import type { Front } from '../../tiers/server-end.ts';
import type { ServerMeter } from '../../tiers/tier-usage.ts';
import type { ChainWay } from './chain-way.ts';
import type { Sites } from './sites.ts';

export class TierMachines {
  readonly #kernel: Kernel;
  readonly #tally: MachineTally;
  /** [serverCount] */
  readonly #cores: Float64Array;
  /** [serverCount] processor time since the interval began, us. */
  readonly #workUs: Float64Array;
  #beganAtUs = 0;

  /** @param servers as `chain-servers` lists them */
  constructor(
    collector: Collector,
    kernel: Kernel,
    servers: readonly ChainServer[],
    ways: readonly ChainWay[],
    sites: Sites,
  ) {
    this.#kernel = kernel;
    const tiers = servers.map(({ side, place }) => ways[side]!.tiers[place]!);
    this.#tally = collector.declareMachines(
      servers.map(({ name, server }, each) => {
        const { servers: pool, settings } = tiers[each]!;
        const regionIndex = sites.regionOf[pool.siteOf(server)]!;
        return { role: 'tier', name, regionIndex, isHosted: false, cores: settings.cores };
      }),
    );
    this.#cores = Float64Array.from(tiers, ({ settings }) => settings.cores);
    this.#workUs = new Float64Array(servers.length);
    // Servers of a tier stand side by side in the list, from the first of its first region on.
    servers.forEach(({ server }, each) => {
      if (server === 0) tiers[each]!.usage.meter = this.#meterOf(tiers[each]!, each);
    });
  }

  /** An interval ends. */
  sample(): void {
    const { now } = this.#kernel;
    const spanUs = now - this.#beganAtUs;
    this.#beganAtUs = now;
    for (let each = 0; each < this.#workUs.length; each++) {
      if (spanUs > 0) this.#tally.busy(each, now, this.#workUs[each]! / (spanUs * this.#cores[each]!));
      this.#workUs[each] = 0;
    }
  }

  #meterOf({ settings }: PlacedTier<Front>, first: number): ServerMeter {
    const [idleBytes, connectionBytes] =
      settings.kind === 'threadPerConnection'
        ? [settings.workers * settings.memoryPerWorkerBytes, 0]
        : [0, settings.memoryPerConnectionBytes];
    return {
      began: (server, workUs, openCount) => {
        const { now } = this.#kernel;
        this.#workUs[first + server]! += workUs;
        this.#tally.took(first + server, now, 0, 0, openCount);
        this.#tally.worked(first + server, now, workUs, idleBytes + openCount * connectionBytes);
      },
      spared: (server, workUs) => {
        this.#workUs[first + server]! -= workUs;
        this.#tally.worked(first + server, this.#kernel.now, -workUs, 0);
      },
      logged: (server) => this.#tally.logged(first + server, this.#kernel.now, settings.logLineBytes),
    };
  }
}
