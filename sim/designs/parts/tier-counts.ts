/**
 * What the tiers of a design cost, taken down as the run's counters: processor time, log, work that nobody
 * waited for, what was thrown away.
 *
 * The tiers add up as they go; at the end of every interval what has come since the last is put down to it.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import type { ResolvedServers } from '../../scenario/resolved-chain.ts';
import type { TierUsage } from '../../tiers/tier-usage.ts';

/** A tier that costs something. */
export interface CountedTier {
  readonly settings: Pick<ResolvedServers, 'kind'>;
  readonly usage: TierUsage;
}

/** Of a tier, as of the last time: processor time, log lines and bytes, orphans, refusals. */
const FIGURES = 5;

export class TierCounts {
  readonly #collector: Collector;
  readonly #kernel: Kernel;
  readonly #tiers: readonly CountedTier[];
  /** [tierCount][FIGURES] */
  readonly #last: Float64Array;

  constructor(collector: Collector, kernel: Kernel, tiers: readonly CountedTier[]) {
    this.#collector = collector;
    this.#kernel = kernel;
    this.#tiers = tiers;
    this.#last = new Float64Array(tiers.length * FIGURES);
  }

  /** A server behind the tiers has served a request that nobody waited for. */
  orphaned(): void {
    this.#collector.count(COUNTER.orphanedWork, this.#kernel.now);
  }

  /** A request was turned away by a full queue between two servers. */
  surgeRefused(): void {
    this.#collector.count(COUNTER.surgeRefusals, this.#kernel.now);
  }

  /** Puts down what came since the last time. */
  sample(): void {
    this.#tiers.forEach(({ settings, usage }, tier) => {
      const cpu = settings.kind === 'threadPerConnection' ? COUNTER.threadCpuSeconds : COUNTER.eventCpuSeconds;
      this.#add(tier * FIGURES, usage.cpuSeconds, cpu);
      this.#add(tier * FIGURES + 1, usage.logLines, COUNTER.logLines);
      this.#add(tier * FIGURES + 2, usage.logBytes, COUNTER.logBytes);
      this.#add(tier * FIGURES + 3, usage.orphanCount, COUNTER.orphanedWork);
      this.#add(tier * FIGURES + 4, usage.refusedCount, COUNTER.slotRefusals);
    });
  }

  #add(place: number, total: number, counter: number): void {
    const since = total - this.#last[place]!;
    // Work that was begun and spared may be more than what has begun since: the next intervals have that much less.
    if (since <= 0) return;
    this.#last[place] = total;
    this.#collector.count(counter, this.#kernel.now, since);
  }
}
