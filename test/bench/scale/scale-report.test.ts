/**
 * Goal: the axis of clients touches more clients the more there are, and its table says how many; the other
 * axes' tables have no such column.
 * Method: the axes as they are, their scenarios through the loader; a small result as a run leaves it.
 */
import { describe, expect, test } from 'vitest';
import { scaleAxes } from '../../../bench/scale/axes.ts';
import type { PointResult } from '../../../bench/scale/measure-axis.ts';
import { scaleReport } from '../../../bench/scale/scale-report.ts';
import { scaleScenario } from '../../../bench/scale/scale-scenario.ts';
import { compileModel } from '../../../sim/model.ts';
import { loadScenario } from '../../../sim/scenario/load-scenario.ts';
import { WORLD_DATA } from '../../support/scenario.ts';

const axisOf = (id: string) => scaleAxes(false).find((axis) => axis.id === id)!;

describe('the axis of clients', () => {
  const { points } = axisOf('clients');

  test('has a connection for each client at least, at one rate', () => {
    for (const { clients, rateRps, durationS } of points) {
      expect(rateRps * durationS).toBeGreaterThanOrEqual(clients);
      expect(rateRps * durationS).toBeGreaterThanOrEqual(120_000);
    }
    expect(
      new Set(points.map(({ rateRps, holdS, members, pops }) => `${rateRps} ${holdS} ${members} ${pops}`)).size,
    ).toBe(1);
  });

  test('remembers them in a scenario that is sound, the others do not', () => {
    const modelOf = (id: string) => {
      const text = JSON.stringify(scaleScenario(axisOf(id).points[0]!));
      const loaded = loadScenario([{ file: 'scale.json', text }], { gcp: WORLD_DATA });
      if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
      expect(loaded.warnings).toEqual([]);
      return compileModel(loaded.scenario, WORLD_DATA).scenario;
    };
    const remembering = modelOf('clients');
    expect(remembering.traffic.clients.lifetime).not.toBeNull();
    expect(remembering.designs[0]!.service.sessionAffinity).toBe('CLIENT_IP');
    for (const id of ['pops', 'members', 'open', 'length']) {
      const other = modelOf(id);
      expect([other.traffic.clients.lifetime, other.designs[0]!.service.sessionAffinity]).toEqual([null, 'NONE']);
    }
  });
});

describe('the report of growth', () => {
  const once = { median: 1, lowerQuartile: 1, upperQuartile: 1 };
  const point = (value: number, clientsSeen: number | null): PointResult => ({
    value,
    connections: 1_000_000,
    clientsSeen,
    nsPerConnection: { median: 800, lowerQuartile: 800, upperQuartile: 800 },
    timesSmallest: once,
    compileSeconds: 0.1,
    setUpSeconds: 0.1,
    residentBytes: 130e6,
    reservedBytes: 30e6,
  });
  const machine = { processor: 'P', cores: 4, memoryGib: 16, system: 'Linux 6', node: 'v20', v8: '11', gxx: null };
  const report = scaleReport({
    machine,
    isQuick: false,
    axes: [
      {
        axis: { id: 'clients', title: 'Clients', unit: 'clients' },
        points: [point(1_000, 1_000), point(1e6, 632_123)],
      },
      { axis: { id: 'members', title: 'Members', unit: 'members' }, points: [point(10, null), point(100, null)] },
    ],
  });

  test('says how many clients came, where they are what grows', () => {
    expect(report).toMatch(/\| clients +\| connections \| clients that came \| ns a connection \|/);
    expect(report).toMatch(/\| 1,000,000 \| +1,000,000 \| +632,123 \| +800 \|/);
    expect(report).toMatch(/\| members \| connections \| ns a connection \|/);
    expect(report.match(/every client is remembered/g)).toHaveLength(1);
  });
});
