/**
 * What each server of a chain's tiers took, spent and held, for the rows of machines: requests, processor time and its
 * busiest interval, connections and memory at their peaks, log.
 *
 * Memory follows the model of docs/model/edge.md: that of the workers, idle or not, and that of each connection.
 * Processor time is booked when an interval ends, as work that was done in it. State: work of each server that began in
 * the present interval, and what was left over from before.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { Collector } from '../../metrics/collector.ts';
import type { MachineTally } from '../../metrics/machine-tally.ts';
import type { ChainServer } from '../../scenario/chain-servers.ts';
import type { ResolvedServers } from '../../scenario/resolved-chain.ts';
import type { ThreadTier } from '../../tiers/thread-tier.ts';
import type { ServerMeter } from '../../tiers/tier-usage.ts';
import type { ChainWay } from './chain-way.ts';
import type { Sites } from './sites.ts';

export class TierMachines {
  readonly #kernel: Kernel;
  readonly #tally: MachineTally;
  /** [serverCount] */
  readonly #cores: Float64Array;
  /** [serverCount] */
  readonly #servers: readonly { readonly made: Pick<ThreadTier, 'undoneUs'>; readonly server: number }[];
  /** [serverCount] processor time of requests that began in the interval, us. */
  readonly #workUs: Float64Array;
  /** [serverCount] what requests that were in progress as the interval began needed yet, us. */
  readonly #undoneUs: Float64Array;
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
    this.#servers = servers.map(({ server }, each) => ({ made: tiers[each]!.made, server }));
    this.#workUs = new Float64Array(servers.length);
    this.#undoneUs = new Float64Array(servers.length);
    servers.forEach(({ server }, first) => {
      const { usage, settings } = tiers[first]!;
      if (server === 0) usage.meter = new TierMeter(kernel, this.#tally, this.#workUs, first, settings);
    });
  }

  /** An interval ends. */
  sample(): void {
    this.#book(true);
  }

  /** The run ends, behind the last interval that was sampled or, where it was stopped, within one. */
  finish(): void {
    this.#book(false);
  }

  /**
   * Work is counted as it begins: done since the last look is what began, with what was left over then, without what
   * is left over now.
   */
  #book(isInterval: boolean): void {
    const { now } = this.#kernel;
    const spanUs = now - this.#beganAtUs;
    if (spanUs === 0) return;
    this.#beganAtUs = now;
    this.#servers.forEach(({ made, server }, each) => {
      const undoneUs = made.undoneUs(server);
      const doneUs = this.#workUs[each]! + this.#undoneUs[each]! - undoneUs;
      this.#tally.spent(each, now, spanUs, doneUs);
      if (isInterval) this.#tally.busy(each, now, doneUs / (spanUs * this.#cores[each]!));
      this.#workUs[each] = 0;
      this.#undoneUs[each] = undoneUs;
    });
  }
}

/** Counts for the servers of one tier, which stand side by side in the list from `first` on. */
class TierMeter implements ServerMeter {
  readonly #kernel: Kernel;
  readonly #tally: MachineTally;
  readonly #workUs: Float64Array;
  readonly #first: number;
  readonly #idleBytes: number;
  readonly #connectionBytes: number;
  readonly #logLineBytes: number;

  constructor(kernel: Kernel, tally: MachineTally, workUs: Float64Array, first: number, settings: ResolvedServers) {
    const isThreaded = settings.kind === 'threadPerConnection';
    this.#kernel = kernel;
    this.#tally = tally;
    this.#workUs = workUs;
    this.#first = first;
    this.#idleBytes = isThreaded ? settings.workers * settings.memoryPerWorkerBytes : 0;
    this.#connectionBytes = isThreaded ? 0 : settings.memoryPerConnectionBytes;
    this.#logLineBytes = settings.logLineBytes;
  }

  began(server: number, workUs: number, openCount: number): void {
    const { now } = this.#kernel;
    const machine = this.#first + server;
    this.#workUs[machine]! += workUs;
    // Memory grows with connections: it is at its peak when they are.
    if (this.#tally.began(machine, now, openCount))
      this.#tally.worked(machine, now, 0, this.#idleBytes + openCount * this.#connectionBytes);
  }

  spared(server: number, workUs: number): void {
    this.#workUs[this.#first + server]! -= workUs;
  }

  logged(server: number): void {
    this.#tally.logged(this.#first + server, this.#kernel.now, this.#logLineBytes);
  }
}
