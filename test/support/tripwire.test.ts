/**
 * Goal: the tripwire trips, names what was touched, and leaves everything as it was.
 * Method: touch each ambient thing inside it; compare them before and after.
 */
import { describe, expect, test } from 'vitest';
import { TripwireError, withTripwire } from './tripwire.ts';

const TOUCHES: readonly [name: string, touch: () => unknown][] = [
  ['Date', () => new Date()],
  ['Date', () => Date.now()],
  ['random', () => Math.random()],
  ['performance', () => performance.now()],
  ['crypto', () => crypto.randomUUID()],
  ['setTimeout', () => setTimeout(() => undefined, 0)],
  ['queueMicrotask', () => queueMicrotask(() => undefined)],
  ['env', () => process.env.HOME],
  ['hrtime', () => process.hrtime()],
  ['Intl', () => new Intl.NumberFormat()],
  ['localeCompare', () => 'a'.localeCompare('b')],
  ['toLocaleString', () => (1).toLocaleString()],
];

describe('tripwire', () => {
  test.each(TOUCHES)('trips on %s', (name, touch) => {
    expect(() => withTripwire(touch)).toThrow(new TripwireError(`a simulation reached for ${name}`));
    expect(touch).not.toThrow();
  });

  test('trips on a captured method too', () => {
    const { now } = Date;
    expect(() => withTripwire(() => Date.now)).toThrow(TripwireError);
    expect(now()).toBeGreaterThan(0);
  });

  test('lets pure work pass and returns its value', () => {
    expect(withTripwire(() => [3, 1, 2].sort((a, b) => a - b).map(Math.sqrt)[0])).toBe(1);
    expect(typeof Date.now()).toBe('number');
  });
});
