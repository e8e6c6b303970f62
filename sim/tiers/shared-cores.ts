/**
 * Processor sharing: all work in progress at a server shares its cores equally.
 *
 * With n pieces of work on c cores each progresses at rate min(1, c / n). Virtual time advances at that rate, so
 * a piece that comes at virtual time v with work w is done at virtual time v + w, whatever comes and goes
 * meanwhile (Parekh and Gallager's construction for fluid sharing). One pending event a server, for its next
 * completion. Event: the name given.
 *
 * A server is idle; or has one piece, which came while it was idle and is alone; or its pieces share it. A piece that
 * is alone, as most are where servers have time to spare, is a row and an instant. When a second one comes both enter a
 * heap of finish times, and from then until the server is idle again all pieces are in there, also where one is left.
 * What is done for the first kind only is named after it (`#startAlone`, `ALONE`).
 */
import type { Handler, HandlerId, Kernel } from '../kernel/kernel.ts';
import { pinned } from '../kernel/pinned.ts';
import type { SimTime } from '../kernel/time.ts';
import { FinishHeap } from './finish-heap.ts';

const NONE = -1;

/**
 * Whose work it is. An object rather than a function: V8 compiles the calls of several owners into one
 * place, those of functions never.
 */
export interface CoreUser {
  /** A row's work is done. Hot. */
  worked(row: number, server: number): void;
}

/** Told how many cores of a server are busy from now on. */
export interface BusyCores {
  set(server: number, level: number): void;
}

/** A server's words side by side: server << SHIFT is the first of four, its cores, and behind it come these. */
const SHIFT = 2;
const CORES = 0;
/** Pieces in progress. What stands behind it, and the instants, are of no meaning while there are none. */
const COUNT = 1;
/** The pending completion; -1 while it is served. */
const COMPLETION = 2;
/** The row of the piece that is alone; -1 where pieces share the server. */
const ALONE = 3;

/**
 * Its instants in the same way, us: virtual time, which is the work that each piece in progress has
 * had since the server was idle.
 */
const VIRTUAL = 0;
/** The instant that this is of. */
const AS_OF = 1;
/** Virtual time at which the piece that is alone is done. */
const ALONE_FINISH = 2;

export class SharedCores {
  readonly #kernel: Kernel;
  readonly #user: CoreUser;
  readonly #doneHandler: HandlerId;
  /** [serverCount][1 << SHIFT] */
  readonly #words: Int32Array;
  readonly #instants: Float64Array;
  /** [serverCount] the pieces in progress at a shared server; empty at others. */
  readonly #heaps: readonly FinishHeap[];
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
    this.#words = pinned(new Int32Array(cores.length << SHIFT).fill(NONE));
    this.#instants = pinned(new Float64Array(cores.length << SHIFT));
    this.#heaps = Array.from(cores, () => new FinishHeap());
    cores.forEach((count, server) => {
      this.#words[(server << SHIFT) | CORES] = count;
      this.#words[(server << SHIFT) | COUNT] = 0;
    });
    this.#doneHandler = kernel.register(eventName, this.#complete);
  }

  /** Pieces of work in progress. */
  countOf(server: number): number {
    return this.#words[(server << SHIFT) | COUNT]!;
  }

  /** Begins work of so many microseconds of one core. Hot. */
  start(row: number, server: number, workUs: number): void {
    if (this.#words[(server << SHIFT) | COUNT] === 0) this.#startAlone(row, server, workUs);
    else this.#startShared(row, server, workUs);
  }

  /** Takes work out before it is done, and returns how much of it was still to do, us. Rare: scans. */
  remove(row: number, server: number): number {
    const at = server << SHIFT;
    this.#advance(server);
    const virtual = this.#instants[at | VIRTUAL]!;
    const isAlone = this.#words[at | ALONE] === row;
    const finish = isAlone ? this.#instants[at | ALONE_FINISH]! : this.#heaps[server]!.remove(row);
    this.#words[at | COUNT]!--;
    this.#reschedule(server);
    return Math.max(0, finish - virtual);
  }

  /** What is left to do of the pieces in progress at a server, us of one core; changes nothing. Scans. */
  undoneUs(server: number): number {
    const at = server << SHIFT;
    const count = this.#words[at | COUNT]!;
    if (count === 0) return 0;
    const passedUs = this.#kernel.now - this.#instants[at | AS_OF]!;
    const virtual = this.#instants[at | VIRTUAL]! + progress(passedUs, count, this.#words[at | CORES]!);
    if (this.#words[at | ALONE] !== NONE) return Math.max(0, this.#instants[at | ALONE_FINISH]! - virtual);
    return this.#heaps[server]!.sumBeyond(virtual);
  }

  /** Work comes to an idle server: nothing is in progress that it could slow down. Hot. */
  #startAlone(row: number, server: number, workUs: number): void {
    const words = this.#words;
    const instants = this.#instants;
    const at = server << SHIFT;
    const { now } = this.#kernel;
    instants[at | VIRTUAL] = 0;
    instants[at | AS_OF] = now;
    instants[at | ALONE_FINISH] = workUs;
    if (this.#meter !== null) this.#meter.set(server, 1);
    const doneAt = (now + Math.ceil(workUs)) as SimTime;
    words[at | COUNT] = 1;
    words[at | ALONE] = row;
    words[at | COMPLETION] = this.#kernel.schedule(doneAt, this.#doneHandler, server);
  }

  /** Work comes to a server that has some: from now on they share it. */
  #startShared(row: number, server: number, workUs: number): void {
    const words = this.#words;
    const instants = this.#instants;
    const at = server << SHIFT;
    const heap = this.#heaps[server]!;
    const first = words[at | ALONE]!;
    if (first !== NONE) {
      heap.push(instants[at | ALONE_FINISH]!, first);
      words[at | ALONE] = NONE;
    }
    this.#advance(server);
    heap.push(instants[at | VIRTUAL]! + workUs, row);
    words[at | COUNT]!++;
    this.#reschedule(server);
  }

  readonly #complete: Handler = (server) => {
    const words = this.#words;
    const at = server << SHIFT;
    words[at | COMPLETION] = NONE;
    const alone = words[at | ALONE]!;
    const row = alone === NONE ? this.#takeFirst(server) : alone;
    words[at | COUNT]!--;
    this.#user.worked(row, server);
    this.#reschedule(server);
  };

  /** Of those that share a server the first is done: its row. */
  #takeFirst(server: number): number {
    this.#advance(server);
    // The event was rounded up to a whole microsecond: the front is due, whatever rounding says.
    return this.#heaps[server]!.pop();
  }

  /** Brings the virtual time of a server that has work up to now. */
  #advance(server: number): void {
    const words = this.#words;
    const instants = this.#instants;
    const at = server << SHIFT;
    const count = words[at | COUNT]!;
    const cores = words[at | CORES]!;
    const { now } = this.#kernel;
    const passedUs = now - instants[at | AS_OF]!;
    instants[at | VIRTUAL]! += progress(passedUs, count, cores);
    instants[at | AS_OF] = now;
  }

  /** What is in progress at a server has changed: its next completion follows. */
  #reschedule(server: number): void {
    const words = this.#words;
    const at = server << SHIFT;
    const count = words[at | COUNT]!;
    const completion = words[at | COMPLETION]!;
    if (completion !== NONE) this.#kernel.cancel(completion);
    if (count > 0) this.#scheduleCompletion(server, count);
    else if (this.#meter !== null) this.#meter.set(server, 0);
  }

  #scheduleCompletion(server: number, count: number): void {
    const words = this.#words;
    const at = server << SHIFT;
    const cores = words[at | CORES]!;
    const isShared = count > cores;
    if (this.#meter !== null) this.#meter.set(server, isShared ? cores : count);
    const isAlone = words[at | ALONE] !== NONE;
    const finish = isAlone ? this.#instants[at | ALONE_FINISH]! : this.#heaps[server]!.firstFinish;
    const workUs = Math.max(finish - this.#instants[at | VIRTUAL]!, 0);
    const delay = Math.ceil(isShared ? workUs / (cores / count) : workUs);
    words[at | COMPLETION] = this.#kernel.schedule((this.#kernel.now + delay) as SimTime, this.#doneHandler, server);
  }
}

/** By how much virtual time advances, us. */
function progress(passedUs: number, count: number, cores: number): number {
  return count <= cores ? passedUs : passedUs * (cores / count);
}
