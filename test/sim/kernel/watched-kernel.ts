/**
 * A kernel and beside it a plain list of all that was asked of it, for tests. Each event and arrival checks at once
 * that it is due, once, at its own instant, with the counts of the kernel as they should be; after a run what was
 * served is compared with the list, sorted.
 *
 * An event that is served again is an error, so a broken kernel serves no more events than were scheduled.
 */
import { expect } from 'vitest';
import type { EventHandle } from '../../../sim/kernel/event-queue.ts';
import { type HandlerId, type Kernel, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import type { Duration } from '../../../sim/kernel/time.ts';
import { at, ListedArrivals } from './listed-arrivals.ts';
import { Watchdog } from './watchdog.ts';

type Act = () => void;

const PENDING = 0;
const SERVED = 1;
const CANCELLED = 2;

export class WatchedKernel {
  static readonly #watchdog = new Watchdog();
  readonly #kernel: Kernel;
  readonly #handlers: readonly HandlerId[];
  // By order of scheduling, which is the subject of the event.
  readonly #instants: number[] = [];
  readonly #handles: EventHandle[] = [];
  readonly #states: number[] = [];
  readonly #acts: (Act | undefined)[] = [];
  #pendingCount = 0;
  #eventCount = 0;
  /** What the present run has served: events by their order, the arrival of number n as -1 - n. */
  #served: number[] = [];
  pendingMax = 0;

  /** @param kernel new, or cleared */
  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#handlers = ['even', 'odd'].map((name, rest) =>
      kernel.register(name, (order) => {
        same(order % 2, rest, 'handler');
        this.#serve(order);
      }),
    );
    this.#checkCounts();
  }

  get now(): number {
    return this.#kernel.now;
  }

  get scheduledCount(): number {
    return this.#instants.length;
  }

  /** @param act what the event does when it is served; returns its order */
  schedule(instant: number, act?: Act): number {
    const order = this.#instants.length;
    this.#instants.push(instant);
    this.#states.push(PENDING);
    this.#acts.push(act);
    const handler = this.#handlers[order % 2]!;
    this.#handles.push(
      order % 3 === 0
        ? this.#kernel.scheduleAfter((instant - this.now) as Duration, handler, order)
        : this.#kernel.schedule(at(instant), handler, order),
    );
    this.#pendingCount++;
    this.pendingMax = Math.max(this.pendingMax, this.#pendingCount);
    same(this.#kernel.pendingCount, this.#pendingCount, 'pending count');
    return order;
  }

  /** Does nothing when the event is not pending any more. */
  cancel(order: number): void {
    if (this.#states[order] !== PENDING) return;
    this.#states[order] = CANCELLED;
    this.#kernel.cancel(this.#handles[order]!);
    this.#pendingCount--;
    same(this.#kernel.pendingCount, this.#pendingCount, 'pending count');
  }

  /**
   * Runs and compares.
   *
   * @param arrivals instants after now, in order
   */
  run(until: number, arrivals: readonly number[], onArrival: Act = () => undefined): void {
    const due = this.#states.map((state) => state !== SERVED);
    this.#served = [];
    const source = new ListedArrivals(arrivals, (number) => {
      same(this.now, arrivals[number]!, 'instant of an arrival');
      this.#count(-1 - number);
      onArrival();
    });
    expect(WatchedKernel.#watchdog.during(() => this.#kernel.run(at(until), source, UNATTENDED))).toBe(true);
    same(this.now, until, 'end of the run');
    this.#checkCounts();
    const wanted = this.#sorted(due, arrivals, until);
    for (const [place, served] of this.#served.entries()) same(served, wanted[place] ?? Number.NaN, 'next served');
    same(this.#served.length, wanted.length, 'number served');
  }

  #serve(order: number): void {
    same(this.#states[order]!, PENDING, 'state of an event that is served');
    same(this.now, this.#instants[order]!, 'instant of an event');
    this.#states[order] = SERVED;
    this.#pendingCount--;
    this.#count(order);
    this.#acts[order]?.();
  }

  #count(served: number): void {
    this.#served.push(served);
    this.#eventCount++;
    this.#checkCounts();
  }

  #checkCounts(): void {
    same(this.#kernel.pendingCount, this.#pendingCount, 'pending count');
    same(this.#kernel.eventCount, this.#eventCount, 'event count');
  }

  /**
   * What a run was to serve up to its end: arrivals, and all events that are not cancelled by now
   * and were not served before it.
   */
  #sorted(due: readonly boolean[], arrivals: readonly number[], until: number): number[] {
    const instantOf = (served: number): number => (served < 0 ? arrivals[-1 - served]! : this.#instants[served]!);
    return [...arrivals.map((_, number) => -1 - number), ...this.#states.keys()]
      .filter((it) => instantOf(it) <= until && (it < 0 || (this.#states[it] !== CANCELLED && due[it] !== false)))
      .sort((a, b) => instantOf(a) - instantOf(b) || (a < 0 && b < 0 ? b - a : a - b));
  }
}

/** An assertion for loops of a million turns, where `expect` would take most of the time. */
export function same(found: number, wanted: number, what: string): void {
  if (found !== wanted) throw new Error(`${what} is ${found}, not ${wanted}`);
}
