/**
 * Goal: thread per connection to the microsecond: a worker from accept to close, first come first
 * served, refusal when both are full.
 * Method: small timelines worked out by hand; random ones against the recursion of a multi-server
 * queue with finite waiting room.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Workers } from '../../../sim/fleet/workers.ts';
import { type Job, type JobEnd, runJobs } from './discipline-bench.ts';

function run(workers: number, backlog: number, jobs: readonly Job[]): JobEnd[] {
  return runJobs(
    (kernel, connections, onClosed) =>
      new Workers(
        kernel,
        connections,
        Int32Array.of(workers, workers),
        Int32Array.of(backlog, backlog),
        null,
        onClosed,
      ),
    jobs,
  );
}

describe('timelines', () => {
  it('hold a worker for the answer and as long as the client stays', () => {
    expect(run(1, 5, [{ at: 100, work: 20, hold: 300 }])).toEqual([[120, 420]]);
  });

  it('serve in order of arrival, whichever worker comes free', () => {
    const jobs: Job[] = [
      { at: 0, work: 10, hold: 20 },
      { at: 0, work: 10, hold: 50 },
      { at: 5, work: 10, hold: 0 },
      { at: 6, work: 10, hold: 10 },
      { at: 7, work: 1, hold: 0 },
    ];
    // Workers are free at 30 and 60; C waits until 30, D until 40, E until 60.
    expect(run(2, 3, jobs)).toEqual([
      [10, 30],
      [10, 60],
      [40, 40],
      [50, 60],
      [61, 61],
    ]);
  });

  it('refuse exactly the connection that finds the queue full, and take the next when there is room again', () => {
    const jobs: Job[] = [
      { at: 0, work: 100, hold: 0 },
      { at: 1, work: 100, hold: 0 },
      { at: 2, work: 1, hold: 0 },
      { at: 101, work: 1, hold: 0 },
    ];
    expect(run(1, 1, jobs)).toEqual([[100, 100], [200, 200], 'refused', [201, 201]]);
  });

  it('refuse whoever does not get a worker at once when nobody may wait', () => {
    const jobs: Job[] = [
      { at: 0, work: 10, hold: 0 },
      { at: 9, work: 10, hold: 0 },
      { at: 11, work: 10, hold: 0 },
    ];
    expect(run(1, 0, jobs)).toEqual([[10, 10], 'refused', [21, 21]]);
  });

  it('keep members apart', () => {
    const jobs: Job[] = [
      { at: 0, work: 100, hold: 0, member: 0 },
      { at: 1, work: 5, hold: 0, member: 1 },
    ];
    expect(run(1, 0, jobs)).toEqual([
      [100, 100],
      [6, 6],
    ]);
  });

  it('answer work of nothing at once', () => {
    expect(run(1, 1, [{ at: 3, work: 0, hold: 0 }])).toEqual([[3, 3]]);
  });
});

describe('eviction', () => {
  const holding: Job = { at: 0, work: 100, hold: 0 };

  it.each([
    ['first', 1, [[100, 100], 'evicted', [110, 110], [120, 120]]],
    ['middle', 2, [[100, 100], [110, 110], 'evicted', [120, 120]]],
    ['last', 3, [[100, 100], [110, 110], [120, 120], 'evicted']],
  ] as const)('of the %s that waits lets the others keep their order', (_, evicted, ends) => {
    const jobs = [holding, ...[1, 2, 3].map((at): Job => ({ at, work: 10, hold: 0 }))];
    jobs[evicted] = { ...jobs[evicted]!, evictAt: 50 };
    expect(run(1, 3, jobs)).toEqual(ends);
  });

  it('of all that wait leaves a queue that works', () => {
    const waiting = [1, 2].map((at): Job => ({ at, work: 10, hold: 0, evictAt: 50 }));
    expect(run(1, 2, [holding, ...waiting, { at: 60, work: 10, hold: 0 }])).toEqual([
      [100, 100],
      'evicted',
      'evicted',
      [110, 110],
    ]);
  });

  it('of the one in service gives its worker to the next at that instant', () => {
    const jobs: Job[] = [
      { ...holding, evictAt: 40 },
      { at: 1, work: 10, hold: 5 },
    ];
    expect(run(1, 1, jobs)).toEqual(['evicted', [50, 55]]);
  });

  it('of one that is answered and held frees its worker too', () => {
    const jobs: Job[] = [
      { at: 0, work: 10, hold: 1_000, evictAt: 500 },
      { at: 600, work: 1, hold: 0 },
    ];
    expect(run(1, 0, jobs)).toEqual(['evicted', [601, 601]]);
  });

  it('makes room in the queue', () => {
    const jobs: Job[] = [holding, { at: 1, work: 1, hold: 0, evictAt: 10 }, { at: 20, work: 1, hold: 0 }];
    expect(run(1, 1, jobs)).toEqual([[100, 100], 'evicted', [101, 101]]);
  });
});

describe('random timelines', () => {
  /**
   * Start = the later of arrival and the first worker free; refused when all are busy and
   * `backlog` started later than now.
   */
  function recursion(workers: number, backlog: number, jobs: readonly Job[]): JobEnd[] {
    const freeAt = new Array<number>(workers).fill(0);
    const starts: number[] = [];
    return jobs.map(({ at, work, hold }) => {
      const worker = freeAt.indexOf(Math.min(...freeAt));
      const waiting = starts.filter((start) => start > at).length;
      if (freeAt[worker]! > at && waiting >= backlog) return 'refused';
      const start = Math.max(at, freeAt[worker]!);
      starts.push(start);
      freeAt[worker] = start + work + hold;
      return [start + work, start + work + hold];
    });
  }

  it('follow the recursion of the multi-server queue', () => {
    const timeline = fc.record({
      workers: fc.integer({ min: 1, max: 4 }),
      backlog: fc.integer({ min: 0, max: 4 }),
      steps: fc.array(fc.tuple(fc.nat(30), fc.nat(60), fc.nat(60)), { minLength: 1, maxLength: 40 }),
    });
    fc.assert(
      fc.property(timeline, ({ workers, backlog, steps }) => {
        // Arrivals on whole thousands, every end a different number of microseconds after
        // one: no two things at one instant.
        let now = 0;
        const jobs = steps.map(([gap, work, hold], number): Job => {
          now += gap * 1_000 + 1_000;
          return { at: now, work: work * 1_000 + number + 1, hold: hold * 1_000 };
        });
        expect(run(workers, backlog, jobs)).toEqual(recursion(workers, backlog, jobs));
      }),
      { numRuns: 300 },
    );
  });
});
