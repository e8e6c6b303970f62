/**
 * Worked example DER-15: when health checks notice that a member is gone.
 *
 * Goal: with one prober and Google's defaults (every 5 s, timeout 5 s, 2 failures) between 5 and 10 s after the fault
 * where members refuse, between 10 and 15 s where they are silent. Method: 200 members fail at once in a whole run; how
 * many are still held healthy at the end of each second.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { simulate } from '../../../sim/simulate.ts';
import { modelWith } from '../../support/scenario.ts';

const MEMBERS = 200;
const FAULT_AT_S = 20;

/** Members held healthy, by whole seconds after the fault. */
function heldAfter(as: string): (seconds: number) => number {
  const model = modelWith({
    time: { duration: '60s', interval: '1s' },
    service: {
      healthCheck: { probers: 1 },
      backends: { seoul: { members: MEMBERS }, tokyo: { zone: 'asia-northeast1-a', members: 1, maxConnections: 900 } },
    },
    events: [{ id: 'gone', at: `${FAULT_AT_S}s`, fail: { backend: 'seoul', as } }],
  });
  const { seenHealthy } = simulate(model, 0, 0, UNATTENDED).serving;
  // Two backends; the sample of an interval is taken at its end.
  return (seconds) => seenHealthy[(FAULT_AT_S + seconds - 1) * 2]!;
}

describe('worked examples', () => {
  it.each([
    ['refusing', 5, 10],
    ['silent', 10, 15],
  ])('DER-15: members that are %s are noticed %i to %i s after the fault', (as, earliestS, latestS) => {
    const held = heldAfter(as);
    expect([held(0), held(earliestS), held(latestS)]).toEqual([MEMBERS, MEMBERS, 0]);
    // Phases are uniform: half of them by the middle, within four standard deviations of 7.1.
    expect(Math.abs((held(earliestS + 2) + held(earliestS + 3)) / 2 - MEMBERS / 2)).toBeLessThan(29);
  });
});
