/** Goal: an instant is named by a clock, a duration or what happens then, and by nothing else. Method: tables. */
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../sim/kernel/time.ts';
import { instantOf, knownInstants } from '../../../sim/scenario/instants.ts';
import { scenarioWith } from '../../support/scenario.ts';

const scenario = scenarioWith({
  time: { duration: '2h', phases: { calm: { from: '3m', to: '4m' } } },
  traffic: { surges: { rush: { at: '5m', metros: ['seoul'], peak: '2x', rise: '1m', hold: '1m', decay: '1m' } } },
  events: [{ id: 'lost', at: '10m', fail: { zone: 'asia-northeast3-a' } }],
});

describe('instantOf', () => {
  it.each([
    ['27:10', 27 * MINUTE + 10 * SECOND],
    ['0:15.25', 15.25 * SECOND],
    ['1:04:00', 64 * MINUTE],
    ['27m10s', 27 * MINUTE + 10 * SECOND],
    ['0s', 0],
    ['calm', 3 * MINUTE],
    ['rush', 5 * MINUTE],
    ['lost', 10 * MINUTE],
  ])('%s', (text, us) => expect(instantOf(text, scenario)).toBe(us));

  it.each(['27', '27:60', '1:60:00', '27:1', 'los', '', '-1:00', '27:10 '])('%j names none', (text) => {
    expect(instantOf(text, scenario)).toBeNull();
  });

  it('knows what happens', () => expect(knownInstants(scenario)).toEqual(['calm', 'lost', 'rush']));
});
