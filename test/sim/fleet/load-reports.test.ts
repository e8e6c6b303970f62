/**
 * Goal: the GFEs of a region know their own connections at once and everybody else's as old
 * as interval and delay make them.
 * Method: a clock-driven table of what is opened when and what each region sees when.
 */
import { describe, expect, it } from 'vitest';
import { LoadReports } from '../../../sim/fleet/load-reports.ts';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import type { Duration, SimTime } from '../../../sim/kernel/time.ts';

const REGIONS = 3;
const BACKENDS = 2;

class Bench {
  readonly #kernel = new Kernel();
  readonly #reports: LoadReports;

  constructor(interval: number, delay: number) {
    this.#reports = new LoadReports(this.#kernel, interval as Duration, delay as Duration, REGIONS, BACKENDS, () => 0);
  }

  to(at: number): this {
    this.#kernel.run(at as SimTime, NO_ARRIVALS, UNATTENDED);
    return this;
  }

  open(region: number, backend: number, count: number): this {
    for (let i = 0; i < Math.abs(count); i++) this.#reports.count(region, backend, count > 0 ? 1 : -1);
    return this;
  }

  /** Load of backend 0 as each region sees it. */
  get seen(): number[] {
    return Array.from({ length: REGIONS }, (_, region) => this.#reports.seenBy(region)[0]!);
  }
}

describe('own connections', () => {
  it('are seen at once, both ways', () => {
    const bench = new Bench(100, 50).open(1, 0, 5);
    expect(bench.seen).toEqual([0, 5, 0]);
    expect(bench.open(1, 0, -2).seen).toEqual([0, 3, 0]);
  });

  it('do not count for another backend', () => {
    expect(new Bench(100, 50).open(0, 1, 5).seen).toEqual([0, 0, 0]);
  });
});

describe("the others' connections", () => {
  it('are seen interval and delay late', () => {
    const bench = new Bench(100, 50).to(30).open(0, 0, 7);
    expect(bench.to(149).seen).toEqual([7, 0, 0]);
    expect(bench.to(150).seen).toEqual([7, 7, 7]);
  });

  it('are seen as they were when the report was taken, while one sees its own as they are', () => {
    const bench = new Bench(100, 50).to(30).open(0, 0, 7).open(1, 0, 2);
    bench.to(120).open(0, 0, 10).open(1, 0, 1);
    expect(bench.to(150).seen).toEqual([17 + 2, 3 + 7, 9]);
    expect(bench.to(249).seen).toEqual([19, 10, 9]);
    expect(bench.to(250).seen).toEqual([20, 20, 20]);
  });

  it('that have ended stay in view until the next report', () => {
    const bench = new Bench(100, 0).open(0, 0, 4).to(100);
    expect(bench.seen).toEqual([4, 4, 4]);
    bench.to(101).open(0, 0, -4);
    expect(bench.seen).toEqual([0, 4, 4]);
    expect(bench.to(200).seen).toEqual([0, 0, 0]);
  });

  it.each([0, 30, 100, 101, 250, 1_000])('arrive in order and whole with a delay of %i', (delay) => {
    const bench = new Bench(100, delay);
    // One more every 10 us: a report of instant t says t / 10.
    for (let at = 10; at <= 5_000; at += 10) {
      bench.to(at - 1);
      const taken = Math.floor((at - 1 - delay) / 100) * 100;
      expect(bench.seen[2]).toBe(taken >= 100 ? Math.floor((taken - 1) / 10) : 0);
      bench.to(at).open(0, 0, 1);
    }
  });
});

describe('an interval of 0', () => {
  it('lets everyone see the truth at once', () => {
    const bench = new Bench(0, 50).open(0, 0, 3).open(2, 0, 4);
    expect(bench.seen).toEqual([7, 7, 7]);
    expect(bench.open(2, 0, -1).seen).toEqual([6, 6, 6]);
  });
});

describe('where no GFE decides by the load', () => {
  it('keeps the truth and no view of it', () => {
    const [interval, delay] = [100 as Duration, 50 as Duration];
    const openAt = (backend: number): number => 2 * backend;
    const reports = new LoadReports(new Kernel(), interval, delay, REGIONS, BACKENDS, openAt, null, false);
    reports.count(0, 0, 1);
    const loads = new Float64Array(BACKENDS);
    reports.sample(loads);
    expect([...loads]).toEqual([0, 2]);
    expect(() => reports.seenBy(0)).toThrow('what GFEs see is not kept');
  });
});
