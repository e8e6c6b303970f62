/**
 * Goal: work that is alone at its server, and work that was until more came, is done when a fluid model says;
 * what is taken out leaves its rest.
 * Method: timelines worked out by hand at every change between none, one and several;
 * `processor-sharing.test.ts` has random ones.
 */
import { describe, expect, it } from 'vitest';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import type { SimTime } from '../../../sim/kernel/time.ts';
import { SharedCores } from '../../../sim/tiers/shared-cores.ts';

/** One piece of work each: row, instant and work, us; or, with `isTakenOut`, what is left of the row then. */
interface Step {
  readonly row: number;
  readonly at: number;
  readonly work?: number;
  readonly isTakenOut?: boolean;
  /** Only looks at how much is left to do at the server. */
  readonly isLook?: boolean;
}

function run(cores: number, steps: readonly Step[], chained: Record<number, number> = {}) {
  const kernel = new Kernel();
  const done: [row: number, at: number][] = [];
  const left: number[] = [];
  const undone: number[] = [];
  const busy: [at: number, level: number][] = [];
  const meter = { set: (_: number, level: number) => void busy.push([kernel.now, level]) };
  const shared: SharedCores = new SharedCores(kernel, 'work', Int32Array.of(9, cores), meter, {
    worked(row, server) {
      done.push([row, kernel.now]);
      const work = chained[row];
      if (work !== undefined) shared.start(row + 100, server, work);
    },
  });
  const next = kernel.register('step', (index) => {
    const { row, work, isTakenOut, isLook } = steps[index]!;
    if (isLook === true) undone.push(shared.undoneUs(1));
    else if (isTakenOut === true) left.push(shared.remove(row, 1));
    else shared.start(row, 1, work!);
  });
  steps.forEach(({ at }, index) => {
    kernel.schedule(at as SimTime, next, index);
  });
  kernel.run(10_000 as SimTime, NO_ARRIVALS, UNATTENDED);
  expect(shared.countOf(1)).toBe(0);
  return { done, left, busy, undone };
}

describe('work at a server', () => {
  it('that is alone is done after its time, rounded up, and frees its core', () => {
    const { done, busy } = run(2, [
      { row: 3, at: 5, work: 10 },
      { row: 4, at: 50, work: 0.25 },
    ]);
    expect(done).toEqual([
      [3, 15],
      [4, 51],
    ]);
    expect(busy).toEqual([
      [5, 1],
      [15, 0],
      [50, 1],
      [51, 0],
    ]);
  });

  it('that gets company has had its time alone', () => {
    // Alone until 60; 40 are left, at one half each until 140, when the other has 60 of its 100 left.
    const { done } = run(1, [
      { row: 1, at: 0, work: 100 },
      { row: 2, at: 60, work: 100 },
    ]);
    expect(done).toEqual([
      [1, 140],
      [2, 200],
    ]);
  });

  it('that is done at the same instant goes in order of arrival, the one that was alone first', () => {
    const { done } = run(3, [
      { row: 9, at: 0, work: 30 },
      { row: 2, at: 10, work: 20 },
      { row: 5, at: 10, work: 20 },
    ]);
    expect(done).toEqual([
      [9, 30],
      [2, 30],
      [5, 30],
    ]);
  });

  it('that is taken out while alone leaves its rest, and nothing to the next', () => {
    const { done, left } = run(1, [
      { row: 1, at: 0, work: 100 },
      { row: 1, at: 30, isTakenOut: true },
      { row: 2, at: 40, work: 10 },
      { row: 3, at: 45, work: 10 },
    ]);
    expect(left).toEqual([70]);
    expect(done).toEqual([
      [2, 55],
      [3, 60],
    ]);
  });

  it('that is taken out of several speeds up the one that stays, which may then get company again', () => {
    // Row 1: 20 alone, 10 at one half, 70 left at 40; 10 more by 50, then shared with row 3.
    const { done, left } = run(1, [
      { row: 1, at: 0, work: 100 },
      { row: 2, at: 20, work: 50 },
      { row: 2, at: 40, isTakenOut: true },
      { row: 3, at: 50, work: 20 },
    ]);
    expect(left).toEqual([40]);
    expect(done).toEqual([
      [3, 90],
      [1, 130],
    ]);
  });

  it('of three on two cores keeps both busy until one piece is left', () => {
    // From 20 on at two thirds: row 1 has its other 80 by 140, row 2 has 10 left then and row 3 20.
    const { done, busy } = run(
      2,
      [0, 10, 20].map((at, before) => ({ row: before + 1, at, work: 100 })),
    );
    expect(done).toEqual([
      [1, 140],
      [2, 150],
      [3, 160],
    ]);
    expect(busy).toEqual([
      [0, 1],
      [10, 2],
      [20, 2],
      [140, 2],
      [150, 1],
      [160, 0],
    ]);
  });

  it('that comes to an idle server takes its own time to the microsecond, whatever was shared before', () => {
    for (let us = 1; us <= 300; us++) {
      const shared = [1, 2, 3].map((row) => ({ row, at: 0, work: us / 7 }));
      const takenOut = [
        ...shared.map((step) => ({ ...step, work: 1_000 })),
        ...[1, 2, 3].map((row) => ({ row, at: us, isTakenOut: true })),
      ];
      for (const before of [shared, takenOut])
        expect(run(1, [...before, { row: 4, at: 900, work: 240 }]).done.at(-1)).toEqual([4, 900 + 240]);
    }
  });

  it('that begins as the last is done takes up its core', () => {
    const { done, busy } = run(1, [{ row: 1, at: 0, work: 10 }], { 1: 5, 101: 7 });
    expect(done).toEqual([
      [1, 10],
      [101, 15],
      [201, 22],
    ]);
    expect(busy.at(-1)).toEqual([22, 0]);
  });

  it('says how much is left to do, whoever does it, and goes on as if nobody had asked', () => {
    // Two cores: alone until 20; then two, each at full speed; from 40 on three share two cores.
    const work: readonly Step[] = [
      { row: 1, at: 0, work: 100 },
      { row: 2, at: 20, work: 100 },
      { row: 3, at: 40, work: 100 },
      { row: 2, at: 70, isTakenOut: true },
    ];
    const looks = [0, 10, 20, 30, 40, 55, 69, 70, 80, 500].map((at): Step => ({ row: 0, at, isLook: true }));
    const { undone, done, left } = run(2, [...work, ...looks]);
    // At 70 row 2 has had 20 + 30 x 2/3 of its 100.
    const lost = 60;
    const expected = [100, 90, 180, 160, 240, 240 - 30, 240 - 58, 240 - 60 - lost, 180 - lost - 20, 0];
    undone.forEach((us, look) => {
      expect(us).toBeCloseTo(expected[look]!, 9);
    });
    expect(undone).toHaveLength(looks.length);
    expect(left[0]).toBeCloseTo(lost, 9);
    const alone = run(2, work);
    expect(done).toEqual(alone.done);
    expect(left).toEqual(alone.left);
  });
});
