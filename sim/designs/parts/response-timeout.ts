/**
 * Clients that leave: one that has no first byte some time after its try began goes away,
 * and its connection is timed out.
 *
 * Before a member has taken the connection nothing is left of it. After that its work there goes on to its end with
 * nobody to answer (dead work: the member finds out when it writes), or is dropped at once. The clock is that of a try:
 * who tries again waits as long again. Source: Bronson et al., "Metastable Failures in Distributed Systems", HotOS
 * 2021. State: a timer for each connection in flight. Event: `client.leaves`, subject = connection.
 */
import { isAtMember, WAITING } from '../../fleet/connection-state.ts';
import type { ConnectionStore } from '../../fleet/connection-store.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import { cancelPending } from '../../fleet/pending-event.ts';
import { grownInt32 } from '../../kernel/grow-array.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { duration } from '../../kernel/time.ts';
import { TIMED_OUT } from '../../metrics/outcome.ts';
import type { ResolvedResponseTimeout } from '../../scenario/resolved-response-timeout.ts';

const NO_TIMER = -1;
const INITIAL_ROWS = 1_024;

/** What a design does when a client leaves. */
export interface Leaving {
  /** Ends a connection that leaves nothing behind. */
  readonly end: (row: number, outcome: number) => void;
  /** Counts a connection whose work goes on; its row stays until that is done. */
  readonly abandon: (row: number, outcome: number) => void;
}

export class ResponseTimeout {
  readonly #settings: ResolvedResponseTimeout;
  readonly #kernel: Kernel;
  readonly #connections: ConnectionStore;
  readonly #fleet: Fleet;
  readonly #leaving: Leaving;
  readonly #handler: HandlerId;
  /** By row of the connection store. */
  #timer = new Int32Array(INITIAL_ROWS).fill(NO_TIMER);

  constructor(
    settings: ResolvedResponseTimeout,
    kernel: Kernel,
    connections: ConnectionStore,
    fleet: Fleet,
    leaving: Leaving,
  ) {
    this.#settings = settings;
    this.#kernel = kernel;
    this.#connections = connections;
    this.#fleet = fleet;
    this.#leaving = leaving;
    this.#handler = kernel.register('client.leaves', this.#leave);
  }

  /** A try begins. Hot. */
  begin(row: number): void {
    const before = this.#timer.length;
    if (row >= before) {
      this.#timer = grownInt32(this.#timer, 2 ** Math.ceil(Math.log2(row + 1)));
      this.#timer.fill(NO_TIMER, before);
    }
    this.#timer[row] = this.#kernel.scheduleAfter(this.#settings.after, this.#handler, row);
  }

  /** The client is told to come later: it waits for its answer from when it comes, `us` from now. */
  putOff(row: number, us: number): void {
    this.over(row);
    this.#timer[row] = this.#kernel.scheduleAfter(duration(this.#settings.after + us), this.#handler, row);
  }

  /** A try is over. Hot. */
  over(row: number): void {
    if (this.#timer[row] === NO_TIMER) return;
    this.#kernel.cancel(this.#timer[row]!);
    this.#timer[row] = NO_TIMER;
  }

  readonly #leave: Handler = (row) => {
    this.#timer[row] = NO_TIMER;
    const connections = this.#connections;
    const isTaken = isAtMember(connections.state(row));
    if (!isTaken) {
      cancelPending(this.#kernel, connections, row);
      this.#leaving.end(row, TIMED_OUT);
      return;
    }
    const { now } = this.#kernel;
    const hasAnswer = connections.state(row) !== WAITING && connections.firstByteAt(row) <= now;
    const firstByteIsInAt = connections.firstByteAt(row) + connections.latencyOffset(row) + connections.offeredAt(row);
    if (hasAnswer && firstByteIsInAt <= now) return;
    if (hasAnswer || this.#settings.work === 'dropped') {
      this.#fleet.evict(row);
      this.#leaving.end(row, TIMED_OUT);
      return;
    }
    this.#leaving.abandon(row, TIMED_OUT);
    connections.setAbandoned(row);
    // Whenever its answer is ready, nobody gets it.
    connections.setLatencyOffset(row, Number.NEGATIVE_INFINITY);
    this.#fleet.abandon(row);
  };
}
