/**
 * What one map shows: the flows of one design added up for one slice of time (or all), by leg. Runs at write time for
 * the still maps and in the page whenever the slider moves.
 */

/** Columns of equal length: a row is one way of one metro's connections. */
export interface FlowTable {
  readonly metro: readonly number[];
  /** -1: reached no PoP, or needs none: clients of some designs connect to a region directly. */
  readonly ingressPop: readonly number[];
  readonly servingPop: readonly number[];
  /** Region that served; -1: no answer, wherever they were sent. */
  readonly region: readonly number[];
  /** Home region of the metro. */
  readonly home: readonly number[];
  /** [row][slice], new connections. */
  readonly offered: readonly (readonly number[])[];
}

export interface Leg {
  readonly from: number;
  readonly to: number;
  /** Region that served; -1: none. */
  readonly region: number;
  readonly isSpill: boolean;
  readonly count: number;
}

export interface MetroTotal {
  readonly metro: number;
  readonly count: number;
  /** Largest first. */
  readonly parts: readonly { readonly region: number; readonly count: number }[];
}

export interface MapTotals {
  /** Metro to the PoP where its packets enter. */
  readonly catchment: readonly Leg[];
  /** Metro to the PoP that serves it, by region that served. */
  readonly access: readonly Leg[];
  /** Serving PoP to region. */
  readonly backbone: readonly Leg[];
  /** Metro to region, where clients connect directly. */
  readonly direct: readonly Leg[];
  readonly metros: readonly MetroTotal[];
  readonly total: number;
  readonly spilled: number;
  readonly unserved: number;
}

/** @param slice index of the slice; null adds up all of them. */
export function mapTotals(flows: FlowTable, slice: number | null): MapTotals {
  const catchment = new Map<string, Leg>();
  const access = new Map<string, Leg>();
  const backbone = new Map<string, Leg>();
  const direct = new Map<string, Leg>();
  const metros = new Map<number, Map<number, number>>();
  let total = 0;
  let spilled = 0;
  let unserved = 0;
  for (let row = 0; row < flows.metro.length; row++) {
    const offered = flows.offered[row]!;
    const count = slice === null ? offered.reduce((a, b) => a + b, 0) : offered[slice]!;
    if (count <= 0) continue;
    const metro = flows.metro[row]!;
    const region = flows.region[row]!;
    const servingPop = flows.servingPop[row]!;
    const ingressPop = flows.ingressPop[row]!;
    const isSpill = region !== -1 && region !== flows.home[row]!;
    total += count;
    if (isSpill) spilled += count;
    if (region === -1) unserved += count;
    if (ingressPop !== -1) add(catchment, { from: metro, to: ingressPop, region: -1, isSpill: false, count });
    if (servingPop !== -1) add(access, { from: metro, to: servingPop, region, isSpill, count });
    if (region !== -1) {
      const isDirect = servingPop === -1;
      add(isDirect ? direct : backbone, { from: isDirect ? metro : servingPop, to: region, region, isSpill, count });
    }
    const parts = metros.get(metro) ?? new Map<number, number>();
    parts.set(region, (parts.get(region) ?? 0) + count);
    metros.set(metro, parts);
  }
  return {
    catchment: byCount(catchment),
    access: byCount(access),
    backbone: byCount(backbone),
    direct: byCount(direct),
    metros: [...metros]
      .map(([metro, parts]) => metroTotal(metro, parts))
      .sort((a, b) => b.count - a.count || a.metro - b.metro),
    total,
    spilled,
    unserved,
  };
}

/** The largest leg of any kind and metro in any single slice: what widths are scaled to, so that frames compare. */
export function largestInSlices(
  flows: FlowTable,
  sliceCount: number,
): { readonly leg: number; readonly metro: number } {
  let leg = 0;
  let metro = 0;
  for (let slice = 0; slice < sliceCount; slice++) {
    const totals = mapTotals(flows, slice);
    leg = Math.max(leg, ...[totals.backbone, totals.direct, totals.catchment].map((legs) => legs[0]?.count ?? 0));
    metro = Math.max(metro, totals.metros[0]?.count ?? 0);
  }
  return { leg, metro };
}

function add(legs: Map<string, Leg>, leg: Leg): void {
  const key = `${leg.from}/${leg.to}/${leg.region}/${leg.isSpill}`;
  const known = legs.get(key);
  legs.set(key, known === undefined ? leg : { ...known, count: known.count + leg.count });
}

/** Largest first; equal counts by place. */
function byCount(legs: Map<string, Leg>): Leg[] {
  return [...legs.values()].sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to || a.region - b.region);
}

function metroTotal(metro: number, parts: Map<number, number>): MetroTotal {
  const list = [...parts]
    .map(([region, count]) => ({ region, count }))
    .sort((a, b) => b.count - a.count || a.region - b.region);
  return { metro, count: list.reduce((sum, part) => sum + part.count, 0), parts: list };
}
