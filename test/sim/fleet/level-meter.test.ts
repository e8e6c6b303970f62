/** Goal: a level is added up over time, by member. Method: a clock-driven table. */
import { expect, it } from 'vitest';
import { LevelMeter } from '../../../sim/fleet/level-meter.ts';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import type { SimTime } from '../../../sim/kernel/time.ts';

it('adds up each level for as long as it lasts', () => {
  const kernel = new Kernel();
  const meter = new LevelMeter(kernel, 2);
  const to = (at: number) => kernel.run(at as SimTime, NO_ARRIVALS, UNATTENDED);
  to(100);
  meter.set(0, 3);
  to(150);
  expect([meter.sumUs(0), meter.sumUs(1)]).toEqual([150, 0]);
  meter.set(0, 1);
  meter.set(1, 2);
  to(250);
  expect([meter.sumUs(0), meter.sumUs(1)]).toEqual([250, 200]);
  meter.set(0, 0);
  to(900);
  expect(meter.sumUs(0)).toBe(250);
});
