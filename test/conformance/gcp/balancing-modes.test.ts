/**
 * Conformance G16, G23 and G35 in every balancing mode: what counts as load, when a region is full, what is done then.
 *
 * Goal: a region is filled to its target in the mode's own unit, and the rest goes on; two targets, several metrics
 * and backends that differ in mode go together. Method: whole runs of ten minutes under constant demand, read after
 * the first three (`steady-run`).
 */
import { describe, expect, it } from 'vitest';
import { loadData, type PlainMap } from '../../support/scenario.ts';
import { type SteadyRun, steadyRun } from '../../support/steady-run.ts';

/** Four members of four cores and 100 ms of work: 160 requests a second would keep them busy. */
const CORES = { discipline: 'processorSharing', workers: 4, serviceTime: { exponential: { mean: '100ms' } } };
const EVEN_ZONES = { proxy: { secondLayer: { zonePreferenceEndsAt: 0 } } };

function seoul(target: PlainMap): PlainMap {
  return { zone: 'asia-northeast3-a', members: 4, maxConnections: null, ...target };
}

function run(
  protocol: string,
  perSecond: number,
  backends: PlainMap,
  extra: PlainMap = {},
  member: PlainMap = CORES,
): SteadyRun {
  return steadyRun({
    service: { protocol, backends, member },
    traffic: { connections: { rate: `${perSecond}/s`, hold: '1ms' } },
    ...extra,
  });
}

/** Largest difference of the uses of backends from their mean, averaged over the intervals, as a share of the mean. */
function imbalance(uses: readonly number[][]): number {
  const spreads = uses[0]!.map((_, at) => {
    const values = uses.map((ofBackend) => ofBackend[at]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.max(...values.map((value) => Math.abs(value - mean))) / mean;
  });
  return spreads.reduce((sum, value) => sum + value, 0) / spreads.length;
}

describe('G35: UTILIZATION', () => {
  const TOKYO = { zone: 'asia-northeast1-a', members: 40, maxUtilization: 0.8 };

  it('fills a region to the target utilisation of its instances, then goes on', () => {
    const full = run('TCP', 200, { seoul: seoul({ maxUtilization: 0.8 }), tokyo: TOKYO });
    expect(full.unit).toBe('members in use');
    expect(full.capacity('seoul')).toBeCloseTo(3.2, 12);
    expect(Math.abs(full.meanUse('seoul') - 1)).toBeLessThan(0.05);
    expect(Math.abs(full.ratePerSecond('seoul') - 0.8 * 160)).toBeLessThan(5);
    const easy = run('TCP', 100, { seoul: seoul({ maxUtilization: 0.8 }), tokyo: TOKYO });
    expect(easy.ratePerSecond('tokyo')).toBe(0);
  });

  it('spreads by utilisation: zones whose members take twice the work get half the connections', () => {
    const slow = { serviceTime: { exponential: { mean: '200ms' } } };
    const uneven = run(
      'TCP',
      120,
      {
        seoul: seoul({ maxUtilization: 0.8 }),
        slow: { zone: 'asia-northeast3-b', members: 4, maxUtilization: 0.8, member: slow },
      },
      { designs: EVEN_ZONES },
    );
    expect(Math.abs(uneven.ratePerSecond('seoul') / uneven.ratePerSecond('slow') - 2)).toBeLessThan(0.1);
    expect(Math.abs(uneven.meanUse('seoul') - uneven.meanUse('slow'))).toBeLessThan(0.02);
  });

  it('is very sensitive at low use: zones differ more at 5 % than at 50 %', () => {
    const zones = (share: number): number => {
      const target = { members: 4, maxUtilization: 1 };
      const even = run(
        'TCP',
        3 * 160 * share,
        {
          seoul: seoul({ maxUtilization: 1 }),
          second: { zone: 'asia-northeast3-b', ...target },
          third: { zone: 'asia-northeast3-c', ...target },
        },
        { designs: EVEN_ZONES },
      );
      return imbalance(['seoul', 'second', 'third'].map((zone) => even.uses(zone)));
    };
    const [low, middle] = [zones(0.05), zones(0.5)];
    expect(low).toBeGreaterThan(0.1);
    expect(middle).toBeLessThan(0.06);
    expect(low).toBeGreaterThan(2.5 * middle);
  });

  it.each([
    ['the amount', 40, 200, 40],
    ['the utilisation', 10_000, 200, 128],
  ])('of two targets %s is reached first', (_, maxRate, offered, taken) => {
    const two = run('HTTP', offered, {
      seoul: seoul({ balancingMode: 'UTILIZATION', maxUtilization: 0.8, maxRate }),
      tokyo: TOKYO,
    });
    expect(Math.abs(two.ratePerSecond('seoul') - taken)).toBeLessThan(0.05 * taken);
    expect(Math.abs(two.meanUse('seoul') - 1)).toBeLessThan(0.05);
  });

  it('follows the survivors: with half of the instances gone the group takes half', () => {
    const half = run(
      'TCP',
      200,
      { seoul: seoul({ maxUtilization: 0.8 }), tokyo: TOKYO },
      { events: [{ id: 'half', at: '1s', fail: { member: ['seoul/0', 'seoul/1'] } }] },
    );
    expect(Math.abs(half.ratePerSecond('seoul') - 64)).toBeLessThan(5);
  });

  it('takes its target as optional, one amount beside it, and no other', () => {
    const isTaken = (target: PlainMap): boolean =>
      loadData({ service: { backends: { seoul: seoul({ balancingMode: 'UTILIZATION', ...target }) } } }).ok;
    expect(isTaken({})).toBe(true);
    expect(isTaken({ maxUtilization: 0.5 })).toBe(true);
    expect(isTaken({ maxUtilization: 0.5, maxConnectionsPerInstance: 9 })).toBe(true);
    expect(isTaken({ maxUtilization: 1.1 })).toBe(false);
    expect(isTaken({ maxConnections: 9, maxConnectionsPerInstance: 9 })).toBe(false);
    expect(isTaken({ maxRate: 9 })).toBe(false);
  });
});

describe('G35: IN_FLIGHT and CUSTOM_METRICS', () => {
  it('IN_FLIGHT fills a region to its requests in flight', () => {
    const long = { balancingMode: 'IN_FLIGHT', trafficDuration: 'LONG', maxInFlightRequestsPerInstance: 10 };
    const full = run(
      'HTTP',
      60,
      { seoul: seoul(long), tokyo: { zone: 'asia-northeast1-a', members: 40, ...long } },
      {},
      { workers: 1_000, serviceTime: '2s' },
    );
    expect(full.unit).toBe('requests in flight');
    expect(full.meanUse('seoul')).toBeGreaterThan(0.95);
    expect(Math.max(...full.uses('seoul'))).toBeLessThanOrEqual(1);
  });

  it('CUSTOM_METRICS goes by the fullest metric that is no dry run', () => {
    const metric = (name: string, maxUtilization: number, dryRun = false) => ({ name, maxUtilization, dryRun });
    const metrics = { queue: { perConnection: '1%' }, gpu: { perConnection: '2%' }, disk: { perConnection: 0.0001 } };
    const full = (customMetrics: PlainMap[]): SteadyRun =>
      run(
        'TCP',
        150,
        {
          seoul: seoul({ customMetrics }),
          tokyo: { zone: 'asia-northeast1-a', members: 40, customMetrics: [metric('queue', 0.5)] },
        },
        {},
        { workers: 1_000, serviceTime: '2s', customMetrics: metrics },
      );
    // 50 open connections a member at the target: 200 in all, of 2 s each.
    const dry = full([metric('queue', 0.5), metric('gpu', 0.5, true), metric('disk', 0.5)]);
    expect(Math.abs(dry.ratePerSecond('seoul') - 100)).toBeLessThan(3);
    const inForce = full([metric('queue', 0.5), metric('gpu', 0.5), metric('disk', 0.5)]);
    expect(Math.abs(inForce.ratePerSecond('seoul') - 50)).toBeLessThan(3);
  });
});

describe('backends that differ in mode', () => {
  it('are each filled to their own target, and weigh as many members as they have', () => {
    const mixed = run(
      'HTTP',
      300,
      {
        seoul: seoul({ maxRate: 50 }),
        second: { zone: 'asia-northeast3-b', members: 4, maxUtilization: 0.8 },
        tokyo: { zone: 'asia-northeast1-a', members: 40, maxUtilization: 0.8 },
      },
      { designs: EVEN_ZONES },
    );
    expect(mixed.unit).toBe('members at target');
    expect(mixed.capacity('seoul')).toBe(4);
    expect(Math.abs(mixed.ratePerSecond('seoul') - 50)).toBeLessThan(0.5);
    expect(Math.abs(mixed.ratePerSecond('second') - 128)).toBeLessThan(5);
  });
});

describe('G16, G23: regions know what they use themselves, and learn of the others', () => {
  it('rates of three regions that fill one another hold every target, and overfill alike when all are full', () => {
    const three = (oregon: number): SteadyRun =>
      steadyRun({
        world: { clients: { metros: ['seoul', 'tokyo', 'san-francisco'], weight: 'equal' } },
        service: {
          protocol: 'HTTP',
          member: { workers: 1_000, serviceTime: '50ms' },
          backends: {
            seoul: seoul({ maxRate: 60 }),
            tokyo: { zone: 'asia-northeast1-a', members: 4, maxRate: 60 },
            oregon: { zone: 'us-west1-a', members: 4, maxRate: oregon },
          },
        },
        traffic: { connections: { rate: '240/s', hold: '1ms' } },
      });
    const roomy = three(300);
    for (const backend of ['seoul', 'tokyo']) expect(Math.abs(roomy.meanUse(backend) - 1)).toBeLessThan(0.01);
    const tight = three(60);
    for (const backend of ['seoul', 'tokyo', 'oregon']) {
      expect(Math.abs(tight.meanUse(backend) - 240 / 180)).toBeLessThan(0.02);
    }
  });
});
