/**
 * The end of a chain: a backend that takes a while over each request and never lacks room, with a processor that can.
 *
 * Processor time first, cores shared; then a delay that costs nothing, drawn for each request. With no
 * processor time this is M/G/infinity.
 * Events: `<name>.work`, `<name>.answer`.
 */
import { type Distribution, fillDurations } from '../kernel/distribution.ts';
import { grownInt32 } from '../kernel/grow-array.ts';
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { Duration } from '../kernel/time.ts';
import { ANSWERED, type Caller, type Hop } from './hop.ts';
import { SharedCores } from './shared-cores.ts';
import { type TierCosts, TierUsage } from './tier-usage.ts';
import { NO_ROW } from './wait-queues.ts';

export interface DelayTierSettings extends TierCosts {
  readonly serverCount: number;
  readonly coresPerServer: number;
  readonly delay: Distribution;
  /** Added to every delay drawn, us, below 0 too; what would fall below 0 is 0. */
  readonly delayOffsetUs: number;
}

const INITIAL_ROWS = 256;
/** Delays drawn at a time. */
const DELAYS_AHEAD = 256;
const ABANDONED = -2;

export class DelayTier implements Hop {
  readonly usage: TierUsage;
  readonly #settings: DelayTierSettings;
  readonly #kernel: Kernel;
  readonly #delays: RandomStream;
  readonly #caller: Caller;
  readonly #cores: SharedCores;
  readonly #answer: HandlerId;
  /** [row] the caller's ticket, or ABANDONED; next free row in a free one. */
  #ticket = new Int32Array(INITIAL_ROWS);
  #usedCount = 0;
  #freeHead = NO_ROW;
  readonly #drawn = new Float64Array(DELAYS_AHEAD);
  #drawnAt = DELAYS_AHEAD;

  constructor(kernel: Kernel, name: string, settings: DelayTierSettings, delays: RandomStream, caller: Caller) {
    this.usage = new TierUsage(settings, settings.serverCount);
    this.#settings = settings;
    this.#kernel = kernel;
    this.#delays = delays;
    this.#caller = caller;
    const cores = new Int32Array(settings.serverCount).fill(settings.coresPerServer);
    this.#cores = new SharedCores(kernel, `${name}.work`, cores, null, this);
    this.#answer = kernel.register(`${name}.answer`, this.#onAnswer);
  }

  request(ticket: number, server: number): number {
    const row = this.#allocate();
    this.#ticket[row] = ticket;
    this.usage.addConnections(1);
    this.usage.request(this.#settings.cpuUs);
    if (this.#settings.cpuUs > 0) this.#cores.start(row, server, this.#settings.cpuUs);
    else this.worked(row);
    return row;
  }

  abandon(row: number): void {
    this.#ticket[row] = ABANDONED;
  }

  /** The processor time of a request is over. Hot. */
  worked(row: number): void {
    this.#kernel.scheduleAfter(this.#drawDelay() as Duration, this.#answer, row);
  }

  readonly #onAnswer: Handler = (row) => {
    const ticket = this.#ticket[row]!;
    this.#ticket[row] = this.#freeHead;
    this.#freeHead = row;
    this.usage.addConnections(-1);
    this.usage.logLines++;
    if (ticket === ABANDONED) this.usage.orphanCount++;
    else this.#caller.answered(ticket, ANSWERED);
  };

  #drawDelay(): number {
    if (this.#drawnAt === DELAYS_AHEAD) {
      fillDurations(this.#settings.delay, this.#delays, this.#drawn, 0, DELAYS_AHEAD);
      this.#drawnAt = 0;
    }
    return Math.max(0, this.#drawn[this.#drawnAt++]! + this.#settings.delayOffsetUs);
  }

  #allocate(): number {
    const row = this.#freeHead;
    if (row !== NO_ROW) {
      this.#freeHead = this.#ticket[row]!;
      return row;
    }
    if (this.#usedCount === this.#ticket.length) this.#ticket = grownInt32(this.#ticket, this.#usedCount * 2);
    return this.#usedCount++;
  }
}
