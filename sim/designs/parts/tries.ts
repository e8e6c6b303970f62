/**
 * Clients that try again: a connection that failed before its first byte is offered once more,
 * after a wait, as the same visit.
 *
 * A visit is counted once, with the outcome of its last try and, where it got an answer, the time since its first SYN.
 * Every try has a 5-tuple and a draw of its own. Where nobody tries again none of this exists. State: visits between or
 * in their tries. Event: `tries.again`, subject = visit.
 */
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import { decay } from '../../fleet/decay.ts';
import { avalanche } from '../../kernel/avalanche.ts';
import { grownFloat64, grownInt32, grownUint8, grownUint32 } from '../../kernel/grow-array.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import { type Duration, SECOND } from '../../kernel/time.ts';
import { OUTCOMES } from '../../metrics/outcome.ts';
import type { ResolvedRetry } from '../../scenario/resolved-retry.ts';
import { ArrivalBlock, FIRST_TRY } from '../../traffic/arrival-block.ts';
import { backoffUs } from './backoff.ts';

const NO_VISIT = -1;
const INITIAL_VISITS = 256;
/** Time constant of the budget: Finagle's RetryBudget forgets after 10 s as well. */
const BUDGET_WINDOW_US = 10 * SECOND;
/**
 * Retries that the budget always has room for, so that a quiet service can retry at all.
 * Finagle: 10 a second, over its window.
 */
const BUDGET_FLOOR = 100;
/** Of the recent figures: tries, retries, when they were last brought up to date. */
const TRIES = 0;
const RETRIES = 1;
const AT = 2;
const CHOICE_SALT = 0x2545f491;
const FLOW_SALT = 0x6c078965;

/** What a client brings to each of its tries, by row, us. */
export interface BroughtWork {
  hold(row: number): number;
  service(row: number): number;
}

export class Tries {
  readonly #policy: ResolvedRetry;
  readonly #brought: BroughtWork;
  readonly #kernel: Kernel;
  readonly #chance: RandomStream;
  readonly #arrive: (block: ArrivalBlock, row: number) => void;
  readonly #retried: (nowUs: number) => void;
  readonly #handler: HandlerId;
  /** [OUTCOME_COUNT] 1 for outcomes after which clients try again. */
  readonly #isRetried: Uint8Array;
  readonly #block = new ArrivalBlock();
  /** By visit. */
  #offeredAt = new Float64Array(INITIAL_VISITS);
  #hold = new Float64Array(INITIAL_VISITS);
  #service = new Float64Array(INITIAL_VISITS);
  #waitUs = new Float64Array(INITIAL_VISITS);
  #network = new Int32Array(INITIAL_VISITS);
  #client = new Int32Array(INITIAL_VISITS);
  #tryCount = new Int32Array(INITIAL_VISITS);
  /** 1 between two tries. */
  #isWaiting = new Uint8Array(INITIAL_VISITS);
  /** Next free visit. */
  #next = new Int32Array(INITIAL_VISITS);
  #clientHash = new Uint32Array(INITIAL_VISITS);
  #flowHash = new Uint32Array(INITIAL_VISITS);
  #choice = new Uint32Array(INITIAL_VISITS);
  #freeHead = NO_VISIT;
  #usedCount = 0;
  /** First tries and retries of late, decaying, and when that was brought up to date. */
  readonly #recent = Float64Array.of(0, 0, 0);

  /**
   * @param brought what a row's client brought, which the design may have changed in the row
   * @param retried told of every try that is not a first one
   */
  constructor(
    policy: ResolvedRetry,
    brought: BroughtWork,
    kernel: Kernel,
    chance: RandomStream,
    arrive: (block: ArrivalBlock, row: number) => void,
    retried: (nowUs: number) => void,
  ) {
    this.#policy = policy;
    this.#brought = brought;
    this.#kernel = kernel;
    this.#chance = chance;
    this.#arrive = arrive;
    this.#retried = retried;
    this.#isRetried = Uint8Array.from(OUTCOMES, (outcome) => (policy.on.includes(outcome) ? 1 : 0));
    this.#block.reserve(1);
    this.#block.count = 1;
    this.#handler = kernel.register('tries.again', this.#again);
  }

  /** When a visit was first offered, us. */
  offeredAt(visit: number): number {
    return this.#offeredAt[visit]!;
  }

  /** A connection is offered for the first time. Hot where there is a budget. */
  first(): void {
    if (this.#policy.budget === null) return;
    this.#decay();
    this.#recent[TRIES]!++;
  }

  /**
   * A try has ended before its first byte: the visit, where the client tries again so that this outcome is not
   * the visit's; otherwise FIRST_TRY.
   *
   * @param afterUs how long it takes the client to notice
   */
  tryAgain(connections: ConnectionStore, row: number, outcome: number, afterUs: number): number {
    if (this.#isRetried[outcome] === 0) return FIRST_TRY;
    const tryCount = connections.visit(row) === FIRST_TRY ? 1 : this.#tryCount[connections.visit(row)]!;
    if (tryCount >= this.#policy.tries || !this.#isInBudget()) return FIRST_TRY;
    const before = connections.visit(row) === FIRST_TRY ? 0 : this.#waitUs[connections.visit(row)]!;
    const waitUs = backoffUs(this.#policy.backoff, tryCount, before, this.#chance);
    const againAfterUs = afterUs + waitUs;
    const { giveUpAfter } = this.#policy;
    const sinceFirstUs = this.#kernel.now - connections.offeredAt(row);
    if (giveUpAfter !== null && sinceFirstUs + againAfterUs > giveUpAfter) return FIRST_TRY;
    const visit = connections.visit(row) === FIRST_TRY ? this.#take(connections, row) : connections.visit(row);
    this.#tryCount[visit] = tryCount + 1;
    this.#waitUs[visit] = waitUs;
    this.#isWaiting[visit] = 1;
    this.#recent[RETRIES]!++;
    this.#kernel.scheduleAfter(againAfterUs as Duration, this.#handler, visit);
    return visit;
  }

  /** A visit has had its last try. */
  done(visit: number): void {
    if (visit === FIRST_TRY) return;
    this.#next[visit] = this.#freeHead;
    this.#freeHead = visit;
  }

  /** Calls back for every visit that is between two tries, as the run ends. */
  finish(waiting: (network: number, offeredAt: number) => void): void {
    for (let visit = 0; visit < this.#usedCount; visit++) {
      if (this.#isWaiting[visit] === 1) waiting(this.#network[visit]!, this.#offeredAt[visit]!);
    }
  }

  readonly #again: Handler = (visit) => {
    const tryCount = this.#tryCount[visit]!;
    this.#isWaiting[visit] = 0;
    const block = this.#block;
    block.at[0] = this.#kernel.now;
    block.networkIndex[0] = this.#network[visit]!;
    block.client[0] = this.#client[visit]!;
    block.clientHash[0] = this.#clientHash[visit]!;
    block.flowHash[0] = avalanche(this.#flowHash[visit]! ^ Math.imul(tryCount, FLOW_SALT));
    block.choice[0] = avalanche(this.#choice[visit]! ^ Math.imul(tryCount, CHOICE_SALT));
    block.hold[0] = this.#hold[visit]!;
    block.service[0] = this.#service[visit]!;
    block.visit[0] = visit;
    this.#retried(this.#kernel.now);
    this.#arrive(block, 0);
  };

  #take(connections: ConnectionStore, row: number): number {
    let visit = this.#freeHead;
    if (visit !== NO_VISIT) this.#freeHead = this.#next[visit]!;
    else {
      if (this.#usedCount === this.#next.length) this.#grow();
      visit = this.#usedCount++;
    }
    this.#offeredAt[visit] = connections.offeredAt(row);
    this.#hold[visit] = this.#brought.hold(row);
    this.#service[visit] = this.#brought.service(row);
    this.#network[visit] = connections.network(row);
    this.#client[visit] = connections.client(row);
    connections.copyWords(row, visit, this.#clientHash, this.#flowHash, this.#choice);
    return visit;
  }

  #isInBudget(): boolean {
    const { budget } = this.#policy;
    if (budget === null) return true;
    this.#decay();
    return this.#recent[RETRIES]! < BUDGET_FLOOR + budget * this.#recent[TRIES]!;
  }

  #decay(): void {
    const recent = this.#recent;
    decay(recent, TRIES, AT, this.#kernel.now - recent[AT]!, BUDGET_WINDOW_US);
    recent[AT] = this.#kernel.now;
  }

  #grow(): void {
    const count = this.#next.length * 2;
    this.#offeredAt = grownFloat64(this.#offeredAt, count);
    this.#hold = grownFloat64(this.#hold, count);
    this.#service = grownFloat64(this.#service, count);
    this.#waitUs = grownFloat64(this.#waitUs, count);
    this.#network = grownInt32(this.#network, count);
    this.#client = grownInt32(this.#client, count);
    this.#tryCount = grownInt32(this.#tryCount, count);
    this.#isWaiting = grownUint8(this.#isWaiting, count);
    this.#next = grownInt32(this.#next, count);
    this.#clientHash = grownUint32(this.#clientHash, count);
    this.#flowHash = grownUint32(this.#flowHash, count);
    this.#choice = grownUint32(this.#choice, count);
  }
}
