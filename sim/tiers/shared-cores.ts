/**
 * Processor sharing: all work in progress at a server shares its cores equally.
 *
 * With n pieces of work on c cores each progresses at rate min(1, c / n). Virtual time advances at that rate, so a piece that comes at virtual
 * time v with work w is done at virtual time v + w, whatever comes and goes meanwhile (Parekh and Gallager's construction for fluid
 * sharing). A heap of finish times a server; one pending event a server, for its next completion. Event: the name given.
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import type { SimTime } from '../kernel/time.ts';
import { FinishHeap } from './finish-heap.ts';

const NONE = -1;

/** Whose work it is. An object rather than a function: V8 compiles the calls of several owners into one place, those of functions never. */
export interface CoreUser {
  /** A row's work is done. Hot. */
  worked(row: number, server: number): void;
}

/** Told how many cores of a server are busy from now on. */
export interface BusyCores {
  set(server: number, level: number): void;
}

export class SharedCores {
  readonly #kernel: Kernel;
  readonly #user: CoreUser;
  readonly #doneHandler: HandlerId;
  /** [serverCount] */
  readonly #cores: Int32Array;
  readonly #inProgress: readonly FinishHeap[];
  /** [serverCount][2] virtual time, us of work each piece in progress has had since the server was idle, and the instant that it is of. */
  readonly #clock: Float64Array;
  /** [serverCount] the pending completion, or -1. */
  readonly #completion: Int32Array;
  /** Told of busy cores, where anyone asks. */
  readonly #meter: BusyCores | null;

  /**
   * @param eventName name of the completion's event
   * @param cores cores of each server
   */
  constructor(kernel: Kernel, eventName: string, cores: Int32Array, meter: BusyCores | null, user: CoreUser) {
    this.#kernel = kernel;
    this.#meter = meter;
    this.#user = user;
    this.#cores = cores;
    this.#inProgress = Array.from(cores, () => new FinishHeap());
    this.#clock = new Float64Array(cores.length * 2);
    this.#completion = new Int32Array(cores.length).fill(NONE);
    this.#doneHandler = kernel.register(eventName, this.#complete);
  }

  /** Pieces of work in progress. */
  countOf(server: number): number {
    return this.#inProgress[server]!.count;
  }

  /** Begins work of so many microseconds of one core. Hot. */
  start(row: number, server: number, workUs: number): void {
    const heap = this.#inProgress[server]!;
    const virtual = this.#advance(server, heap.count);
    heap.push(virtual + workUs, row);
    this.#cancelCompletion(server);
    this.#scheduleCompletion(server, heap.count, heap.firstFinish - virtual);
  }

  /** Takes work out before it is done, and returns how much of it was still to do, us. Rare: scans. */
  remove(row: number, server: number): number {
    const heap = this.#inProgress[server]!;
    const virtual = this.#advance(server, heap.count);
    const finish = heap.remove(row);
    this.#reschedule(server);
    return Math.max(0, finish - virtual);
  }

  readonly #complete: Handler = (server) => {
    this.#completion[server] = NONE;
    const heap = this.#inProgress[server]!;
    this.#advance(server, heap.count);
    // The event was rounded up to a whole microsecond: the front is due, whatever rounding says.
    const row = heap.pop();
    if (heap.count === 0) this.#clock[server << 1] = 0;
    this.#user.worked(row, server);
    this.#reschedule(server);
  };

  /** Brings a server's virtual time up to now, and returns it. */
  #advance(server: number, count: number): number {
    const now = this.#kernel.now;
    let virtual = this.#clock[server << 1]!;
    if (count > 0) {
      const passedUs = now - this.#clock[(server << 1) | 1]!;
      const cores = this.#cores[server]!;
      virtual += count <= cores ? passedUs : passedUs * (cores / count);
      this.#clock[server << 1] = virtual;
    }
    this.#clock[(server << 1) | 1] = now;
    return virtual;
  }

  #reschedule(server: number): void {
    this.#cancelCompletion(server);
    const heap = this.#inProgress[server]!;
    if (heap.count > 0) this.#scheduleCompletion(server, heap.count, heap.firstFinish - this.#clock[server << 1]!);
    else if (this.#meter !== null) this.#meter.set(server, 0);
  }

  #cancelCompletion(server: number): void {
    const completion = this.#completion[server]!;
    if (completion === NONE) return;
    this.#kernel.cancel(completion);
    this.#completion[server] = NONE;
  }

  /** @param count pieces in progress, at least one; @param leftUs work that the next one to be done still has to have */
  #scheduleCompletion(server: number, count: number, leftUs: number): void {
    const cores = this.#cores[server]!;
    const isShared = count > cores;
    if (this.#meter !== null) this.#meter.set(server, isShared ? cores : count);
    const workUs = Math.max(leftUs, 0);
    const delay = Math.ceil(isShared ? workUs / (cores / count) : workUs);
    this.#completion[server] = this.#kernel.schedule((this.#kernel.now + delay) as SimTime, this.#doneHandler, server);
  }
}
