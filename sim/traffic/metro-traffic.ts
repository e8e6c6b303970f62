/**
 * The connections of one metro: a non-homogeneous Poisson process and what each connection
 * brings, from streams of its own.
 *
 * Arrivals are spaced by unit exponentials in operational time (the integral of the rate), so a change of rate
 * stretches time and keeps the draws: the k-th connection of a metro has the same client, hold and work under every
 * design and every surge elsewhere.
 */
import { type Distribution, fillDurations } from '../kernel/distribution.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { ArrivalBlock } from './arrival-block.ts';
import type { MetroClients } from './metro-clients.ts';
import type { MetroRate } from './metro-rate.ts';

/** Drawn at a time: enough to spread what a block costs at its ends (assumption; not measured one by one). */
const GAPS_AHEAD = 64;

/** Words of `#process`. Instant of the next arrival, us, not rounded. */
const ARRIVES_AT = 0;
/** End of the present step of the rate, us. */
const STEP_ENDS_AT = 1;
/** Connections per us in that step. */
const RATE_PER_US = 2;
const WORD_COUNT = 3;

export class MetroTraffic {
  readonly #rate: MetroRate;
  readonly #clients: MetroClients;
  readonly #hold: Distribution;
  readonly #service: Distribution;
  readonly #arrivals: RandomStream;
  readonly #flows: RandomStream;
  readonly #choices: RandomStream;
  readonly #holds: RandomStream;
  readonly #services: RandomStream;
  /**
   * How far the process is: the words above. An array, because V8 allocates a box for each
   * double that is written to a field.
   */
  readonly #process = new Float64Array(WORD_COUNT);
  /** Unit exponentials drawn ahead, and the next to be spent. */
  readonly #gaps = new Float64Array(GAPS_AHEAD);
  #gapCursor = GAPS_AHEAD;

  constructor(
    metroId: string,
    rate: MetroRate,
    clients: MetroClients,
    hold: Distribution,
    service: Distribution,
    streams: RandomStreams,
  ) {
    this.#rate = rate;
    this.#clients = clients;
    this.#hold = hold;
    this.#service = service;
    this.#arrivals = streams.stream(`arrivals/${metroId}`);
    this.#flows = streams.stream(`flows/${metroId}`);
    this.#choices = streams.stream(`choices/${metroId}`);
    this.#holds = streams.stream(`hold/${metroId}`);
    this.#services = streams.stream(`service/${metroId}`);
    this.#enterStep(0);
    this.#advance();
  }

  /** Appends this metro's arrivals before `endUs` to the block. */
  appendTo(block: ArrivalBlock, endUs: number): void {
    const first = block.count;
    const process = this.#process;
    let { at } = block;
    let end = first;
    for (; process[ARRIVES_AT]! < endUs; end++) {
      if (end === at.length) {
        block.count = end;
        block.reserve(end + 1);
        at = block.at;
      }
      at[end] = Math.floor(process[ARRIVES_AT]!);
      this.#advance();
    }
    block.count = end;
    if (end > first) this.#fillColumns(block, first, end - first);
  }

  #fillColumns(block: ArrivalBlock, first: number, count: number): void {
    this.#clients.fill(block, first, count);
    this.#flows.fillWords(block.flowHash, first, count);
    this.#choices.fillWords(block.choice, first, count);
    fillDurations(this.#hold, this.#holds, block.hold, first, count);
    fillDurations(this.#service, this.#services, block.service, first, count);
  }

  #enterStep(fromUs: number): void {
    const end = this.#rate.stepEnd(fromUs);
    this.#process[STEP_ENDS_AT] = end;
    this.#process[RATE_PER_US] = this.#rate.rateOver(fromUs, end);
  }

  #drawGaps(): void {
    this.#arrivals.fillExponentials(this.#gaps, 0, GAPS_AHEAD);
    this.#gapCursor = 0;
  }

  /** Moves to the next arrival: spends one unit exponential along the steps. */
  #advance(): void {
    const process = this.#process;
    let at = process[ARRIVES_AT]!;
    if (this.#gapCursor === GAPS_AHEAD) this.#drawGaps();
    let left = this.#gaps[this.#gapCursor++]!;
    for (;;) {
      const spent = (process[STEP_ENDS_AT]! - at) * process[RATE_PER_US]!;
      if (left <= spent) {
        process[ARRIVES_AT] = at + left / process[RATE_PER_US]!;
        return;
      }
      left -= spent;
      at = process[STEP_ENDS_AT]!;
      this.#enterStep(at);
    }
  }
}
