/**
 * Goal: answers in progress share the cores equally and exactly; an answered connection holds
 * none; evictions speed up the rest.
 * Method: fluid timelines worked out by hand; random ones against a direct fluid simulation
 * that steps from event to event.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProcessorSharing } from '../../../sim/fleet/processor-sharing.ts';
import { type Job, type JobEnd, runJobs } from './discipline-bench.ts';

function run(cores: number, backlog: number, jobs: readonly Job[]): JobEnd[] {
  return runJobs(
    (kernel, connections, onClosed) =>
      new ProcessorSharing(
        kernel,
        connections,
        Int32Array.of(cores, cores),
        Int32Array.of(backlog, backlog),
        null,
        onClosed,
      ),
    jobs,
  );
}

describe('timelines', () => {
  it('give a lone answer a core to itself, and leave it open for its hold', () => {
    expect(run(1, 5, [{ at: 10, work: 100, hold: 50 }])).toEqual([[110, 160]]);
  });

  it('halve the speed of two on one core', () => {
    // A has 50 of 100 at 50; both then run at one half: A is done at 150, when B has 50; B alone until 200.
    const jobs: Job[] = [
      { at: 0, work: 100, hold: 0 },
      { at: 50, work: 100, hold: 0 },
    ];
    expect(run(1, 5, jobs)).toEqual([
      [150, 150],
      [200, 200],
    ]);
  });

  it('never give an answer more than one core', () => {
    expect(run(8, 0, [{ at: 0, work: 100, hold: 0 }])).toEqual([[100, 100]]);
  });

  it('share two cores among three', () => {
    // At 2/3 each: A's 60 are done at 90, when B and C have 60; then a core each: B at 120, C at 150.
    const jobs: Job[] = [60, 90, 120].map((work): Job => ({ at: 0, work, hold: 0 }));
    expect(run(2, 1, jobs)).toEqual([
      [90, 90],
      [120, 120],
      [150, 150],
    ]);
  });

  it('let an open but answered connection cost nothing', () => {
    const jobs: Job[] = [
      { at: 0, work: 10, hold: 1_000 },
      { at: 100, work: 10, hold: 0 },
    ];
    expect(run(1, 0, jobs)).toEqual([
      [10, 1_010],
      [110, 110],
    ]);
  });

  it('refuse beyond cores and backlog in progress', () => {
    const jobs: Job[] = [0, 1, 2].map((at): Job => ({ at, work: 100, hold: 0 }));
    expect(run(1, 1, jobs)[2]).toBe('refused');
    expect(run(1, 2, jobs)[2]).not.toBe('refused');
  });

  it('answer equal work in the order of arrival', () => {
    const jobs: Job[] = [0, 1, 2].map((): Job => ({ at: 0, work: 30, hold: 0 }));
    expect(run(1, 2, jobs)).toEqual([
      [90, 90],
      [90, 90],
      [90, 90],
    ]);
  });

  it('answer work of nothing at once', () => {
    expect(run(1, 1, [{ at: 3, work: 0, hold: 4 }])).toEqual([[3, 7]]);
  });
});

describe('eviction', () => {
  it('of an answer in progress gives its share to the others', () => {
    // Two at one half until 40: B has 20 of 60; alone it needs 40 more.
    const jobs: Job[] = [
      { at: 0, work: 100, hold: 0, evictAt: 40 },
      { at: 0, work: 60, hold: 0 },
    ];
    expect(run(1, 1, jobs)).toEqual(['evicted', [80, 80]]);
  });

  it('of the last in progress leaves an idle member', () => {
    const jobs: Job[] = [
      { at: 0, work: 100, hold: 0, evictAt: 40 },
      { at: 70, work: 10, hold: 0 },
    ];
    expect(run(1, 1, jobs)).toEqual(['evicted', [80, 80]]);
  });

  it('of one that is answered and held touches nobody', () => {
    const jobs: Job[] = [
      { at: 0, work: 10, hold: 1_000, evictAt: 50 },
      { at: 20, work: 100, hold: 0 },
    ];
    expect(run(1, 1, jobs)).toEqual(['evicted', [120, 120]]);
  });
});

describe('random timelines', () => {
  /**
   * Fluid simulation: between events all in progress advance by the same amount. Instants of the answers, unrounded.
   */
  function fluid(cores: number, jobs: readonly Job[]): number[] {
    const left = jobs.map(({ work }) => work);
    const answeredAt = jobs.map(() => Number.NaN);
    let now = 0;
    for (;;) {
      const present = jobs.flatMap((job, number) =>
        job.at <= now && Number.isNaN(answeredAt[number]!) ? [number] : [],
      );
      const nextArrival = Math.min(...jobs.flatMap(({ at }) => (at > now ? [at] : [])));
      const rate = Math.min(1, cores / present.length);
      const nextAnswer = now + Math.min(...present.map((number) => left[number]!)) / rate;
      const next = Math.min(nextArrival, present.length > 0 ? nextAnswer : Number.POSITIVE_INFINITY);
      if (!Number.isFinite(next)) return answeredAt;
      for (const number of present) left[number]! -= (next - now) * rate;
      now = next;
      for (const number of present) if (left[number]! < 1e-6) answeredAt[number] = now;
    }
  }

  it('follow the fluid, to a microsecond for each answer before', () => {
    const timeline = fc.record({
      cores: fc.integer({ min: 1, max: 4 }),
      steps: fc.array(fc.tuple(fc.nat(3_000), fc.integer({ min: 1, max: 9_000 })), { minLength: 1, maxLength: 30 }),
    });
    fc.assert(
      fc.property(timeline, ({ cores, steps }) => {
        let now = 0;
        const jobs = steps.map(([gap, work]): Job => {
          now += gap;
          return { at: now, work, hold: 7 };
        });
        const exact = fluid(cores, jobs);
        run(cores, 1_000, jobs).forEach((end, number) => {
          if (typeof end === 'string') throw new Error(`job ${number} was ${end}`);
          const [answeredAt, closedAt] = end;
          // Each answer is rounded up to a whole microsecond, which can hold up those after it by as much.
          expect(answeredAt - exact[number]!).toBeGreaterThan(-0.001);
          expect(answeredAt - exact[number]!).toBeLessThanOrEqual(1 + jobs.length);
          expect(closedAt).toBe(answeredAt + 7);
        });
      }),
      { numRuns: 300 },
    );
  });
});
