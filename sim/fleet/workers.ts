/**
 * Thread per connection: a connection holds one worker from accept to close; when all are busy it waits in the accept
 * queue, first come first served; when that is full it is refused.
 *
 * The worker is busy for the work of the answer plus the time the client holds the connection. With exponential times
 * and no hold this is M/M/c, and M/M/c/c with a backlog of 0. State: busy workers and the accept queue of each
 * member. Event: `workers.close`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { SimTime } from '../kernel/time.ts';
import { NO_ROW, WaitQueues } from '../tiers/wait-queues.ts';
import { IN_SERVICE, WAITING } from './connection-state.ts';
import type { ConnectionStore } from './connection-store.ts';
import type { LevelMeter } from './level-meter.ts';
import { ADMITTED, type ClosedListener, REFUSED, type ServiceDiscipline } from './service-discipline.ts';

const NONE = -1;

export class Workers implements ServiceDiscipline {
  readonly #kernel: Kernel;
  readonly #connections: ConnectionStore;
  readonly #onClosed: ClosedListener;
  readonly #closeHandler: HandlerId;
  /** [slotCount] */
  readonly #workers: Int32Array;
  readonly #backlog: Int32Array;
  readonly #busy: Int32Array;
  readonly #waiting: WaitQueues;
  readonly #meter: LevelMeter | null;

  /**
   * @param workers workers of each member
   * @param backlog connections that may wait at each member
   * @param meter told of busy workers, where anyone asks
   * @param name before the names of its events
   */
  constructor(
    kernel: Kernel,
    connections: ConnectionStore,
    workers: Int32Array,
    backlog: Int32Array,
    meter: LevelMeter | null,
    onClosed: ClosedListener,
    name = 'workers',
  ) {
    this.#kernel = kernel;
    this.#connections = connections;
    this.#meter = meter;
    this.#onClosed = onClosed;
    this.#workers = workers;
    this.#backlog = backlog;
    this.#busy = new Int32Array(workers.length);
    this.#waiting = new WaitQueues(connections, workers.length);
    this.#closeHandler = kernel.register(`${name}.close`, this.#close);
  }

  admit(row: number, member: number): number {
    if (this.#busy[member]! < this.#workers[member]!) {
      this.#start(row, member);
      return ADMITTED;
    }
    if (this.#waiting.lengthOf(member) >= this.#backlog[member]!) return REFUSED;
    this.#connections.setState(row, WAITING);
    this.#waiting.push(row, member);
    return ADMITTED;
  }

  evict(row: number, member: number): void {
    const connections = this.#connections;
    if (connections.state(row) === WAITING) {
      this.#waiting.remove(row, member);
      return;
    }
    this.#kernel.cancel(connections.event(row));
    connections.setEvent(row, NONE);
    this.#releaseWorker(member);
  }

  abandon(row: number): void {
    const connections = this.#connections;
    if (connections.state(row) === WAITING) {
      connections.setHold(row, 0);
      return;
    }
    this.#kernel.cancel(connections.event(row));
    connections.setEvent(row, this.#kernel.schedule(connections.firstByteAt(row) as SimTime, this.#closeHandler, row));
  }

  readonly #close: Handler = (row) => {
    const member = this.#connections.member(row);
    this.#connections.setEvent(row, NONE);
    this.#onClosed(row);
    this.#releaseWorker(member);
  };

  #start(row: number, member: number): void {
    const connections = this.#connections;
    this.#busy[member]!++;
    if (this.#meter !== null) this.#meter.set(member, this.#busy[member]!);
    connections.setState(row, IN_SERVICE);
    const firstByteAt = this.#kernel.now + connections.service(row);
    const closesAt = firstByteAt + connections.hold(row);
    connections.setFirstByteAt(row, firstByteAt);
    connections.endSetup(row);
    connections.setEvent(row, this.#kernel.schedule(closesAt as SimTime, this.#closeHandler, row));
  }

  #releaseWorker(member: number): void {
    this.#busy[member]!--;
    if (this.#meter !== null) this.#meter.set(member, this.#busy[member]!);
    const next = this.#waiting.shift(member);
    if (next !== NO_ROW) this.#start(next, member);
  }
}
