/**
 * The loop of a run: serves what is due in order of time, from the event queue and from the
 * stream of arrivals outside it.
 *
 * It works in chunks of some hundred events, so that V8 compiles it whole (see `tuning.ts`), and shares the
 * queue's arrays. When the queue is out of room, a loop on wider arrays takes over: this one is retired and
 * ends at once, wherever it stands.
 */
import type { EventArrays } from './event-arrays.ts';
import { ARRIVAL_AT, BOUND, END, EVENT_COUNT, NO_EVENT, NOW, SUBJECT, TARGET } from './event-layout.ts';
import { createEventQueue, type EventHandle } from './event-queue.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { SimTime } from './time.ts';
import { CHUNK } from './tuning.ts';

export type Handler = (subject: number) => void;

/**
 * Arrivals in order of time, generated in blocks; kept out of the queue because merging one
 * stream is cheaper than queueing it.
 */
export interface ArrivalSource {
  /** Instant of the next arrival, or `NEVER`. */
  readonly nextAt: SimTime;
  /** Serves the next arrival and moves on to the one after it. */
  arrive(): void;
}

export interface EventLoop {
  /** As the queue's. */
  push(at: number, handler: number, subject: number): EventHandle;
  cancel(event: EventHandle): void;
  /** Instant being served. */
  now(): number;
  /**
   * Serves a chunk up to and including END of the clock. Hot. Returns false when nothing more is due, or once retired.
   *
   * @param arrive serves the source's next arrival
   */
  serveChunk(source: ArrivalSource, arrive: Handler): boolean;
  /** Lets a running chunk end after the event being served: its events are elsewhere. */
  retire(): void;
}

/**
 * @param handlers by number, as events name them; it may still grow
 * @param fingerprint takes in every event served
 */
export function createEventLoop(
  arrays: EventArrays,
  handlers: readonly Handler[],
  fingerprint: Fingerprint,
): EventLoop {
  const { record, clock } = arrays;
  const { push, cancel, next, take } = createEventQueue(arrays);

  function now(): number {
    return clock[NOW]!;
  }

  function serveChunk(source: ArrivalSource, arrive: Handler): boolean {
    boundEvents(source);
    for (let served = 0; served < CHUNK; served++) {
      const event = next();
      if (event !== NO_EVENT) serveEvent(event);
      else if (!serveArrival(source, arrive)) return false;
    }
    return true;
  }

  /** Hot. */
  function serveEvent(event: EventHandle): void {
    const handler = record[event | TARGET]!;
    const subject = record[event | SUBJECT]!;
    take(event);
    clock[EVENT_COUNT] = clock[EVENT_COUNT]! + 1;
    fingerprint.mixTime(clock[NOW]!);
    fingerprint.mix(handler, subject);
    handlers[handler]!(subject);
  }

  /** No event is due before the next arrival. Hot. */
  function serveArrival(source: ArrivalSource, arrive: Handler): boolean {
    const at = clock[ARRIVAL_AT]!;
    if (at > clock[END]!) return false;
    clock[NOW] = at;
    clock[EVENT_COUNT] = clock[EVENT_COUNT]! + 1;
    arrive(0);
    boundEvents(source);
    return true;
  }

  /** At equal times an arrival goes first; events at the end itself still belong to the run. Hot. */
  function boundEvents(source: ArrivalSource): void {
    const arrivalAt = source.nextAt;
    let bound = clock[END]! + 1;
    // Not Math.min, which takes a branch more for the sign of zero.
    if (arrivalAt < bound) bound = arrivalAt;
    clock[ARRIVAL_AT] = arrivalAt;
    clock[BOUND] = bound;
  }

  /**
   * Nothing is due before instant 0: for the rest of the chunk, and behind an arrival too, where the
   * bound is made anew from the end.
   */
  function retire(): void {
    clock[END] = -1;
    clock[BOUND] = -1;
  }

  return { push, cancel, now, serveChunk, retire };
}
