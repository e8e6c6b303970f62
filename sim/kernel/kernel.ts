/**
 * The simulation kernel: a clock, pending events, and one stream of arrivals from outside
 * the queue. It knows no domain.
 *
 * A component registers named handlers once and schedules them with an integer subject (a row of a store), so the hot
 * path allocates nothing and every event can be named in a fingerprint. At equal times an arrival goes first, then
 * events in the order of scheduling. A process that simulates one run after another keeps its kernel and clears it:
 * only the first is compiled with its arrays as constants.
 */
import { assert } from './assert.ts';
import { capacityFor, clearEventArrays, type EventArrays, grownEventArrays, newEventArrays } from './event-arrays.ts';
import { DEAD_COUNT, END, EVENT_COUNT, HELD_COUNT, NOW } from './event-layout.ts';
import { type ArrivalSource, createEventLoop, type EventLoop, type Handler } from './event-loop.ts';
import { type EventHandle, NO_EVENT } from './event-queue.ts';
import { Fingerprint } from './fingerprint.ts';
import { withOwnCode } from './own-code.ts';
import { type Duration, NEVER, type SimTime } from './time.ts';
import { CHUNKS_PER_POLL, INITIAL_EVENTS } from './tuning.ts';

export type { ArrivalSource, Handler };

/** Names a registered handler. */
export type HandlerId = number & { readonly __handler: unique symbol };

/** How the outside stops a run and watches it; called between chunks of events. */
export interface RunControl {
  /** Returns true to stop now. */
  poll(simulatedUs: number, eventCount: number): boolean;
}

export const UNATTENDED: RunControl = { poll: () => false };

export const NO_ARRIVALS: ArrivalSource = { nextAt: NEVER, arrive: () => assert(false, 'there are no arrivals') };

const RUNS = 0;
const CODES = 1;
const REFUSALS = 2;
const COUNT_SLOTS = 3;

export class Kernel {
  readonly #handlers: Handler[] = [];
  readonly #handlerNames: string[] = [];
  readonly #fingerprint = new Fingerprint();
  /** By handler and by source of arrivals. */
  readonly #calledThrough = new WeakMap<object, Handler>();
  /**
   * Runs, functions with code of their own, refusals of such code. Not fields that change: with one, a customer of
   * the bare model takes 4 % more.
   */
  readonly #counts = new Int32Array(COUNT_SLOTS);
  // Both are given their values here and not in a constructor: V8 takes a field for constant that is written once.
  #arrays: EventArrays = newEventArrays(INITIAL_EVENTS);
  #loop: EventLoop = createEventLoop(this.#arrays, this.#handlers, this.#fingerprint);

  get now(): SimTime {
    return this.#loop.now() as SimTime;
  }

  /** Events and arrivals served so far. */
  get eventCount(): number {
    return this.#arrays.clock[EVENT_COUNT]!;
  }

  get pendingCount(): number {
    return this.#arrays.numbers[HELD_COUNT]! - this.#arrays.numbers[DEAD_COUNT]!;
  }

  /** Hash of every event served: its instant, handler and subject. */
  get fingerprint(): string {
    return this.#fingerprint.hex();
  }

  /**
   * Makes it as good as new for another run: instant 0, nothing pending, no handlers. Not within a run.
   * Handles of events and numbers of handlers from before are not valid any more, and not all use of them is
   * noticed: they may name others by then.
   *
   * @param expectedEvents how many may be pending at a time, as far as can be told: for so many there is room from the
   *   start, where they are very many. There may be more
   */
  clear(expectedEvents = 0): void {
    this.#handlers.length = 0;
    this.#handlerNames.length = 0;
    this.#fingerprint.clear();
    const capacity = capacityFor(expectedEvents);
    if (capacity > this.#arrays.time.length) this.#workOn(newEventArrays(capacity));
    else clearEventArrays(this.#arrays);
  }

  /**
   * Registers a handler under a name of the form `component.event`; order of registration is part of the fingerprint.
   */
  register(name: string, handler: Handler): HandlerId {
    assert(!this.#handlerNames.includes(name), `handler ${name} is registered twice`);
    this.#handlers.push(this.#ownCode(handler, handler, name));
    this.#handlerNames.push(name);
    return (this.#handlers.length - 1) as HandlerId;
  }

  /**
   * Schedules a handler at an instant, not before now: a whole number of microseconds below
   * 2^53, which is not checked. Hot.
   */
  schedule(at: SimTime, handler: HandlerId, subject: number): EventHandle {
    const event = this.#loop.push(at, handler, subject);
    return event === NO_EVENT ? this.#scheduleInWider(at, handler, subject) : event;
  }

  /** Schedules a handler after a delay of whole microseconds. Hot. */
  scheduleAfter(delay: Duration, handler: HandlerId, subject: number): EventHandle {
    return this.schedule((this.#loop.now() + delay) as SimTime, handler, subject);
  }

  /**
   * Takes a pending event back, which is what the handle still names: not served, not cancelled,
   * not of before the last `clear`. To move an event is to cancel it and to schedule another, which comes behind those
   * that were scheduled for its instant before.
   */
  cancel(event: EventHandle): void {
    this.#loop.cancel(event);
  }

  /**
   * Serves everything due up to and including `until`, then sets the clock to it. Returns false if the control stopped
   * the run earlier. An error in a handler is reported with the event's name, instant and number.
   *
   * @param until not before now
   * @param source whose arrivals are in order of time; only the first is checked not to be before now
   */
  run(until: SimTime, source: ArrivalSource, control: RunControl): boolean {
    assert(until >= this.now, `a run until ${until} us, before the present ${this.now} us`);
    assert(source.nextAt >= this.now, `the first arrival is at ${source.nextAt} us, before the present ${this.now} us`);
    this.#arrays.clock[END] = until;
    const arrive = this.#ownCode(source, () => source.arrive(), 'arrivals');
    this.#counts[RUNS]!++;
    try {
      for (let chunk = 1; this.#serveChunk(source, arrive); chunk++) {
        if (chunk % CHUNKS_PER_POLL === 0 && control.poll(this.now, this.eventCount)) return false;
      }
    } catch (error) {
      throw new Error(`event ${this.eventCount} at ${this.now} us: ${(error as Error).message}`, { cause: error });
    }
    this.#arrays.clock[NOW] = until;
    return true;
  }

  /**
   * Returns false when nothing more is due. A loop that ran out of room within the chunk has ended
   * early, and a wider one goes on.
   */
  #serveChunk(source: ArrivalSource, arrive: Handler): boolean {
    const loop = this.#loop;
    return loop.serveChunk(source, arrive) || loop !== this.#loop;
  }

  /** In its first run a handler has code of its own as it is, and one that comes again keeps what it has. */
  #ownCode(key: object, handler: Handler, name: string): Handler {
    const known = this.#calledThrough.get(key);
    if (known !== undefined) return known;
    const made = this.#counts[RUNS] === 0 ? handler : this.#newCode(handler, name);
    this.#calledThrough.set(key, made);
    return made;
  }

  /** Where code may not be made of text, this is asked once, and handlers are called as they are. */
  #newCode(handler: Handler, name: string): Handler {
    if (this.#counts[REFUSALS]! > 0) return handler;
    const made = withOwnCode(handler, name, this.#counts[CODES]!++);
    if (made === null) this.#counts[REFUSALS]!++;
    return made ?? handler;
  }

  #scheduleInWider(at: SimTime, handler: HandlerId, subject: number): EventHandle {
    const loop = this.#loop;
    this.#workOn(grownEventArrays(this.#arrays));
    loop.retire();
    return this.#loop.push(at, handler, subject);
  }

  #workOn(arrays: EventArrays): void {
    this.#arrays = arrays;
    this.#loop = createEventLoop(arrays, this.#handlers, this.#fingerprint);
  }
}
