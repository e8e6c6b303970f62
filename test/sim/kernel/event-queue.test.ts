/**
 * Goal: the event queue is exactly a list sorted by (time, order of scheduling), under every mix of
 * pushes, cancels, moves and pops.
 * Method: four million random operations (fast-check prints the seed) beside a plain sorted array; time scales, bursts
 * of equal and of random times, far-future timers, pushes at the present instant and an arrival stream outside the
 * queue are drawn so that every place of the queue is crossed.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEAD_COUNT, OVERFLOW_COUNT } from '../../../sim/kernel/event-layout.ts';
import { type EventHandle, NO_EVENT } from '../../../sim/kernel/event-queue.ts';
import type { RandomStream } from '../../../sim/kernel/random-stream.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { NEVER } from '../../../sim/kernel/time.ts';
import { checkPlaces } from './check-places.ts';
import { PendingEvents } from './pending-events.ts';
import { Watchdog } from './watchdog.ts';
import { same } from './watched-kernel.ts';

interface ModelEvent {
  readonly at: number;
  readonly order: number;
  readonly handle: EventHandle;
}

/** Increments from one of several shapes, in us. */
const SHAPES: readonly ((u: number, v: number) => number)[] = [
  () => 0,
  (u) => u * 10,
  (u) => u * 1e3,
  (u) => u * 1e6,
  (u) => u * 1e9,
  (u, v) => (v < 0.9 ? u * 1e4 : u * 1e8),
  () => 1_000_000,
  (u) => Math.floor(u * 4) * 250_000,
];

function compareModel(a: ModelEvent, b: ModelEvent): number {
  return a.at - b.at || a.order - b.order;
}

/** What a program does: shares of the operations that are not pops. */
interface Program {
  readonly steps: number;
  /** Into SHAPES: how far ahead events are scheduled. */
  readonly shape: number;
  readonly cancelShare: number;
  /** Pending events that get another instant: cancelled and scheduled anew. */
  readonly moveShare: number;
  /** Events that there is room for from the start; few unless said. */
  readonly room?: number;
}

const BURST_SHARE = 0.001;
const BURST_MAX = 300;

const watchdog = new Watchdog();

/** The queue and a sorted array side by side; every method throws at the first difference. */
class Comparison {
  readonly pending: PendingEvents;
  readonly #stream: RandomStream;
  readonly #shape: (u: number, v: number) => number;
  readonly #model: ModelEvent[] = [];
  #order = 0;
  popCount = 0;

  constructor(seed: number, shape: number, room: number | undefined) {
    this.pending = new PendingEvents(room);
    this.#stream = new RandomStreams(`queue-${seed}`, 0).stream('program');
    this.#shape = SHAPES[shape % SHAPES.length]!;
  }

  step({ cancelShare, moveShare }: Program): void {
    const u = this.#stream.uniform();
    if (u < BURST_SHARE) this.#burst();
    else if (u < 0.45) this.#push(this.#drawAt());
    else if (u < 0.45 + cancelShare) this.#cancel();
    else if (u < 0.45 + cancelShare + moveShare && this.#cancel()) this.#push(this.#drawAt());
    else this.#pop();
    same(this.pending.count, this.#model.length, 'pending count');
  }

  #drawAt(): number {
    return this.pending.now + Math.round(this.#shape(this.#stream.uniform(), this.#stream.uniform()));
  }

  #push(at: number): void {
    const order = this.#order++;
    insertSorted(this.#model, { at, order, handle: this.pending.push(at, 7, order) });
  }

  /** Many at one instant, or at random instants as near as one bucket may be wide. */
  #burst(): void {
    const from = this.#drawAt();
    const widthUs = this.#stream.uniform() < 0.5 ? 0 : 2 ** this.#stream.below(24);
    for (let left = this.#stream.below(BURST_MAX); left > 0; left--) {
      this.#push(from + Math.floor(this.#stream.uniform() * widthUs));
    }
  }

  #cancel(): boolean {
    if (this.#model.length === 0) return false;
    const victim = this.#stream.below(this.#model.length);
    this.pending.cancel(this.#model[victim]!.handle);
    this.#model.splice(victim, 1);
    return true;
  }

  /** Asks for an event, three times in ten up to an arrival from outside only. */
  #pop(): void {
    const { pending } = this;
    const outside = pending.now + Math.round(this.#stream.exponential() * 1e4);
    const bound = this.#stream.uniform() < 0.3 ? outside : NEVER;
    pending.setBound(bound);
    const next = pending.next();
    const expected = this.#model[0];
    if (expected === undefined || expected.at >= bound) {
      same(next, NO_EVENT, 'event');
      if (bound !== NEVER) pending.advanceTo(outside);
      return;
    }
    same(next, expected.handle, 'event');
    same(pending.subjectOf(next), expected.order, 'subject');
    same(pending.handlerOf(next), 7, 'handler');
    pending.take(next);
    same(pending.now, expected.at, 'clock');
    this.#model.shift();
    this.popCount++;
  }
}

/** Runs a program; returns how many events it served. */
function runAgainstSortedList(
  seed: number,
  program: Program,
  disturb: (pending: PendingEvents, step: number) => void = () => {},
): number {
  return watchdog.during(() => {
    const comparison = new Comparison(seed, program.shape, program.room);
    for (let step = 0; step < program.steps; step++) {
      disturb(comparison.pending, step);
      comparison.step(program);
    }
    return comparison.popCount;
  });
}

function insertSorted(model: ModelEvent[], event: ModelEvent): void {
  let low = 0;
  let high = model.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareModel(model[middle]!, event) <= 0) low = middle + 1;
    else high = middle;
  }
  model.splice(low, 0, event);
}

/** Takes all events there are and returns their subjects, in order. */
function drain(pending: PendingEvents): number[] {
  return watchdog.during(() => {
    const order: number[] = [];
    pending.setBound(NEVER);
    for (let left = pending.count; left > 0; left--) {
      const event = pending.next();
      if (event === NO_EVENT) throw new Error(`nothing is next, where ${left} are pending`);
      order.push(pending.subjectOf(event));
      pending.take(event);
    }
    same(pending.next(), NO_EVENT, 'event when all were taken');
    return order;
  });
}

describe('event queue against a sorted list', () => {
  it('agrees for random programs over all time shapes', () => {
    const share = fc.double({ min: 0, max: 0.25, noNaN: true });
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 7 }), share, share, (seed, shape, cancelShare, moveShare) => {
        runAgainstSortedList(seed, { steps: 3_000, shape, cancelShare, moveShare });
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });

  it.each(SHAPES.map((_, shape) => shape))(
    'agrees with room from the start for more than are ever pending, shape %i',
    (shape) => {
      const program = { steps: 50_000, shape, cancelShare: 0.05, moveShare: 0.05, room: 2 ** 20 };
      expect(runAgainstSortedList(5, program, ({ capacity }) => same(capacity, 2 ** 20, 'room'))).toBeGreaterThan(
        10_000,
      );
    },
  );

  it.each(SHAPES.map((_, shape) => shape))('agrees over long runs that retune the width, shape %i', (shape) => {
    const served = runAgainstSortedList(99, { steps: 200_000, shape, cancelShare: 0.03, moveShare: 0.02 });
    expect(served).toBeGreaterThan(32_768);
  });
});

describe('event queue with other buckets', () => {
  const WIDTHS = Array.from({ length: 41 }, (_, exponent) => 2 ** exponent);

  it.each(WIDTHS)('keeps its order when they are %i us wide and set back to that again and again', (widthUs) => {
    for (let shape = 0; shape < SHAPES.length; shape++) {
      const bucketCount = 32 << (shape % 6);
      const program = { steps: 2_500, shape, cancelShare: 0.1, moveShare: 0.05 };
      runAgainstSortedList(widthUs, program, (pending, step) => {
        if (step % 100 === 0) pending.rebuild(widthUs, bucketCount);
      });
    }
  });

  it('keeps its order when width and number change at random, between any two operations', () => {
    const change = new RandomStreams('rebuild', 0).stream('change');
    for (let shape = 0; shape < SHAPES.length; shape++) {
      const program = { steps: 20_000, shape, cancelShare: 0.1, moveShare: 0.05 };
      runAgainstSortedList(7, program, (pending) => {
        if (change.uniform() < 0.02) pending.rebuild(2 ** change.below(34), 32 << change.below(8));
      });
    }
  });
});

describe('places of events', () => {
  it.each(SHAPES.map((_, shape) => shape))(
    'are those that their instants name after any operation, growth and change of buckets, shape %i',
    (shape) => {
      const change = new RandomStreams(`places-${shape}`, 0).stream('change');
      for (const bucketCount of [32, 64, 8192]) {
        runAgainstSortedList(3, { steps: 4_000, shape, cancelShare: 0.2, moveShare: 0.05 }, (pending) => {
          const u = change.uniform();
          if (u < 0.1) checkPlaces(pending.arrays);
          if (u < 0.01) {
            pending.rebuild(2 ** change.below(20), bucketCount);
            same(pending.arrays.numbers[DEAD_COUNT]!, 0, 'number of dead, none of which is spread anew');
          }
        });
      }
    },
  );
});

describe('event queue at a steady load', () => {
  it('keeps order and loses nothing while 100,000 pending events are held through many retunes', () => {
    const stream = new RandomStreams('hold', 0).stream('hold');
    const queue = new PendingEvents();
    const pending = 100_000;
    for (let i = 0; i < pending; i++) queue.push(Math.round(stream.exponential() * 1e7), 0, i);
    let last = 0;
    watchdog.during(() => {
      for (let i = 0; i < 400_000; i++) {
        const event = queue.next();
        if (event === NO_EVENT) throw new Error(`nothing is next at ${last} us`);
        const subject = queue.subjectOf(event);
        queue.take(event);
        if (queue.now < last) throw new Error(`${queue.now} us after ${last} us`);
        last = queue.now;
        queue.push(last + Math.round(stream.exponential() * 1e7), 0, subject);
      }
    });
    expect(new Set(drain(queue)).size).toBe(pending);
  });

  it('serves a burst of equal times in the order of scheduling, far beyond one bucket', () => {
    const queue = new PendingEvents();
    for (let i = 0; i < 50_000; i++) queue.push(i % 2 === 0 ? 5_000_000 : 5_000_001, 0, i);
    const order = drain(queue);
    expect(order.slice(0, 25_000).every((subject, index) => subject === 2 * index)).toBe(true);
    expect(order.slice(25_000).every((subject, index) => subject === 2 * index + 1)).toBe(true);
  });

  it('widens its buckets before their time where the window is far too short for what waits', () => {
    const queue = new PendingEvents();
    for (let i = 0; i < 20_000; i++) queue.push(i * 50_000_000, 0, i);
    queue.setBound(NEVER);
    for (let i = 0; i < 10; i++) queue.take(queue.next());
    expect(queue.arrays.numbers[OVERFLOW_COUNT]).toBeLessThan(15_000);
    expect(drain(queue)).toEqual(Array.from({ length: 19_990 }, (_, i) => i + 10));
  });

  it('takes timers far ahead back at once when they are cancelled: first, last and between others', () => {
    const queue = new PendingEvents();
    const { capacity } = queue;
    const farAhead = 1e12;
    const kept = [0, 1, 2].map((subject) => queue.push(farAhead, 0, subject));
    for (let round = 0; round < 100 * capacity; round++) {
      const timers = [0, 1, 2].map((step) => queue.push(farAhead + step, 0, 9));
      for (const at of round % 2 === 0 ? [1, 0, 2] : [2, 1, 0]) queue.cancel(timers[at]!);
    }
    expect(queue.capacity).toBe(capacity);
    queue.cancel(kept[1]!);
    expect(drain(queue)).toEqual([0, 2]);
  });

  it('keeps its place in time over centuries of microseconds', () => {
    const queue = new PendingEvents();
    const century = 3_155_760_000_000_000;
    queue.push(century, 0, 1);
    queue.push(century + 1, 0, 2);
    queue.push(1, 0, 0);
    expect(drain(queue)).toEqual([0, 1, 2]);
  });
});

describe('event queue refuses', () => {
  it('to schedule before the present', () => {
    const queue = new PendingEvents();
    queue.push(10, 0, 0);
    queue.take(queue.next());
    expect(() => queue.push(9, 0, 0)).toThrow(/before the present/);
  });

  it('to schedule at no time at all', () => {
    expect(() => new PendingEvents().push(Number.NaN, 0, 0)).toThrow(RangeError);
  });

  it('to cancel what is not pending: cancelled, served, or never scheduled', () => {
    const queue = new PendingEvents();
    const handle = queue.push(10, 0, 0);
    queue.cancel(handle);
    const served = queue.push(11, 0, 0);
    queue.take(queue.next());
    for (const gone of [handle, served, NO_EVENT, -1, 400]) expect(() => queue.cancel(gone)).toThrow(/not pending/);
  });
});
