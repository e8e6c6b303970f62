/**
 * Goal: the kernel serves arrivals and events in one total order, up to and including the
 * end, and says where it failed.
 * Method: small timelines whose order is known, written as tables; a log of what ran when.
 */
import { describe, expect, it } from 'vitest';
import { Kernel, NO_ARRIVALS, type RunControl, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import type { Duration } from '../../../sim/kernel/time.ts';
import { at, ListedArrivals } from './listed-arrivals.ts';
import { Watchdog } from './watchdog.ts';

describe('order', () => {
  it('serves the arrival first at equal times, then events in the order of scheduling', () => {
    const kernel = new Kernel();
    const log: string[] = [];
    const a = kernel.register('a', (subject) => log.push(`${kernel.now} a${subject}`));
    const b = kernel.register('b', (subject) => log.push(`${kernel.now} b${subject}`));
    kernel.schedule(at(20), b, 1);
    kernel.schedule(at(10), a, 2);
    kernel.schedule(at(20), a, 3);
    kernel.schedule(at(10), b, 4);
    const source = new ListedArrivals([5, 10, 20, 20], (number) => log.push(`${kernel.now} arrival ${number}`));
    kernel.run(at(30), source, UNATTENDED);
    expect(log).toEqual([
      '5 arrival 0',
      '10 arrival 1',
      '10 a2',
      '10 b4',
      '20 arrival 2',
      '20 arrival 3',
      '20 b1',
      '20 a3',
    ]);
  });

  it('serves what is scheduled for the present instant in that instant, behind what was due already', () => {
    const kernel = new Kernel();
    const log: string[] = [];
    const late = kernel.register('late', (subject) => log.push(`${kernel.now} late ${subject}`));
    const first = kernel.register('first', () => {
      log.push(`${kernel.now} first`);
      kernel.scheduleAfter(0 as Duration, late, 1);
      kernel.schedule(kernel.now, late, 2);
    });
    kernel.schedule(at(7), first, 0);
    kernel.schedule(at(7), late, 0);
    kernel.run(at(8), NO_ARRIVALS, UNATTENDED);
    expect(log).toEqual(['7 first', '7 late 0', '7 late 1', '7 late 2']);
  });

  it('lets an arrival schedule for its own instant', () => {
    const kernel = new Kernel();
    const log: number[] = [];
    const handler = kernel.register('h', (subject) => log.push(kernel.now * 10 + subject));
    const source = new ListedArrivals([3, 3, 1_000_000], (number) => {
      kernel.schedule(kernel.now, handler, number);
    });
    kernel.run(at(2_000_000), source, UNATTENDED);
    expect(log).toEqual([30, 31, 10_000_002]);
  });
});

describe('end of a run', () => {
  it('serves what is due at the end, leaves what is due after it, and sets the clock to the end', () => {
    const kernel = new Kernel();
    const log: number[] = [];
    const handler = kernel.register('h', (subject) => log.push(subject));
    for (const [time, subject] of [
      [99, 1],
      [100, 2],
      [101, 3],
    ] as const) {
      kernel.schedule(at(time), handler, subject);
    }
    const source = new ListedArrivals([100, 101], () => log.push(0));
    expect(kernel.run(at(100), source, UNATTENDED)).toBe(true);
    expect(log).toEqual([1, 0, 2]);
    expect(kernel.now).toBe(100);
    expect(kernel.pendingCount).toBe(1);
    expect(kernel.eventCount).toBe(3);
  });

  it('goes on from where it ended', () => {
    const kernel = new Kernel();
    const log: number[] = [];
    const handler = kernel.register('h', (subject) => log.push(kernel.now + subject));
    kernel.schedule(at(150), handler, 0);
    kernel.run(at(100), NO_ARRIVALS, UNATTENDED);
    kernel.schedule(at(120), handler, 0);
    kernel.run(at(200), NO_ARRIVALS, UNATTENDED);
    expect(log).toEqual([120, 150]);
    expect(kernel.now).toBe(200);
  });

  it('sets the clock to the end of a run in which nothing happens', () => {
    const kernel = new Kernel();
    expect(kernel.run(at(5), NO_ARRIVALS, UNATTENDED)).toBe(true);
    expect([kernel.now, kernel.eventCount]).toEqual([5, 0]);
  });
});

describe('runs', () => {
  it('serve each its own source of arrivals, in this run and in the next', () => {
    const kernel = new Kernel();
    const log: string[] = [];
    const sourceOf = (name: string, times: readonly number[]): ListedArrivals =>
      new ListedArrivals(times, (number) => log.push(`${kernel.now} ${name}${number}`));
    const first = sourceOf('a', [5, 10, 25, 35]);
    kernel.run(at(20), first, UNATTENDED);
    kernel.run(at(30), sourceOf('b', [22, 25, 40]), UNATTENDED);
    kernel.run(at(30), sourceOf('c', [30]), UNATTENDED);
    kernel.clear();
    kernel.run(at(20), sourceOf('d', [1, 2]), UNATTENDED);
    expect(log).toEqual(['5 a0', '10 a1', '22 b0', '25 b1', '30 c0', '1 d0', '2 d1']);
  });

  it('go on with the source of another', () => {
    const kernel = new Kernel();
    const log: number[] = [];
    const source = new ListedArrivals([5, 25, 35], () => log.push(kernel.now));
    for (const until of [10, 30, 40]) kernel.run(at(until), source, UNATTENDED);
    expect(log).toEqual([5, 25, 35]);
  });

  it.each([9, Number.NaN])('refuse to end before they begin: at %d us, when it is 10 us', (until) => {
    const kernel = new Kernel();
    kernel.run(at(10), NO_ARRIVALS, UNATTENDED);
    const event = kernel.schedule(
      at(10),
      kernel.register('h', () => undefined),
      0,
    );
    expect(() => kernel.run(at(until), NO_ARRIVALS, UNATTENDED)).toThrow(/before the present 10 us/);
    // Nothing has changed by it.
    expect([kernel.now, kernel.pendingCount]).toEqual([10, 1]);
    kernel.cancel(event);
    expect(kernel.run(at(10), NO_ARRIVALS, UNATTENDED)).toBe(true);
  });

  it.each([9, Number.NaN])('refuse a source whose next arrival is at %d us, when it is 10 us', (nextAt) => {
    const kernel = new Kernel();
    kernel.run(at(10), NO_ARRIVALS, UNATTENDED);
    const run = (): boolean => kernel.run(at(20), new ListedArrivals([nextAt], () => undefined), UNATTENDED);
    expect(run).toThrow(/first arrival is at (9|NaN) us, before the present 10 us/);
  });
});

describe('timers', () => {
  it('serves no cancelled event, wherever it waits', () => {
    const kernel = new Kernel();
    const log: number[] = [];
    const handler = kernel.register('h', (subject) => log.push(subject));
    const near = kernel.schedule(at(10), handler, 1);
    const far = kernel.schedule(at(1e12), handler, 2);
    const cancelling = kernel.register('cancelling', () => {
      const now = kernel.schedule(kernel.now, handler, 3);
      kernel.cancel(now);
      kernel.cancel(near);
      kernel.cancel(far);
    });
    kernel.schedule(at(9), cancelling, 0);
    kernel.schedule(at(11), handler, 4);
    new Watchdog().during(() => kernel.run(at(2e12), NO_ARRIVALS, UNATTENDED));
    expect(log).toEqual([4]);
    expect(kernel.pendingCount).toBe(0);
  });

  it('refuses the past', () => {
    const kernel = new Kernel();
    const handler = kernel.register('h', () => undefined);
    kernel.run(at(10), NO_ARRIVALS, UNATTENDED);
    expect(() => kernel.schedule(at(9), handler, 0)).toThrow(/before the present/);
  });

  it('refuses a name that is taken', () => {
    const kernel = new Kernel();
    kernel.register('fleet.close', () => undefined);
    expect(() => kernel.register('fleet.close', () => undefined)).toThrow(/fleet\.close is registered twice/);
  });
});

describe('control', () => {
  /** An endless chain of events, 10 us apart. */
  function chain(): { kernel: Kernel; served: () => number } {
    const kernel = new Kernel();
    let served = 0;
    const handler = kernel.register('tick', () => {
      served++;
      kernel.scheduleAfter(10 as Duration, handler, 0);
    });
    kernel.schedule(at(0), handler, 0);
    return { kernel, served: () => served };
  }

  it('stops the run when it says so, with the clock at the last event', () => {
    const { kernel, served } = chain();
    const polls: [number, number][] = [];
    const control: RunControl = {
      poll: (simulatedUs, eventCount) => {
        polls.push([simulatedUs, eventCount]);
        return polls.length === 3;
      },
    };
    expect(kernel.run(at(1e9), NO_ARRIVALS, control)).toBe(false);
    expect(served()).toBe(kernel.eventCount);
    expect(polls.at(-1)).toEqual([kernel.now, kernel.eventCount]);
    expect(kernel.now).toBe((served() - 1) * 10);
    // A person who interrupts waits for one poll: at most some ten thousand events.
    for (let i = 1; i < polls.length; i++) expect(polls[i]![1] - polls[i - 1]![1]).toBeLessThanOrEqual(16_384);
  });

  it('changes nothing by watching', () => {
    const watched = chain();
    const alone = chain();
    watched.kernel.run(at(1e6), NO_ARRIVALS, { poll: () => false });
    alone.kernel.run(at(1e6), NO_ARRIVALS, UNATTENDED);
    expect(watched.kernel.fingerprint).toBe(alone.kernel.fingerprint);
    expect(watched.kernel.eventCount).toBe(100_001);
  });
});

describe('errors', () => {
  it('carry the number and the instant of the event, and the cause', () => {
    const kernel = new Kernel();
    const fine = kernel.register('fine', () => undefined);
    const cause = new TypeError('no such thing');
    const broken = kernel.register('broken', () => {
      throw cause;
    });
    kernel.schedule(at(10), fine, 0);
    kernel.schedule(at(25), broken, 0);
    const run = (): boolean => kernel.run(at(100), NO_ARRIVALS, UNATTENDED);
    expect(run).toThrow(expect.objectContaining({ message: 'event 2 at 25 us: no such thing', cause }));
  });

  it('carry them for an arrival too', () => {
    const kernel = new Kernel();
    const source = new ListedArrivals([40], () => {
      throw new Error('bad row');
    });
    expect(() => kernel.run(at(100), source, UNATTENDED)).toThrow('event 1 at 40 us: bad row');
  });
});

describe('fingerprint', () => {
  function fingerprintOf(events: readonly (readonly [time: number, handler: 'a' | 'b', subject: number])[]): string {
    const kernel = new Kernel();
    const handlers = { a: kernel.register('a', () => undefined), b: kernel.register('b', () => undefined) };
    for (const [time, handler, subject] of events) kernel.schedule(at(time), handlers[handler], subject);
    kernel.run(at(1e9), NO_ARRIVALS, UNATTENDED);
    return kernel.fingerprint;
  }

  it('depends on instant, handler, subject and order, and on nothing else', () => {
    const history = [
      [10, 'a', 1],
      [20, 'b', 2],
    ] as const;
    const variants = [
      history,
      [
        [11, 'a', 1],
        [20, 'b', 2],
      ],
      [
        [10, 'b', 1],
        [20, 'b', 2],
      ],
      [
        [10, 'a', 3],
        [20, 'b', 2],
      ],
      [[10, 'a', 1]],
    ] as const;
    expect(new Set(variants.map(fingerprintOf)).size).toBe(variants.length);
    // The order of scheduling matters only at equal times.
    expect(fingerprintOf([history[1], history[0]])).toBe(fingerprintOf(history));
    const together = [
      [10, 'a', 1],
      [10, 'b', 2],
    ] as const;
    expect(fingerprintOf([together[1], together[0]])).not.toBe(fingerprintOf(together));
  });
});
