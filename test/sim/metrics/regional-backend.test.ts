/**
 * Goal: an expectation may name a regional group, though what is simulated is a zonal backend for each of its zones.
 * Method: a group over three zones, one of which fails, beside a zonal one; whatever is asked of the group is
 * what is asked of its zones, and of each zone by the name that backends.csv gives it; every form of quantity
 * is measured through a whole run.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import type { Verdict } from '../../../sim/metrics/experiment-result.ts';
import { mergeRuns } from '../../../sim/metrics/merge-runs.ts';
import { simulate } from '../../../sim/simulate.ts';
import { loadData, modelWith, type PlainMap } from '../../support/scenario.ts';
import { sampleContext } from './sample-record.ts';

const A_ZONE = 'eu/europe-west2-a';

function changesWith(statements: readonly string[]): PlainMap {
  return {
    time: { duration: '3m', interval: '10s' },
    world: { clients: { metros: ['london', 'boston'] } },
    traffic: { connections: { rate: '20/s', hold: '20s' } },
    service: {
      backends: {
        seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: 10 },
        eu: { region: 'europe-west2', members: 9, balancingMode: 'CONNECTION', maxConnectionsPerInstance: 100 },
        us: { zone: 'us-east4-a', members: 9, balancingMode: 'CONNECTION', maxConnectionsPerInstance: 100 },
      },
    },
    events: [{ id: 'lost', at: '1m', fail: { zone: 'europe-west2-a' } }],
    expect: statements.map((that, at) => ({ id: `e${at}`, that })),
  };
}

function judge(statements: readonly string[]): readonly Verdict[] {
  const model = modelWith(changesWith(statements));
  const { scenario, places } = model;
  return mergeRuns({ ...sampleContext(), scenario, places }, [simulate(model, 0, 0, UNATTENDED)]).verdicts;
}

describe('a regional group in an expectation', () => {
  it('is the sum over its zones', () => {
    const zones = ['a', 'b', 'c'].map((zone) => `eu/europe-west2-${zone}`);
    for (const word of ['established', 'broken', 'sent']) {
      const asked = [`{backend: eu}`, '{region: europe-west2}', `{backend: [${zones.join(', ')}]}`, '{backend: eu/*}'];
      const narrower = zones.map((id) => `{backend: ${id}}`);
      const figures = judge([...asked, ...narrower].map((selector) => `${word}${selector} >= 0`)).map(
        ({ measured }) => measured!,
      );
      expect(figures[0]).toBeGreaterThan(0);
      expect(figures.slice(1, asked.length)).toEqual(asked.slice(1).map(() => figures[0]));
      expect(figures.slice(asked.length).reduce((sum, figure) => sum + figure, 0)).toBe(figures[0]);
    }
  });

  it('is narrowed by a zone', () => {
    const [zonal, named, whole] = judge([
      'established{backend: eu, zone: europe-west2-b} > 0',
      'established{backend: eu/europe-west2-b} > 0',
      'established{backend: eu} > 0',
    ]);
    expect(zonal!.measured).toBe(named!.measured);
    expect(zonal!.measured).toBeGreaterThan(0);
    expect(zonal!.measured).toBeLessThan(whole!.measured!);
  });

  it.each(['eu', 'e?', '[eu, us]', '*', A_ZONE])('is measured in every form: %s', (name) => {
    const at = `{backend: ${name}}`;
    const verdicts = judge([
      `broken${at} < 10k`,
      `broken{cause: memberLost, backend: ${name}} < 10k`,
      `share(broken${at}) <= 100%`,
      `share(established${at}) <= 100%`,
      `rate(established${at}) > 0/s`,
      `sent${at} - established${at} < 10k`,
      `p99(latency${at}) < 10s`,
      `max(members${at}) > 0`,
      `min(seenHealthy${at}) >= 0`,
      `max(active${at}) < 10k`,
      `max(rate(established${at})) > 0/s`,
      `max(utilisation${at}) < 900%`,
      `peakToMean(members${at}) < 10x`,
      `imbalance(zones{backend: eu}) < 200%`,
      `time_to(members${at} > 0) <= 10s`,
      `moved(established${at}) < 10k`,
    ]);
    expect(verdicts.filter(({ measured }) => measured === null).map(({ sentence }) => sentence)).toEqual([]);
    expect(verdicts.filter(({ state }) => state !== 'held').map(({ sentence }) => sentence)).toEqual([]);
  });

  it('is one backend to those that are compared', () => {
    const [two] = judge(['peakToMean(backends{backend: [eu, us]}) <= 2x']);
    // The larger of two over their mean: at most 2, where four zonal backends could reach 4.
    const [eu, us] = judge(['established{backend: eu} > 0', 'established{backend: us} > 0']);
    const larger = Math.max(eu!.measured!, us!.measured!);
    expect(two!.measured).toBeCloseTo(larger / ((eu!.measured! + us!.measured!) / 2), 9);
  });

  it.each([
    ['eu/europe-west2-z', 'unknown backend "eu/europe-west2-z"'],
    ['"e*"', 'names and patterns are written without quotes'],
    ["'eu'", 'names and patterns are written without quotes'],
  ])('is a fault where it is written %s', (name, message) => {
    const loaded = loadData(changesWith([`broken{backend: ${name}} < 500`]));
    expect(loaded.ok).toBe(false);
    expect(JSON.stringify(loaded.ok ? [] : loaded.problems)).toContain(JSON.stringify(message).slice(1, -1));
  });
});
