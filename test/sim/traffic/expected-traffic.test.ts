/**
 * Goal: what a run will be offered is known before it is simulated: connections, highest
 * rate, connections open at once.
 * Method: closed forms for flat traffic and sudden surges; the sum over metros for traffic that follows the day.
 */
import { describe, expect, it } from 'vitest';
import { expectedTraffic } from '../../../sim/traffic/expected-traffic.ts';
import { metroRates } from '../../../sim/traffic/offered-traffic.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

function expected(changes: PlainMap) {
  const { scenario, world } = modelWith(changes);
  return expectedTraffic(scenario, world);
}

describe('expected traffic', () => {
  it('of a flat rate: rate x duration, and rate x hold once it has settled', () => {
    const { connections, peakPerSecond, openMax } = expected({ time: { duration: '10m' } });
    expect(connections).toBeCloseTo(20 * 600, 6);
    expect(peakPerSecond).toBeCloseTo(20, 9);
    expect(openMax).toBeCloseTo(20 * 5, 6);
  });

  it('of a run shorter than the hold: what was offered, never more', () => {
    const traffic = { connections: { rate: '20/s', hold: '10d' } };
    expect(expected({ traffic }).openMax / (20 * 60)).toBeCloseTo(1, 3);
    expect(expected({ traffic: { connections: { rate: '20/s', hold: '0s' } } }).openMax).toBe(0);
  });

  it('of a sudden surge: its height, its part of the whole, and as much of its load as it has time for', () => {
    const surges = { flood: { at: '20s', peak: '11x', rise: '0s', hold: '10s', decay: '0s' } };
    const { connections, peakPerSecond, openMax } = expected({ traffic: { surges } });
    expect(connections).toBeCloseTo(20 * 60 + 200 * 10, 6);
    expect(peakPerSecond).toBeCloseTo(220, 9);
    // Of the surge alone: rate x hold x (1 - e^(-10 s / 5 s)), over the 20 s before it of the
    // ordinary rate's approach to its level.
    const surge = 200 * 5 * (1 - Math.exp(-2));
    const ordinary = 20 * 5 * (1 - Math.exp(-6));
    expect(openMax).toBeCloseTo(surge + ordinary, 6);
  });

  it('of a world that follows the day: the sum over its metros', () => {
    const changes = {
      time: { duration: '2d', interval: '1h', startsAt: 'Fri 06:00' },
      world: { clients: { metros: ['seoul', 'tokyo', 'london', 'boston'], networksPerMetro: 1 } },
      traffic: {
        shape: 'consumer',
        surges: { east: { at: '10h', metros: ['seoul'], peak: '5x', rise: '1h', hold: '1h', decay: '1h' } },
      },
    };
    const { scenario, world } = modelWith(changes);
    let sum = 0;
    for (const rate of metroRates(scenario, world)) {
      for (let from = 0; from < scenario.time.duration; ) {
        const to = Math.min(rate.stepEnd(from), scenario.time.duration);
        sum += rate.rateOver(from, to) * (to - from);
        from = to;
      }
    }
    const { connections, peakPerSecond } = expectedTraffic(scenario, world);
    expect(connections / sum).toBeCloseTo(1, 5);
    expect(peakPerSecond).toBeGreaterThan((connections / scenario.time.duration) * 1e6);
  });
});
