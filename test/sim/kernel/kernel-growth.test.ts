/**
 * Goal: a kernel that runs out of room for events goes on in wider arrays as if there had always been room, wherever it
 * stands, and so does a cleared one.
 * Method: kernels with as many events as there is room for, of which one schedules more when it is served; all that
 * follows is compared with a sorted list.
 */
import { describe, expect, it } from 'vitest';
import { capacityFor } from '../../../sim/kernel/event-arrays.ts';
import { type ArrivalSource, Kernel, NO_ARRIVALS, type RunControl, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { EVENTS_LEFT_TO_DOUBLE, INITIAL_EVENTS } from '../../../sim/kernel/tuning.ts';
import { at, ListedArrivals } from './listed-arrivals.ts';
import { Watchdog } from './watchdog.ts';
import { WatchedKernel } from './watched-kernel.ts';

/** Record 0 stands for no event. */
const FULL = INITIAL_EVENTS - 1;
/** Beyond the window of buckets, even of the widest. */
const FAR_AHEAD = 1e12;

/**
 * A kernel with as many events pending as there is room for: some that the caller schedules, the
 * rest at instants that it names.
 */
function fullKernel(
  schedule: (watched: WatchedKernel) => void,
  instantOfRest: (number: number) => number,
): WatchedKernel {
  const watched = new WatchedKernel(new Kernel());
  schedule(watched);
  for (let number = watched.scheduledCount; number < FULL; number++) watched.schedule(instantOfRest(number));
  return watched;
}

function scheduleAll(watched: WatchedKernel, instants: readonly number[]): number[] {
  return instants.map((instant) => watched.schedule(instant));
}

describe('growth', () => {
  it('within an event leaves arrivals and events behind it where they were', () => {
    const watched = fullKernel(
      (filling) => {
        filling.schedule(9);
        filling.schedule(10, () => scheduleAll(filling, [10, 13, 11, 2_000, FAR_AHEAD, 13]));
        filling.schedule(10);
        filling.schedule(12);
      },
      (number) => 1_000 + (number % 5_000),
    );
    watched.run(3_000, [10, 10, 11, 13, 14, 1_500, 1_501, 3_000, 3_001]);
    watched.run(2 * FAR_AHEAD, [3_001, 4_000, FAR_AHEAD]);
    expect(watched.pendingMax).toBeGreaterThan(FULL);
  });

  it('within an event leaves the arrival that comes next, before all that is pending', () => {
    const watched = fullKernel(
      (filling) => filling.schedule(5, () => scheduleAll(filling, [20, 21])),
      () => 30,
    );
    watched.run(40, [6], () => watched.schedule(watched.now + 1));
    expect(watched.pendingMax).toBe(FULL + 2);
  });

  it.each([0, 7])('within an arrival at %i us leaves what is due with it and behind it', (instant) => {
    const watched = fullKernel(
      (filling) => scheduleAll(filling, [instant, instant, 8]),
      (number) => instant + (number % 3),
    );
    watched.run(100, [instant, instant, 8, 9], () => scheduleAll(watched, [watched.now, watched.now + 1]));
    expect(watched.pendingMax).toBeGreaterThan(FULL);
  });

  it('within an event that has nothing but the far future behind it, some of which is cancelled then', () => {
    const watched = fullKernel(
      (filling) =>
        filling.schedule(1, () => {
          scheduleAll(filling, [FAR_AHEAD, FAR_AHEAD + 1, FAR_AHEAD - 1]);
          for (let order = 2; order < filling.scheduledCount; order += 3) filling.cancel(order);
        }),
      (number) => FAR_AHEAD + (number % 7),
    );
    watched.run(2 * FAR_AHEAD, []);
    expect(watched.scheduledCount).toBeGreaterThan(FULL);
  });

  it('within an event that schedules 70,000 others in the far future', () => {
    const watched = new WatchedKernel(new Kernel());
    watched.schedule(1, () => {
      for (let number = 0; number < 70_000; number++) watched.schedule(FAR_AHEAD + (number % 11));
    });
    watched.run(2 * FAR_AHEAD, [2, FAR_AHEAD + 3]);
  });

  it('twice within one event, and again within another', () => {
    const watched = new WatchedKernel(new Kernel());
    const many = (count: number): void => {
      for (let number = 0; number < count; number++) watched.schedule(watched.now + (number % 1_000));
    };
    watched.schedule(1, () => many(3 * INITIAL_EVENTS));
    watched.schedule(2, () => many(2 * INITIAL_EVENTS));
    watched.run(5_000, [1, 2, 500, 5_000]);
    expect(watched.pendingMax).toBeGreaterThan(4 * INITIAL_EVENTS);
  });

  it('between runs', () => {
    const watched = fullKernel(
      () => undefined,
      (number) => 100 + (number % 50),
    );
    watched.run(120, [50]);
    for (let number = 0; number < FULL; number++) watched.schedule(120 + (number % 40));
    watched.run(200, [140, 150]);
  });

  it('leaves handles as they are: events that wait in any place are cancelled in wider arrays, and their room is used again', () => {
    const places = [5, 6, 700, 1_000_000, FAR_AHEAD];
    let before: number[] = [];
    let within: number[] = [];
    const watched = fullKernel(
      (filling) => {
        before = scheduleAll(filling, [...places, ...places, ...places]);
        filling.schedule(5, () => {
          filling.cancel(before[1]!);
          within = scheduleAll(filling, [...places, ...places]);
          for (const order of [before[2]!, before[4]!, within[0]!, within[4]!]) filling.cancel(order);
        });
        filling.schedule(6, () => {
          for (const order of before.slice(7, 10)) filling.cancel(order);
          for (const order of within.slice(7, 9)) filling.cancel(order);
          scheduleAll(
            filling,
            places.map((place) => place + 2),
          );
        });
      },
      (number) => 800_000 + number,
    );
    watched.run(2 * FAR_AHEAD, []);
    expect(watched.pendingMax).toBeGreaterThan(FULL);
  });
});

describe('room for events', () => {
  const watchdog = new Watchdog();

  function run(
    kernel: Kernel,
    until: number,
    source: ArrivalSource = NO_ARRIVALS,
    control: RunControl = UNATTENDED,
  ): boolean {
    return watchdog.during(() => kernel.run(at(until), source, control));
  }

  /**
   * Every event schedules three others at random instants within 10 ms until `count` were scheduled: in the end 30
   * are due in each microsecond, hundreds of times as many as the first buckets are meant for. Returns what ran, in
   * order, and what was scheduled.
   */
  function branching(kernel: Kernel, count: number): { log: number[]; scheduled: [number, number][] } {
    const stream = new RandomStreams('room', 0).stream('branching');
    const log: number[] = [];
    const scheduled: [number, number][] = [];
    const handler = kernel.register('branch', (subject) => {
      log.push(subject);
      for (let child = 0; child < 3; child++) scheduleOne();
    });
    function scheduleOne(): void {
      if (scheduled.length === count) return;
      const time = kernel.now + stream.below(10_000);
      scheduled.push([time, scheduled.length]);
      kernel.schedule(at(time), handler, scheduled.length - 1);
    }
    scheduleOne();
    return { log, scheduled };
  }

  function inOrder(scheduled: readonly [number, number][]): number[] {
    return [...scheduled].sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, order]) => order);
  }

  it('is made while events are served, more than once, without a change of order', () => {
    const kernel = new Kernel();
    const { log, scheduled } = branching(kernel, 500_000);
    let pendingMax = 0;
    const control = {
      poll: () => {
        pendingMax = Math.max(pendingMax, kernel.pendingCount);
        return false;
      },
    };
    expect(run(kernel, 1e9, NO_ARRIVALS, control)).toBe(true);
    expect(pendingMax).toBeGreaterThan(2 * INITIAL_EVENTS);
    expect(log).toEqual(inOrder(scheduled));
    expect(kernel.eventCount).toBe(500_000);
  });

  it('is made within an arrival as well', () => {
    const kernel = new Kernel();
    const log: number[] = [];
    const handler = kernel.register('h', (subject) => log.push(subject));
    const count = 3 * INITIAL_EVENTS;
    const source = new ListedArrivals([5, 9], (number) => {
      for (let i = 0; i < count; i++) kernel.schedule(at(9 + (i % 7)), handler, number * count + i);
    });
    run(kernel, 100, source);
    const wanted = Array.from({ length: 2 * count }, (_, i): [number, number] => [9 + ((i % count) % 7), i]);
    expect(log).toEqual(inOrder(wanted));
  });

  it.each([0, 600_000, 1e15])('changes nothing where %i are expected, be they more or fewer', (expected) => {
    const kernel = new Kernel();
    kernel.clear(expected);
    const { log, scheduled } = branching(kernel, 400_000);
    run(kernel, 1e9);
    expect(log).toEqual(inOrder(scheduled));
    // A run that expects few keeps what there is.
    kernel.clear();
    const again = branching(kernel, 400_000);
    run(kernel, 1e9);
    expect(again.log).toEqual(log);
  });

  it('is made at once where very many are expected, and else only as it is needed', () => {
    expect([EVENTS_LEFT_TO_DOUBLE, EVENTS_LEFT_TO_DOUBLE + 1, 1e7, 1e15].map(capacityFor)).toEqual([
      INITIAL_EVENTS,
      2 ** 20,
      2 ** 24,
      2 ** 24,
    ]);
  });

  it('for very many is made by clearing: nothing of the run before is left', () => {
    const kernel = new Kernel();
    branching(kernel, 20_000);
    run(kernel, 5_000);
    expect(kernel.pendingCount).toBeGreaterThan(0);
    kernel.clear(EVENTS_LEFT_TO_DOUBLE + 1);
    expect([kernel.now, kernel.eventCount, kernel.pendingCount]).toEqual([0, 0, 0]);
    const watched = new WatchedKernel(kernel);
    watched.schedule(2);
    watched.cancel(watched.schedule(3));
    watched.run(4, [1, 4], () => watched.schedule(watched.now));
  });

  it('that is cleared is as good as new, whatever was left in it', () => {
    const used = new Kernel();
    const left = branching(used, 300_000);
    run(used, 15_000);
    expect(used.pendingCount).toBeGreaterThan(0);
    expect(left.log.length).toBeGreaterThan(0);
    used.clear();
    expect([used.now, used.eventCount, used.pendingCount]).toEqual([0, 0, 0]);
    const fresh = new Kernel();
    const logs = [used, fresh].map((kernel) => {
      const { log } = branching(kernel, 20_000);
      run(kernel, 1e9);
      return log;
    });
    expect(logs[0]).toEqual(logs[1]);
    expect(used.fingerprint).toBe(fresh.fingerprint);
    expect(used.eventCount).toBe(fresh.eventCount);
  });
});
