/**
 * Goal: the whole kernel is exactly a list sorted by time, arrivals first and then the order of scheduling, also when
 * it runs out of room on the way.
 * Method: random programs (fast-check prints the seed) on kernels that are all but full: handlers and arrivals schedule
 * at now and ahead, in bursts, and cancel, so that the arrays grow within one of them; every instant and count is
 * checked at once, the order against the sorted list after each run.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kernel } from '../../../sim/kernel/kernel.ts';
import type { RandomStream } from '../../../sim/kernel/random-stream.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { EVENTS_LEFT_TO_DOUBLE, INITIAL_EVENTS } from '../../../sim/kernel/tuning.ts';
import { WatchedKernel } from './watched-kernel.ts';

/** How far ahead events are scheduled, us. */
const SHAPES: readonly ((u: number, v: number) => number)[] = [
  () => 0,
  (u) => u * 10,
  (u) => u * 1e4,
  (u) => u * 1e7,
  (u) => 1e12 + u * 10,
  (u, v) => (v < 0.8 ? u * 1e3 : u * 1e9),
  (u) => Math.floor(u * 4) * 250_000,
];

interface Program {
  readonly seed: number;
  /** Into SHAPES. */
  readonly shape: number;
  /** Of events and arrivals that do anything, those that cancel one. */
  readonly cancelShare: number;
  /** Events that are pending when the first run begins. */
  readonly pendingAtFirst: number;
}

/** Later than any chain of events gets, us. */
const THE_END = 4e15;
/** Events that handlers may schedule in all. */
const CHILDREN_MAX = 2_500;
const BURST_SHARE = 0.01;
const BURST_MAX = 200;
const ARRIVALS_A_RUN = 200;

class RandomProgram {
  readonly watched: WatchedKernel;
  readonly #stream: RandomStream;
  readonly #shape: (u: number, v: number) => number;
  readonly #program: Program;
  readonly #scheduledMax: number;

  /** @param kernel new, or cleared */
  constructor(kernel: Kernel, program: Program) {
    this.watched = new WatchedKernel(kernel);
    this.#stream = new RandomStreams(`kernel-${program.seed}`, 0).stream('program');
    this.#shape = SHAPES[program.shape]!;
    this.#program = program;
    this.#scheduledMax = program.pendingAtFirst + CHILDREN_MAX;
  }

  /** Three runs, with something done between them. */
  run(): void {
    for (let left = this.#program.pendingAtFirst; left > 0; left--) this.#schedule(this.#drawAt());
    const { watched } = this;
    for (const until of [this.#drawAt(), this.#drawAt(), THE_END].sort((a, b) => a - b)) {
      if (until < watched.now) continue;
      watched.run(until, this.#drawArrivals(), () => this.#act());
      if (until < THE_END) this.#act();
    }
  }

  #drawAt(): number {
    return this.watched.now + Math.round(this.#shape(this.#stream.uniform(), this.#stream.uniform()));
  }

  /** After now: at now itself events of the run before were served already. */
  #drawArrivals(): number[] {
    return Array.from({ length: ARRIVALS_A_RUN }, () => this.#drawAt() + 1).sort((a, b) => a - b);
  }

  #schedule(instant: number): void {
    if (this.watched.scheduledCount < this.#scheduledMax) this.watched.schedule(instant, () => this.#act());
  }

  #act(): void {
    const stream = this.#stream;
    for (let left = stream.below(4); left > 0; left--) this.#schedule(this.#drawAt());
    if (stream.uniform() < BURST_SHARE) this.#burst();
    if (stream.uniform() < 0.1) this.#schedule(this.watched.now);
    if (stream.uniform() < this.#program.cancelShare) this.#cancel();
  }

  #burst(): void {
    const instant = this.#drawAt();
    for (let left = this.#stream.below(BURST_MAX); left > 0; left--) this.#schedule(instant + this.#stream.below(3));
  }

  /** Any event, or one of those scheduled last. */
  #cancel(): void {
    const { scheduledCount } = this.watched;
    const among = this.#stream.uniform() < 0.5 ? scheduledCount : Math.min(scheduledCount, 100);
    this.watched.cancel(scheduledCount - 1 - this.#stream.below(among));
  }
}

function runProgram(kernel: Kernel, program: Program): RandomProgram {
  const random = new RandomProgram(kernel, program);
  random.run();
  return random;
}

const programs = fc.record({
  seed: fc.integer(),
  shape: fc.nat(SHAPES.length - 1),
  cancelShare: fc.double({ min: 0, max: 0.4, noNaN: true }),
});

describe('kernel against a sorted list', () => {
  it.each([...SHAPES.keys()])(
    'agrees while it runs out of room within a handler, is cleared, and serves another program, shape %i',
    (shape) => {
      fc.assert(
        fc.property(programs, programs, fc.nat(40), (first, second, room) => {
          const kernel = new Kernel();
          const { watched } = runProgram(kernel, { ...first, shape, pendingAtFirst: INITIAL_EVENTS - 1 - room });
          expect(watched.pendingMax).toBeGreaterThan(INITIAL_EVENTS);
          kernel.clear();
          runProgram(kernel, { ...second, pendingAtFirst: 500 });
        }),
        { numRuns: 3, endOnFailure: true },
      );
    },
  );

  it('agrees on a kernel that is cleared again and again in the middle of things', () => {
    const kernel = new Kernel();
    fc.assert(
      fc.property(programs, fc.nat(2_000), (program, pendingAtFirst) => {
        kernel.clear();
        runProgram(kernel, { ...program, pendingAtFirst });
        kernel.clear();
        const left = new WatchedKernel(kernel);
        for (let order = 0; order < pendingAtFirst; order++) left.schedule(order * 1_000);
        left.run(pendingAtFirst * 500, []);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it('has one fingerprint, whether there was room from the start or not', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const full = { ...program, pendingAtFirst: INITIAL_EVENTS - 2 };
        const [grown, roomy] = [0, EVENTS_LEFT_TO_DOUBLE + 1].map((expectedEvents) => {
          const kernel = new Kernel();
          kernel.clear(expectedEvents);
          runProgram(kernel, full);
          return kernel.fingerprint;
        });
        expect(grown).toBe(roomy);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });
});
