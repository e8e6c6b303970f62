/**
 * Goal: a member answers while nothing holds it down, and what it answers otherwise is that of its worst
 * fault. Method: tables of faults.
 */
import { describe, expect, it } from 'vitest';
import { ANSWERS, IS_SILENT, REFUSES } from '../../../sim/fleet/answer.ts';
import { MemberFaults } from '../../../sim/fleet/member-faults.ts';

describe('faults of a member', () => {
  it('keep it down until the last one ends', () => {
    const faults = new MemberFaults(3);
    expect([faults.add(1, 'silent'), faults.add(1, 'silent'), faults.answer[1]]).toEqual([true, false, IS_SILENT]);
    expect([faults.remove(1, 'silent'), faults.answer[1]]).toEqual([false, IS_SILENT]);
    expect([faults.remove(1, 'silent'), faults.answer[1]]).toEqual([true, ANSWERS]);
    expect([...faults.answer]).toEqual([ANSWERS, ANSWERS, ANSWERS]);
  });

  it('of both ways: the silent one wins, and the other one stays', () => {
    const faults = new MemberFaults(1);
    faults.add(0, 'refusing');
    expect(faults.answer[0]).toBe(REFUSES);
    expect([faults.add(0, 'silent'), faults.answer[0]]).toEqual([true, IS_SILENT]);
    expect([faults.remove(0, 'silent'), faults.answer[0]]).toEqual([true, REFUSES]);
    expect([faults.remove(0, 'refusing'), faults.answer[0]]).toEqual([true, ANSWERS]);
  });

  it('end all at once when the member is recovered, and one that is not there does not end', () => {
    const faults = new MemberFaults(1);
    for (const way of ['silent', 'silent', 'refusing'] as const) faults.add(0, way);
    expect([faults.remove(0, null), faults.answer[0]]).toEqual([true, ANSWERS]);
    expect([faults.remove(0, 'silent'), faults.remove(0, null), faults.answer[0]]).toEqual([false, false, ANSWERS]);
    faults.add(0, 'refusing');
    expect([faults.remove(0, 'silent'), faults.answer[0]]).toEqual([false, REFUSES]);
  });
});
