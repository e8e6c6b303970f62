/**
 * Worked examples of target capacity: documented numbers, a field report, and rules applied to small numbers.
 *
 * Goal: shares and totals as the examples have them. Method: whole runs through the scenario loader, all clients in one
 * place; rates are held for ten minutes and read after the first three. Tolerances are four standard deviations of a
 * Poisson count unless said otherwise.
 */
import { describe, expect, it } from 'vitest';
import { zoneTargetAmount } from '../../../sim/fleet/target-capacity.ts';
import type { PlainMap } from '../../support/scenario.ts';
import { type SteadyRun, steadyRun } from '../../support/steady-run.ts';

const MEMBER = { workers: 1_000, serviceTime: '50ms' };

function rateRun(backends: PlainMap, perSecond: number, extra: PlainMap = {}): SteadyRun {
  return steadyRun({
    service: { protocol: 'HTTP', port: 80, backends, member: MEMBER },
    traffic: { connections: { rate: `${perSecond}/s`, hold: '1ms' } },
    ...extra,
  });
}

/** Four standard deviations of the rate of a Poisson process of this rate, over the time that is read. */
function chance(perSecond: number, run: SteadyRun): number {
  return 4 * Math.sqrt(Math.max(perSecond, 1) / run.seconds);
}

describe('DOC-GKE-1: 2 endpoints of 10 requests/s in each of two regions', () => {
  const backends = {
    seoul: { zone: 'asia-northeast3-a', members: 2, maxConnections: null, maxRatePerEndpoint: 10 },
    tokyo: { zone: 'asia-northeast1-a', members: 2, maxRatePerEndpoint: 10 },
  };

  it.each([
    [10, 10, 0],
    [30, 20, 10],
    [60, 30, 30],
  ])('%i requests/s near A: %i in A, %i in B', (offered, inA, inB) => {
    const run = rateRun(backends, offered);
    // A full region is held at its target; what chance brings goes to the other.
    const isHeld = offered > 20 && offered < 40;
    expect(Math.abs(run.ratePerSecond('seoul') - inA)).toBeLessThan(isHeld ? 0.01 * inA : chance(inA, run));
    expect(Math.abs(run.ratePerSecond('tokyo') - inB)).toBeLessThan(chance(offered, run));
    expect(run.unit).toBe('requests/s');
  });
});

describe('DOC-ISSUE-2: 1 request/s per instance', () => {
  it.each([
    [2, 1],
    [8, 0.5],
    [16, 0.25],
  ])('%i requests/s against 4 instances: the share that stays is the target over the demand', (offered, share) => {
    const run = rateRun(
      {
        seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: null, maxRatePerInstance: 1 },
        iowa: { zone: 'us-central1-a', members: 40, maxRatePerInstance: 1 },
      },
      offered,
    );
    const stays = run.ratePerSecond('seoul') / offered;
    expect(Math.abs(stays - share)).toBeLessThan(share === 1 ? 0.2 : 0.02 + chance(offered, run) / offered);
  });
});

describe('DOC-CAP-1: all regions above capacity', () => {
  it('a demand of 1.2 times the capacity of the world fills every region to 1.2', () => {
    const run = rateRun(
      {
        seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: null, maxRate: 100 },
        tokyo: { zone: 'asia-northeast1-a', members: 4, maxRate: 60 },
        oregon: { zone: 'us-west1-a', members: 4, maxRate: 40 },
      },
      240,
    );
    for (const backend of ['seoul', 'tokyo', 'oregon']) {
      expect(Math.abs(run.meanUse(backend) - 1.2)).toBeLessThan(0.02);
    }
  });
});

describe('DOC-BS-1 and DER-1 to DER-3: target capacity', () => {
  it.each([
    ['maxRate', 100, 10, 100],
    ['maxRatePerInstance', 100, 10, 1_000],
    ['maxRatePerEndpoint', 12.5, 8, 100],
    ['maxInFlightRequests', 100, 10, 100],
    ['maxInFlightRequestsPerInstance', 3, 10, 30],
    ['maxInFlightRequestsPerEndpoint', 4, 5, 20],
    ['maxConnectionsPerInstance', 100, 10, 1_000],
    ['maxConnections', 1_000, 10, 1_000],
  ] as const)('%s %f with %i members, healthy or not, is %f', (field, value, members, capacity) => {
    expect(zoneTargetAmount(field, value, members)).toBe(capacity);
  });

  it('DER-1: with half of the instances gone the zone still takes its target, and each survivor twice its share', () => {
    const run = rateRun(
      {
        seoul: { zone: 'asia-northeast3-a', members: 10, maxConnections: null, maxRatePerInstance: 10 },
        tokyo: { zone: 'asia-northeast1-a', members: 10, maxRatePerInstance: 10 },
      },
      90,
      {
        // Half of them is then no reason to leave the region.
        designs: { proxy: { serviceLbPolicy: { failoverConfig: { failoverHealthThreshold: 50 } } } },
        events: [{ id: 'half', at: '1s', fail: { member: [0, 1, 2, 3, 4].map((number) => `seoul/${number}`) } }],
      },
    );
    expect(Math.abs(run.ratePerSecond('seoul') - 90)).toBeLessThan(chance(90, run));
    expect(run.capacity('seoul')).toBe(100);
    expect(run.meanUse('seoul')).toBeCloseTo(0.9, 1);
  });

  it('DER-3: maxRate 80 with a scaler of 0.5 is held at 40', () => {
    const run = rateRun(
      {
        seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: null, maxRate: 80, capacityScaler: 0.5 },
        tokyo: { zone: 'asia-northeast1-a', members: 4, maxRate: 1_000 },
      },
      100,
    );
    expect(run.capacity('seoul')).toBe(40);
    expect(Math.abs(run.ratePerSecond('seoul') - 40)).toBeLessThan(0.4);
  });
});

describe('waterfall by rate', () => {
  const three = (a: number, b: number, c: number): PlainMap => ({
    seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: null, maxRate: a },
    tokyo: { zone: 'asia-northeast1-a', members: 4, maxRate: b },
    oregon: { zone: 'us-west1-a', members: 4, maxRate: c },
  });

  it('DER-4: 250 over three regions of 100 is 100, 100 and 50', () => {
    const run = rateRun(three(100, 100, 100), 250);
    expect(Math.abs(run.ratePerSecond('seoul') - 100)).toBeLessThan(1);
    expect(Math.abs(run.ratePerSecond('tokyo') - 100)).toBeLessThan(1);
    expect(Math.abs(run.ratePerSecond('oregon') - 50)).toBeLessThan(chance(250, run) + 2);
  });

  it('DER-5: 720 over 100, 200 and 300 is 120, 240 and 360', () => {
    const run = rateRun(three(100, 200, 300), 720);
    expect(Math.abs(run.ratePerSecond('seoul') - 120)).toBeLessThan(2);
    expect(Math.abs(run.ratePerSecond('tokyo') - 240)).toBeLessThan(4);
    expect(Math.abs(run.ratePerSecond('oregon') - 360)).toBeLessThan(6);
  });

  it('DER-6: 200 over zones of 300 and 100 of one region is 150 and 50', () => {
    const run = rateRun(
      {
        seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: null, maxRate: 300 },
        second: { zone: 'asia-northeast3-b', members: 4, maxRate: 100 },
      },
      200,
      { designs: { proxy: { secondLayer: { zonePreferenceEndsAt: 0 } } } },
    );
    expect(Math.abs(run.ratePerSecond('seoul') - 150)).toBeLessThan(chance(150, run));
    expect(Math.abs(run.ratePerSecond('second') - 50)).toBeLessThan(chance(50, run));
  });
});
