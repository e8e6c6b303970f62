/**
 * The simulation kernel: a clock, pending events, and one stream of arrivals from outside the queue. It knows no domain.
 *
 * A component registers named handlers once and schedules them with an integer subject (a row of a store), so the hot path allocates nothing
 * and every event can be named in a fingerprint. At equal times an arrival goes first, then events in the order of scheduling.
 */
import { assert } from './assert.ts';
import { type EventHandle, EventQueue, NO_EVENT } from './event-queue.ts';
import { Fingerprint } from './fingerprint.ts';
import { type Duration, NEVER, type SimTime } from './time.ts';
import { CHUNK, CHUNKS_PER_POLL } from './tuning.ts';

export type Handler = (subject: number) => void;

/** Names a registered handler. */
export type HandlerId = number & { readonly __handler: unique symbol };

/** Arrivals in order of time, generated in blocks; kept out of the queue because merging one stream is cheaper than queueing it. */
export interface ArrivalSource {
  /** Instant of the next arrival, or `NEVER`. */
  readonly nextAt: SimTime;
  /** Serves the next arrival and moves on to the one after it. */
  arrive(): void;
}

/** How the outside stops a run and watches it; called between chunks of events. */
export interface RunControl {
  /** Returns true to stop now. */
  poll(simulatedUs: number, eventCount: number): boolean;
}

export const UNATTENDED: RunControl = { poll: () => false };

export const NO_ARRIVALS: ArrivalSource = { nextAt: NEVER, arrive: () => assert(false, 'there are no arrivals') };

export class Kernel {
  readonly #queue = new EventQueue();
  readonly #handlers: Handler[] = [];
  readonly #handlerNames: string[] = [];
  readonly #fingerprint = new Fingerprint();
  #source: ArrivalSource = NO_ARRIVALS;
  #eventCount = 0;
  /** [0]: instant up to which the run goes. */
  readonly #end = new Float64Array(16);

  get now(): SimTime {
    return this.#queue.now;
  }

  /** Events and arrivals served so far. */
  get eventCount(): number {
    return this.#eventCount;
  }

  get pendingCount(): number {
    return this.#queue.pendingCount;
  }

  /** Hash of every event served: its instant, handler and subject. */
  get fingerprint(): string {
    return this.#fingerprint.hex();
  }

  /** Registers a handler under a name of the form `component.event`; order of registration is part of the fingerprint. */
  register(name: string, handler: Handler): HandlerId {
    assert(!this.#handlerNames.includes(name), `handler ${name} is registered twice`);
    this.#handlers.push(handler);
    this.#handlerNames.push(name);
    return (this.#handlers.length - 1) as HandlerId;
  }

  /** Schedules a handler at an instant, not before now. Hot. */
  schedule(at: SimTime, handler: HandlerId, subject: number): EventHandle {
    return this.#queue.push(at, handler, subject);
  }

  /** Schedules a handler after a delay of whole microseconds. Hot. */
  scheduleAfter(delay: Duration, handler: HandlerId, subject: number): EventHandle {
    return this.#queue.push((this.#queue.now + delay) as SimTime, handler, subject);
  }

  /** Takes a pending event back. */
  cancel(event: EventHandle): void {
    this.#queue.cancel(event);
  }

  /**
   * Serves everything due up to and including `until`, then sets the clock to it. Returns false if the control stopped the run earlier. An
   * error in a handler is reported with the event's name, instant and number.
   */
  run(until: SimTime, source: ArrivalSource, control: RunControl): boolean {
    this.#source = source;
    this.#end[0] = until;
    this.#boundEvents();
    try {
      for (let chunk = 1; this.#serveChunk(); chunk++) {
        if (chunk % CHUNKS_PER_POLL === 0 && control.poll(this.#queue.now, this.#eventCount)) return false;
      }
    } catch (error) {
      throw new Error(`event ${this.#eventCount} at ${this.#queue.now} us: ${(error as Error).message}`, {
        cause: error,
      });
    }
    this.#queue.advanceTo(until);
    return true;
  }

  /** Hot. Returns false when nothing more is due. */
  #serveChunk(): boolean {
    const queue = this.#queue;
    const handlers = this.#handlers;
    const fingerprint = this.#fingerprint;
    for (let served = 0; served < CHUNK; served++) {
      const event = queue.next();
      if (event !== NO_EVENT) {
        const handler = queue.handlerOf(event);
        const subject = queue.subjectOf(event);
        queue.take(event);
        fingerprint.mixTime(queue.now);
        fingerprint.mix(handler, subject);
        this.#eventCount++;
        handlers[handler]!(subject);
      } else if (!this.#serveArrival()) return false;
    }
    return true;
  }

  /** No event is due before the next arrival. Hot. */
  #serveArrival(): boolean {
    const source = this.#source;
    const at = source.nextAt;
    if (at > this.#end[0]!) return false;
    this.#queue.advanceTo(at);
    this.#eventCount++;
    source.arrive();
    this.#boundEvents();
    return true;
  }

  /** At equal times an arrival goes first; events at the end itself still belong to the run. */
  #boundEvents(): void {
    this.#queue.setBound(Math.min(this.#source.nextAt, this.#end[0]! + 1) as SimTime);
  }
}
