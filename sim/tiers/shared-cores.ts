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

/** Told when a row's work is done. */
export type DoneListener = (row: number, server: number) => void;

/** Told how many cores of a server are busy from now on. */
export interface BusyCores {
  set(server: number, level: number): void;
}

export class SharedCores {
  readonly #kernel: Kernel;
  readonly #done: DoneListener;
  readonly #doneHandler: HandlerId;
  /** [serverCount] */
  readonly #cores: Int32Array;
  readonly #inProgress: readonly FinishHeap[];
  /** [serverCount] virtual time, us of work each piece in progress has had since the server was idle, as of `#virtualAt`. */
  readonly #virtual: Float64Array;
  readonly #virtualAt: Float64Array;
  /** [serverCount] the pending completion, or -1. */
  readonly #completion: Int32Array;
  /** Told of busy cores, where anyone asks. */
  readonly #meter: BusyCores | null;

  /**
   * @param eventName name of the completion's event
   * @param cores cores of each server
   */
  constructor(kernel: Kernel, eventName: string, cores: Int32Array, meter: BusyCores | null, done: DoneListener) {
    this.#kernel = kernel;
    this.#meter = meter;
    this.#done = done;
    this.#cores = cores;
    this.#inProgress = Array.from(cores, () => new FinishHeap());
    this.#virtual = new Float64Array(cores.length);
    this.#virtualAt = new Float64Array(cores.length);
    this.#completion = new Int32Array(cores.length).fill(NONE);
    this.#doneHandler = kernel.register(eventName, this.#complete);
  }

  /** Pieces of work in progress. */
  countOf(server: number): number {
    return this.#inProgress[server]!.count;
  }

  /** Begins work of so many microseconds of one core. Hot. */
  start(row: number, server: number, workUs: number): void {
    this.#advance(server);
    this.#inProgress[server]!.push(this.#virtual[server]! + workUs, row);
    this.#reschedule(server);
  }

  /** Takes work out before it is done, and returns how much of it was still to do, us. Rare: scans. */
  remove(row: number, server: number): number {
    this.#advance(server);
    const finish = this.#inProgress[server]!.remove(row);
    this.#reschedule(server);
    return Math.max(0, finish - this.#virtual[server]!);
  }

  readonly #complete: Handler = (server) => {
    this.#completion[server] = NONE;
    this.#advance(server);
    const heap = this.#inProgress[server]!;
    // The event was rounded up to a whole microsecond: the front is due, whatever rounding says.
    const row = heap.pop();
    if (heap.count === 0) this.#virtual[server] = 0;
    this.#done(row, server);
    this.#reschedule(server);
  };

  /** Brings a server's virtual time up to now. */
  #advance(server: number): void {
    const now = this.#kernel.now;
    const count = this.#inProgress[server]!.count;
    if (count > 0)
      this.#virtual[server]! += (now - this.#virtualAt[server]!) * Math.min(1, this.#cores[server]! / count);
    this.#virtualAt[server] = now;
  }

  #reschedule(server: number): void {
    if (this.#completion[server] !== NONE) this.#kernel.cancel(this.#completion[server]!);
    this.#completion[server] = NONE;
    const heap = this.#inProgress[server]!;
    if (this.#meter !== null) this.#meter.set(server, Math.min(this.#cores[server]!, heap.count));
    if (heap.count === 0) return;
    const rate = Math.min(1, this.#cores[server]! / heap.count);
    const delay = Math.ceil(Math.max(0, heap.firstFinish - this.#virtual[server]!) / rate);
    this.#completion[server] = this.#kernel.schedule((this.#kernel.now + delay) as SimTime, this.#doneHandler, server);
  }
}
