/**
 * Goal: the event queue is exactly a list sorted by (time, order of scheduling), under every mix of pushes, cancels and pops.
 * Method: random programs (fast-check prints the seed) run beside a plain sorted array; time scales, bursts of equal times, far-future
 * timers, pushes at the present instant and an arrival stream outside the queue are drawn so that every place of the queue is crossed.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventHandle, EventQueue, NO_EVENT } from '../../../sim/kernel/event-queue.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { NEVER, type SimTime } from '../../../sim/kernel/time.ts';

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

/** Runs `steps` random operations on the queue and on a sorted array; throws at the first difference. */
function runAgainstSortedList(
  seed: number,
  steps: number,
  shape: number,
  cancelShare: number,
  disturb: (queue: EventQueue, step: number) => void = () => {},
): number {
  const stream = new RandomStreams(`queue-${seed}`, 0).stream('program');
  const queue = new EventQueue();
  const model: ModelEvent[] = [];
  let order = 0;
  let pops = 0;
  let outside = 0;
  const drawAt = (): number =>
    queue.now + Math.round(SHAPES[shape % SHAPES.length]!(stream.uniform(), stream.uniform()));
  for (let step = 0; step < steps; step++) {
    disturb(queue, step);
    const u = stream.uniform();
    if (u < 0.5) {
      const at = drawAt();
      const event = { at, order, handle: queue.push(at as SimTime, 7, order) };
      order++;
      insertSorted(model, event);
    } else if (u < 0.5 + cancelShare && model.length > 0) {
      const victim = stream.below(model.length);
      queue.cancel(model[victim]!.handle);
      model.splice(victim, 1);
    } else {
      outside = queue.now + Math.round(stream.exponential() * 1e4);
      const bound = stream.uniform() < 0.3 ? outside : NEVER;
      queue.setBound(bound as SimTime);
      const next = queue.next();
      const expected = model[0];
      if (expected === undefined || expected.at >= bound) {
        same(next, NO_EVENT, 'event');
        if (bound !== NEVER) queue.advanceTo(outside as SimTime);
        continue;
      }
      same(next, expected.handle, 'event');
      same(queue.subjectOf(next), expected.order, 'subject');
      same(queue.handlerOf(next), 7, 'handler');
      queue.take(next);
      same(queue.now, expected.at, 'clock');
      model.shift();
      pops++;
    }
    same(queue.pendingCount, model.length, 'pending count');
  }
  return pops;
}

/** An assertion for loops of a million turns, where `expect` would take most of the time. */
function same(found: number, wanted: number, what: string): void {
  if (found !== wanted) throw new Error(`${what} is ${found}, not ${wanted}`);
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

/** Takes all events there are, in order. */
function drain(queue: EventQueue, each: (subject: number) => void): void {
  queue.setBound(NEVER);
  for (let event = queue.next(); event !== NO_EVENT; event = queue.next()) {
    each(queue.subjectOf(event));
    queue.take(event);
  }
}

describe('event queue against a sorted list', () => {
  it('agrees for random programs over all time shapes', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 7 }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        (seed, shape, cancel) => {
          runAgainstSortedList(seed, 2_000, shape, cancel);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(SHAPES.map((_, shape) => shape))('agrees over long runs that retune the width, shape %i', (shape) => {
    const pops = runAgainstSortedList(99, 150_000, shape, 0.05);
    expect(pops).toBeGreaterThan(32_768);
  });
});

describe('event queue with other buckets', () => {
  const WIDTHS = Array.from({ length: 41 }, (_, exponent) => 2 ** exponent);

  it.each(WIDTHS)('keeps its order when they are %i us wide and set back to that again and again', (widthUs) => {
    for (let shape = 0; shape < SHAPES.length; shape++) {
      const bucketCount = 32 << (shape % 6);
      runAgainstSortedList(widthUs, 1_500, shape, 0.1, (queue, step) => {
        if (step % 100 === 0) queue.rebuild(widthUs, bucketCount);
      });
    }
  });

  it('keeps its order when width and number change at random, between any two operations', () => {
    const change = new RandomStreams('rebuild', 0).stream('change');
    for (let shape = 0; shape < SHAPES.length; shape++) {
      runAgainstSortedList(7, 20_000, shape, 0.1, (queue) => {
        if (change.uniform() < 0.02) queue.rebuild(2 ** change.below(34), 32 << change.below(8));
      });
    }
  });
});

describe('event queue at a steady load', () => {
  it('keeps order and loses nothing while 100,000 pending events are held through many retunes', () => {
    const stream = new RandomStreams('hold', 0).stream('hold');
    const queue = new EventQueue();
    const pending = 100_000;
    for (let i = 0; i < pending; i++) queue.push(Math.round(stream.exponential() * 1e7) as SimTime, 0, i);
    let last = 0;
    for (let i = 0; i < 400_000; i++) {
      const event = queue.next();
      const subject = queue.subjectOf(event);
      queue.take(event);
      if (queue.now < last) throw new Error(`${queue.now} us after ${last} us`);
      last = queue.now;
      queue.push((last + Math.round(stream.exponential() * 1e7)) as SimTime, 0, subject);
    }
    const seen = new Set<number>();
    drain(queue, (subject) => seen.add(subject));
    expect(seen.size).toBe(pending);
  });

  it('serves a burst of equal times in the order of scheduling, far beyond one bucket', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 50_000; i++) queue.push((i % 2 === 0 ? 5_000_000 : 5_000_001) as SimTime, 0, i);
    const order: number[] = [];
    drain(queue, (subject) => order.push(subject));
    expect(order.slice(0, 25_000).every((subject, index) => subject === 2 * index)).toBe(true);
    expect(order.slice(25_000).every((subject, index) => subject === 2 * index + 1)).toBe(true);
  });

  it('keeps its place in time over centuries of microseconds', () => {
    const queue = new EventQueue();
    const century = 3_155_760_000_000_000;
    queue.push(century as SimTime, 0, 1);
    queue.push((century + 1) as SimTime, 0, 2);
    queue.push(1 as SimTime, 0, 0);
    const order: number[] = [];
    drain(queue, (subject) => order.push(subject));
    expect(order).toEqual([0, 1, 2]);
  });
});

describe('event queue refuses', () => {
  it('to schedule before the present', () => {
    const queue = new EventQueue();
    queue.push(10 as SimTime, 0, 0);
    queue.take(queue.next());
    expect(() => queue.push(9 as SimTime, 0, 0)).toThrow(/before the present/);
  });

  it('to schedule at no time at all', () => {
    expect(() => new EventQueue().push(Number.NaN as SimTime, 0, 0)).toThrow(RangeError);
  });

  it('to cancel what is not pending', () => {
    const queue = new EventQueue();
    const handle = queue.push(10 as SimTime, 0, 0);
    queue.cancel(handle);
    expect(() => queue.cancel(handle)).toThrow(/not pending/);
  });
});
