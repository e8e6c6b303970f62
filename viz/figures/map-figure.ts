/**
 * The world map: one map per design, a slice of time picked for the still picture, and a
 * strip of fixed slices for paper.
 */

import { servedOf } from '../../sim/metrics/outcome.ts';
import type { Lane } from '../charts/parts/event-lane.ts';
import type { MapFrame } from '../charts/parts/map-frame.ts';
import { CLOSE_UP, fitMap, WORLD } from '../charts/parts/map-frame.ts';
import type { Geography, WorldMapData } from '../charts/parts/map-scene.ts';
import type { Drawing } from '../charts/registry.ts';
import { closeUpGroups } from '../data/close-ups.ts';
import { directDesigns } from '../data/direct-designs.ts';
import { flowTable, mergedSlices } from '../data/map-slices.ts';
import type { FlowTable } from '../data/map-totals.ts';
import { largestInSlices, mapTotals } from '../data/map-totals.ts';
import type { ReportContext } from '../data/report-context.ts';
import { formatClock, formatCount, formatShare } from '../format.ts';
import { UNSERVED_CLASS } from '../theme/palette.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';
import { regionLegend } from './region-legend.ts';

/**
 * Largest first; the rest would be hairs and dots. A still picture, drawn once and kept in
 * the file, has less room for them.
 */
const LIVE: WorldMapData['most'] = { legs: 500, metros: 400 };
const STILL: WorldMapData['most'] = { legs: 160, metros: 160 };
const STRIP: WorldMapData['most'] = { legs: 60, metros: 60 };
const STRIP_SLICES = 4;
/** Metros and regions of a world that gets close-ups, at most. */
const CLOSE_UP_PLACES = 40;

export interface MapFigure extends Figure {
  readonly sliceMs: number;
  readonly sliceCount: number;
  /** The slice that the still maps show. */
  readonly shownSlice: number;
  /** Stand-ins for `drawings` until the page draws, one each. */
  readonly stills: readonly Drawing[];
  readonly strip: readonly { readonly title: string; readonly drawing: Drawing }[];
  /** Drawings of groups of neighbouring places [design][group]; none in a large world. */
  readonly closeUps: readonly (readonly { readonly title: string; readonly drawing: Drawing }[])[];
  /** Every frame in use, by the element that holds its outlines. */
  readonly frames: readonly { readonly landId: string; readonly frame: MapFrame }[];
}

export function mapFigure(context: ReportContext): MapFigure {
  const { result } = context;
  const merge = mergedSlices(result.flowSlices);
  const tables = result.flowSlices.map((slices) => flowTable(slices, homeByMetro(context, slices.designId), merge));
  const sliceCount = Math.ceil((result.flowSlices[0]?.sliceCount ?? 0) / merge);
  const sliceMs = (result.flowSlices[0]?.sliceMs ?? 0) * merge;
  const geography = geographyOf(context, tables, sliceCount);
  const shownSlice = busiestSlice(
    tables[context.designs.find((design) => design.isBaseline)?.index ?? 0],
    sliceCount,
    sliceMs,
    context.lane,
  );
  const near = closeUpsOf(geography);
  const direct = directDesigns(result.flows);
  const mapAt = (d: number, slice: number, most: WorldMapData['most'], place = geography): Drawing => {
    const data: WorldMapData = {
      geography: place,
      label: `Map of ${context.designs[d]!.id} from ${formatClock(slice * sliceMs)}.`,
      flows: tables[d]!,
      slice,
      view: 'flows',
      most,
    };
    return { kind: 'worldMap', data };
  };
  const stripSlices = fixedSlices(context, sliceMs, sliceCount);
  return {
    id: 'map',
    title: 'Who goes where',
    finding: mapFinding(context, tables, shownSlice, sliceMs),
    reading: `New connections in one slice of time. Circles are metros, split by the region that served them; diamonds are PoPs, squares are regions. Lines run from metro to PoP to region${direct.size > 0 ? `, and under ${[...direct].join(' and ')} straight from metro to region` : ''}: width is volume, colour the region that served, dashes mean away from the home region. Catchment shows where BGP delivers packets instead.`,
    legend: [
      ...regionLegend(context),
      { label: 'no answer', colourClass: UNSERVED_CLASS, mark: 'square' },
      { label: 'PoP', colourClass: 'pop-key', mark: 'diamond' },
      { label: 'home', colourClass: '', mark: 'line' },
      { label: 'away from home', colourClass: '', mark: 'dashed' },
    ],
    drawings: sliceCount === 0 ? [] : tables.map((_, d) => mapAt(d, shownSlice, LIVE)),
    empty: 'No flow was recorded.',
    table: flowsTable(context, direct),
    sliceMs,
    sliceCount,
    shownSlice,
    stills: tables.map((_, d) => mapAt(d, shownSlice, STILL)),
    strip: tables.flatMap((_, d) =>
      stripSlices.map((slice) => ({
        title: `${context.designs[d]!.id}, ${formatClock(slice * sliceMs)}`,
        drawing: mapAt(d, slice, STRIP),
      })),
    ),
    closeUps: tables.map((_, d) =>
      near.map(({ title, place }) => ({ title, drawing: mapAt(d, shownSlice, LIVE, place) })),
    ),
    frames: [geography, ...near.map(({ place }) => place)].map(({ landId, frame }) => ({ landId, frame })),
  };
}

/** From the flow rows: every metro has one home region in a design. */
function homeByMetro(context: ReportContext, designId: string): Map<number, number> {
  const own = context.result.flows.filter((row) => row.designId === designId);
  return new Map(own.map((row) => [row.metroIndex, row.homeRegionIndex]));
}

function geographyOf(context: ReportContext, tables: readonly FlowTable[], sliceCount: number): Geography {
  const { places } = context.result;
  const used = new Set(tables.flatMap((table) => [...table.ingressPop, ...table.servingPop]));
  const usedPops = places.pops.filter((_, p) => used.has(p));
  const largest = tables.map((table) => largestInSlices(table, sliceCount));
  return {
    frame: fitMap([...places.metros, ...usedPops, ...places.regions], places.regions, WORLD),
    landId: 'land-world',
    metros: places.metros.map(({ latDeg, lonDeg }, m) => ({ name: context.metroNames[m]!, latDeg, lonDeg })),
    pops: places.pops.map(({ name, latDeg, lonDeg }) => ({ name, latDeg, lonDeg })),
    regions: places.regions.map(({ latDeg, lonDeg }, r) => ({ ...context.regions[r]!, latDeg, lonDeg })),
    unservedClass: UNSERVED_CLASS,
    largestLeg: Math.max(0, ...largest.map(({ leg }) => leg)),
    largestMetro: Math.max(0, ...largest.map(({ metro }) => metro)),
  };
}

/** Close-ups around groups of metros and regions, in a world small enough to have groups. */
function closeUpsOf(geography: Geography): { readonly title: string; readonly place: Geography }[] {
  const places = [...geography.regions, ...geography.metros];
  if (places.length > CLOSE_UP_PLACES) return [];
  return closeUpGroups(places).map((group, i) => {
    const members = group.map((index) => places[index]!);
    const names = [...new Set(members.map((member) => member.name))];
    return {
      title: `Around ${names.slice(0, 2).join(' and ')}`,
      place: { ...geography, frame: fitMap(members, members, CLOSE_UP), landId: `land-near-${i}` },
    };
  });
}

/**
 * Where `table` spills most while there is extra load, since overflow shows both sides at once; else where it spills
 * most at all; the middle of the run where it never does.
 */
function busiestSlice(table: FlowTable | undefined, sliceCount: number, sliceMs: number, lane: Lane): number {
  const loads = lane.events.filter((event) => event.nature === 'load');
  const isLoaded = (slice: number) =>
    loads.some(({ startMs, endMs }) => startMs <= slice * sliceMs && endMs > slice * sliceMs);
  const loaded = mostSpilled(table, sliceCount, isLoaded);
  return loaded ?? mostSpilled(table, sliceCount, () => true) ?? Math.floor(sliceCount / 2);
}

function mostSpilled(
  table: FlowTable | undefined,
  sliceCount: number,
  isWanted: (slice: number) => boolean,
): number | null {
  let best: number | null = null;
  let most = 0;
  for (let slice = 0; table !== undefined && slice < sliceCount; slice++) {
    const { spilled } = mapTotals(table, slice);
    if (spilled <= most || !isWanted(slice)) continue;
    most = spilled;
    best = slice;
  }
  return best;
}

/** Slices for paper: after the warm-up, in the middle of each event, and the last one. */
function fixedSlices(context: ReportContext, sliceMs: number, sliceCount: number): number[] {
  if (sliceCount === 0) return [];
  const at = (ms: number) => Math.min(sliceCount - 1, Math.max(0, Math.floor(ms / sliceMs)));
  const middles = context.lane.events.map((event) => at((event.startMs + event.endMs) / 2));
  const wanted = [at(context.lane.warmupMs), ...middles.slice(0, STRIP_SLICES - 2), sliceCount - 1];
  return [...new Set(wanted)].sort((a, b) => a - b);
}

function mapFinding(context: ReportContext, tables: readonly FlowTable[], slice: number, sliceMs: number): string {
  const sentences = tables.map((table, d) => {
    const totals = mapTotals(table, slice);
    const design = context.designs[d]!.id;
    if (totals.total === 0) return `${design} was offered nothing.`;
    const away = [...totals.backbone, ...totals.direct].find((leg) => leg.isSpill);
    const where = away === undefined ? '' : `, most of it to ${context.regions[away.to]!.name}`;
    const lost = totals.unserved > 0 ? `; ${formatShare(totals.unserved / totals.total)} found no answer` : '';
    return `${design} served ${formatShare(totals.spilled / totals.total)} away from home${where}${lost}.`;
  });
  return `From ${formatClock(slice * sliceMs)} to ${formatClock((slice + 1) * sliceMs)}:\n${sentences.join('\n')}`;
}

function flowsTable(context: ReportContext, direct: ReadonlySet<string>) {
  const { result } = context;
  const popName = (p: number, designId: string) =>
    result.places.pops[p]?.name ?? (direct.has(designId) ? 'directly' : 'none');
  const rows = result.flows
    .filter((row) => row.window === 'all')
    .sort((a, b) => b.offered - a.offered || a.metroIndex - b.metroIndex)
    .map((row) => [
      row.designId,
      context.metroNames[row.metroIndex]!,
      popName(row.ingressPopIndex, row.designId),
      popName(row.servingPopIndex, row.designId),
      context.regions[row.regionIndex]?.name ?? 'none',
      formatCount(row.offered),
      formatCount(servedOf(row)),
      row.p50Ms === null ? '' : formatCount(row.p50Ms),
      row.p99Ms === null ? '' : formatCount(row.p99Ms),
    ]);
  return tableOf(
    ['design', 'metro', 'enters at', 'served at', 'sent to', 'connections', 'served', 'p50 ms', 'p99 ms'],
    rows,
    5,
    'flows.csv',
  );
}
