/**
 * Event driven: all answers in progress share the member's cores equally; an answered connection stays open without using any.
 *
 * With n answers on c cores each progresses at rate min(1, c / n). Virtual time advances at that rate, so an answer that arrives at virtual
 * time v with work w is done at virtual time v + w, whatever comes and goes meanwhile (Parekh and Gallager's construction for fluid
 * sharing). A heap of finish times a member; one pending event a member, for its next completion. With general work this is M/G/1-PS for one
 * core. Connections beyond cores + backlog in progress are refused. Events: `processorSharing.answered`, `processorSharing.close`.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { SimTime } from '../kernel/time.ts';
import { type ConnectionStore, HELD, IN_SERVICE } from './connection-store.ts';
import { FinishHeap } from './finish-heap.ts';
import type { LevelMeter } from './level-meter.ts';
import { ADMITTED, type ClosedListener, REFUSED, type ServiceDiscipline } from './service-discipline.ts';

const NONE = -1;

export class ProcessorSharing implements ServiceDiscipline {
  readonly #kernel: Kernel;
  readonly #connections: ConnectionStore;
  readonly #onClosed: ClosedListener;
  readonly #answeredHandler: HandlerId;
  readonly #closeHandler: HandlerId;
  /** [slotCount] */
  readonly #cores: Int32Array;
  readonly #backlog: Int32Array;
  readonly #inProgress: readonly FinishHeap[];
  /** [slotCount] virtual time, us of work each answer in progress has had since the member was idle, as of `#virtualAt`. */
  readonly #virtual: Float64Array;
  readonly #virtualAt: Float64Array;
  /** [slotCount] the pending completion, or -1. */
  readonly #completion: Int32Array;
  /** Told of busy cores, where anyone asks. */
  readonly #meter: LevelMeter | null;

  constructor(
    kernel: Kernel,
    connections: ConnectionStore,
    cores: Int32Array,
    backlog: Int32Array,
    meter: LevelMeter | null,
    onClosed: ClosedListener,
  ) {
    this.#kernel = kernel;
    this.#connections = connections;
    this.#meter = meter;
    this.#onClosed = onClosed;
    this.#cores = cores;
    this.#backlog = backlog;
    this.#inProgress = Array.from(cores, () => new FinishHeap());
    this.#virtual = new Float64Array(cores.length);
    this.#virtualAt = new Float64Array(cores.length);
    this.#completion = new Int32Array(cores.length).fill(NONE);
    this.#answeredHandler = kernel.register('processorSharing.answered', this.#answered);
    this.#closeHandler = kernel.register('processorSharing.close', this.#close);
  }

  admit(row: number, member: number): number {
    const heap = this.#inProgress[member]!;
    if (heap.count >= this.#cores[member]! + this.#backlog[member]!) return REFUSED;
    this.#advance(member);
    this.#connections.state[row] = IN_SERVICE;
    // Not before it is answered; then the true instant.
    this.#connections.firstByteAt[row] = Number.MAX_VALUE;
    heap.push(this.#virtual[member]! + this.#connections.service[row]!, row);
    this.#reschedule(member);
    return ADMITTED;
  }

  evict(row: number, member: number): void {
    if (this.#connections.state[row] === HELD) {
      this.#kernel.cancel(this.#connections.event[row]!);
      this.#connections.event[row] = NONE;
      return;
    }
    this.#advance(member);
    this.#inProgress[member]!.remove(row);
    this.#reschedule(member);
  }

  abandon(row: number): void {
    this.#connections.hold[row] = 0;
  }

  readonly #answered: Handler = (member) => {
    this.#completion[member] = NONE;
    this.#advance(member);
    const heap = this.#inProgress[member]!;
    // The event was rounded up to a whole microsecond: the front is due, whatever rounding says.
    const row = heap.pop();
    if (heap.count === 0) this.#virtual[member] = 0;
    const connections = this.#connections;
    connections.state[row] = HELD;
    connections.firstByteAt[row] = this.#kernel.now;
    connections.event[row] = this.#kernel.schedule(
      (this.#kernel.now + connections.hold[row]!) as SimTime,
      this.#closeHandler,
      row,
    );
    this.#reschedule(member);
  };

  readonly #close: Handler = (row) => {
    this.#connections.event[row] = NONE;
    this.#onClosed(row);
  };

  /** Brings a member's virtual time up to now. */
  #advance(member: number): void {
    const now = this.#kernel.now;
    const count = this.#inProgress[member]!.count;
    if (count > 0)
      this.#virtual[member]! += (now - this.#virtualAt[member]!) * Math.min(1, this.#cores[member]! / count);
    this.#virtualAt[member] = now;
  }

  #reschedule(member: number): void {
    if (this.#completion[member] !== NONE) this.#kernel.cancel(this.#completion[member]!);
    this.#completion[member] = NONE;
    const heap = this.#inProgress[member]!;
    if (this.#meter !== null) this.#meter.set(member, Math.min(this.#cores[member]!, heap.count));
    if (heap.count === 0) return;
    const rate = Math.min(1, this.#cores[member]! / heap.count);
    const delay = Math.ceil(Math.max(0, heap.firstFinish - this.#virtual[member]!) / rate);
    this.#completion[member] = this.#kernel.schedule(
      (this.#kernel.now + delay) as SimTime,
      this.#answeredHandler,
      member,
    );
  }
}
