/**
 * Goal: the map adds up. Method: a table of three metros by hand, and conservation on the sample results: metros, legs
 * and the series say the same number.
 */
import { describe, expect, it } from 'vitest';
import type { FlowTable } from '../../../viz/data/map-totals.ts';
import { largestInSlices, mapTotals } from '../../../viz/data/map-totals.ts';

/** Metro 0 is at home in region 0, metro 1 in region 1; the last row reached no backend, and the one before no PoP. */
const FLOWS: FlowTable = {
  metro: [0, 0, 0, 1, 1, 1],
  ingressPop: [0, 0, 1, 1, -1, 1],
  servingPop: [0, 0, 0, 1, -1, 1],
  region: [0, 1, 1, 1, -1, -1],
  home: [0, 0, 0, 1, 1, 1],
  offered: [
    [10, 4],
    [0, 6],
    [0, 2],
    [8, 8],
    [1, 0],
    [0, 3],
  ],
};

describe('map totals', () => {
  it('counts what stayed, what spilled and what found no answer', () => {
    expect(mapTotals(FLOWS, 0)).toMatchObject({ total: 19, spilled: 0, unserved: 1 });
    expect(mapTotals(FLOWS, 1)).toMatchObject({ total: 23, spilled: 8, unserved: 3 });
    expect(mapTotals(FLOWS, null)).toMatchObject({ total: 42, spilled: 8, unserved: 4 });
  });

  it('adds legs by place, region and whether they left home', () => {
    expect(mapTotals(FLOWS, 1).backbone).toEqual([
      { from: 0, to: 1, region: 1, isSpill: true, count: 8 },
      { from: 1, to: 1, region: 1, isSpill: false, count: 8 },
      { from: 0, to: 0, region: 0, isSpill: false, count: 4 },
    ]);
  });

  it('draws what needed no PoP straight from the metro to the region', () => {
    const direct: FlowTable = {
      ...FLOWS,
      ingressPop: FLOWS.metro.map(() => -1),
      servingPop: FLOWS.metro.map(() => -1),
    };
    const totals = mapTotals(direct, 1);
    expect([totals.access, totals.backbone, totals.catchment]).toEqual([[], [], []]);
    expect(totals.direct).toEqual([
      { from: 0, to: 1, region: 1, isSpill: true, count: 8 },
      { from: 1, to: 1, region: 1, isSpill: false, count: 8 },
      { from: 0, to: 0, region: 0, isSpill: false, count: 4 },
    ]);
    expect(totals).toMatchObject({ total: 23, spilled: 8, unserved: 3 });
    expect(largestInSlices(direct, 2).leg).toBe(10);
    expect(mapTotals(FLOWS, null).direct).toEqual([]);
  });

  it('puts packets where BGP delivers them, whatever serves them', () => {
    const entered = mapTotals(FLOWS, 1).catchment.map(({ from, to, count }) => [from, to, count]);
    expect(entered).toEqual([
      [1, 1, 11],
      [0, 0, 10],
      [0, 1, 2],
    ]);
  });

  it('splits each metro by the region that served, largest first', () => {
    const [first, second] = mapTotals(FLOWS, 1).metros;
    expect(first).toEqual({
      metro: 0,
      count: 12,
      parts: [
        { region: 1, count: 8 },
        { region: 0, count: 4 },
      ],
    });
    expect(second).toEqual({
      metro: 1,
      count: 11,
      parts: [
        { region: 1, count: 8 },
        { region: -1, count: 3 },
      ],
    });
  });

  it('finds the ends of the scales in single slices', () => {
    expect(largestInSlices(FLOWS, 2)).toEqual({ leg: 11, metro: 12 });
  });
});
