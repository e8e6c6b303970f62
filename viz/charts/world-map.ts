/**
 * One design on the map at one time. Flows: metro to serving PoP to region along great circles, width by new connections, colour by the
 * region that served, dashed where that is not the home region; each metro is a pie of the regions that served it. Catchment: metro to
 * the PoP where BGP delivers its packets.
 */
import type { GeoProjection } from 'd3';
import { arc, geoPath, pie, scaleLinear, scaleSqrt } from 'd3';
import type { FlowTable, Leg, MapTotals, MetroTotal } from '../data/map-totals.ts';
import { mapTotals } from '../data/map-totals.ts';
import { formatCount, formatShare } from '../format.ts';
import type { Chart, Frame } from './chart.ts';
import type { MapFrame } from './parts/map-frame.ts';
import { projectionFor } from './parts/map-frame.ts';
import type { LabelWish } from './parts/place-labels.ts';
import { placeLabels } from './parts/place-labels.ts';
import type { Group, Root } from './parts/svg.ts';
import { createSvg, moveTo, round } from './parts/svg.ts';

export interface Geography {
  readonly frame: MapFrame;
  /** The element of the page that holds the outlines for this frame: kept once, because they are the largest part of a map. */
  readonly landId: string;
  readonly metros: readonly MapPlace[];
  readonly pops: readonly MapPlace[];
  readonly regions: readonly (MapPlace & { readonly regionClass: string })[];
  readonly unservedClass: string;
  /** Largest leg and metro of any design in any slice, connections: the ends of the width and size scales. */
  readonly largestLeg: number;
  readonly largestMetro: number;
}

export interface MapPlace {
  readonly name: string;
  readonly latDeg: number;
  readonly lonDeg: number;
}

export interface WorldMapData {
  readonly geography: Geography;
  readonly label: string;
  readonly flows: FlowTable;
  /** null: all slices, widths scaled to the largest of them. */
  readonly slice: number | null;
  readonly view: 'flows' | 'catchment';
  /** How many are drawn, largest first. */
  readonly most: { readonly legs: number; readonly metros: number };
}

const WIDEST_LEG_PX = 9;
const LARGEST_METRO_PX = 15;
const METRO_LABELS = 14;

export const worldMap: Chart<WorldMapData> = (data, frame) => {
  const { geography } = data;
  const k = frame.width / geography.frame.width;
  const svg = createSvg(frame, geography.frame.height * k, data.label).classed('map', true);
  const projection = projectionFor(geography.frame, frame.width);
  const totals = mapTotals(data.flows, data.slice);
  svg
    .append('use')
    .attr('href', `#${geography.landId}`)
    .attr('transform', `scale(${Math.round(k * 1e4) / 1e4})`);
  if (data.view === 'flows') drawFlows(svg, data, totals, projection, frame);
  else drawCatchment(svg, data, totals, projection, frame);
  drawPops(svg, data, totals, projection, frame);
  const size = metroSize(data, totals, frame);
  drawMetros(svg, data, totals, projection, frame, size);
  drawRegions(svg, geography, projection, k < 0.6 ? 7 : 10);
  drawNames(svg, data, totals, projection, size);
  return svg.node()!;
};

type Size = (count: number) => number;

function metroSize(data: WorldMapData, totals: MapTotals, frame: Frame): Size {
  const largest = data.slice === null ? (totals.metros[0]?.count ?? 1) : data.geography.largestMetro;
  const small = Math.min(1, Math.max(0.55, frame.width / data.geography.frame.width));
  const crowd = data.geography.metros.length > 60 ? 0.7 : 1;
  return scaleSqrt([0, largest || 1], [1.6, LARGEST_METRO_PX * small * crowd]);
}

function legWidth(data: WorldMapData, totals: MapTotals, legs: readonly Leg[]): Size {
  const largest = data.slice === null ? (legs[0]?.count ?? 1) : data.geography.largestLeg;
  return scaleLinear([0, Math.max(largest, totals.total > 0 ? 1e-9 : 1)], [0.7, WIDEST_LEG_PX]);
}

function drawFlows(svg: Root, data: WorldMapData, totals: MapTotals, projection: GeoProjection, frame: Frame): void {
  const { metros, pops, regions, unservedClass } = data.geography;
  const width = legWidth(data, totals, totals.backbone);
  const g = svg.append('g').attr('class', 'legs');
  const draw = (leg: Leg, from: MapPlace, to: MapPlace, kind: string) => {
    const server = regions[leg.region];
    const path = drawArc(g, projection, from, to)
      .attr('class', `stroke leg ${kind} ${leg.isSpill ? 'spills' : 'stays'} ${server?.regionClass ?? unservedClass}`)
      .attr('stroke-width', round(width(leg.count)));
    const share = formatShare(leg.count / totals.total);
    const served =
      server === undefined ? 'no region answered' : `served in ${server.name}${leg.isSpill ? ', away from home' : ''}`;
    frame.tips.mark(
      path.node()!,
      `${from.name} → ${to.name}\n${formatCount(leg.count)} new connections, ${share} of all\n${served}`,
    );
  };
  for (const leg of totals.access.slice(0, data.most.legs)) draw(leg, metros[leg.from]!, pops[leg.to]!, 'access');
  for (const leg of totals.backbone.slice(0, data.most.legs)) draw(leg, pops[leg.from]!, regions[leg.to]!, 'backbone');
}

function drawCatchment(
  svg: Root,
  data: WorldMapData,
  totals: MapTotals,
  projection: GeoProjection,
  frame: Frame,
): void {
  const { metros, pops } = data.geography;
  const width = legWidth(data, totals, totals.catchment);
  const g = svg.append('g').attr('class', 'legs');
  for (const leg of totals.catchment.slice(0, data.most.legs)) {
    const from = metros[leg.from]!;
    const to = pops[leg.to]!;
    const path = drawArc(g, projection, from, to)
      .attr('class', 'leg catchment')
      .attr('stroke-width', round(width(leg.count)));
    frame.tips.mark(path.node()!, `${from.name} enters at ${to.name}\n${formatCount(leg.count)} new connections`);
  }
}

function drawArc(g: Group, projection: GeoProjection, from: MapPlace, to: MapPlace) {
  const coordinates: [number, number][] = [
    [from.lonDeg, from.latDeg],
    [to.lonDeg, to.latDeg],
  ];
  return g.append('path').attr('d', geoPath(projection).digits(1)({ type: 'LineString', coordinates }) ?? '');
}

function drawPops(svg: Root, data: WorldMapData, totals: MapTotals, projection: GeoProjection, frame: Frame): void {
  const volumes = new Map<number, number>();
  for (const leg of totals.catchment) volumes.set(leg.to, (volumes.get(leg.to) ?? 0) + leg.count);
  const g = svg.append('g').attr('class', 'pops');
  const reach = data.view === 'catchment' ? 5.5 : 3.5;
  for (const [p, pop] of data.geography.pops.entries()) {
    const point = projection([pop.lonDeg, pop.latDeg]);
    if (point === null) continue;
    const count = volumes.get(p) ?? 0;
    const mark = g
      .append('path')
      .attr('class', count > 0 ? 'pop' : 'pop idle')
      .attr('transform', moveTo(point[0], point[1]))
      .attr('d', count > 0 ? `M0,${-reach}L${reach},0L0,${reach}L${-reach},0z` : 'M-1,-1h2v2h-2z');
    frame.tips.mark(mark.node()!, `PoP ${pop.name}\n${formatCount(count)} new connections enter here`);
  }
}

function drawMetros(
  svg: Root,
  data: WorldMapData,
  totals: MapTotals,
  projection: GeoProjection,
  frame: Frame,
  size: Size,
): void {
  const { metros, regions, unservedClass } = data.geography;
  const layout = pie<MetroTotal['parts'][number]>()
    .value((part) => part.count)
    .sort(null);
  for (const total of totals.metros.slice(0, data.most.metros)) {
    const metro = metros[total.metro]!;
    const point = projection([metro.lonDeg, metro.latDeg]);
    if (point === null) continue;
    const radius = round(size(total.count));
    const g = svg.append('g').attr('class', 'metro').attr('transform', moveTo(point[0], point[1]));
    if (data.view === 'catchment' || total.parts.length === 1) {
      const regionClass =
        data.view === 'catchment' ? 'plain' : (regions[total.parts[0]!.region]?.regionClass ?? unservedClass);
      g.append('circle').attr('class', `fill ${regionClass}`).attr('r', radius);
    } else {
      for (const slice of layout([...total.parts])) {
        const wedge = arc<typeof slice>().innerRadius(0).outerRadius(radius).digits(1);
        g.append('path')
          .attr('class', `fill ${regions[slice.data.region]?.regionClass ?? unservedClass}`)
          .attr('d', wedge(slice)!);
      }
    }
    const parts = total.parts.map(
      (part) => `${regions[part.region]?.name ?? 'no answer'}: ${formatShare(part.count / total.count)}`,
    );
    frame.tips.mark(g.node()!, [`${metro.name}: ${formatCount(total.count)} new connections`, ...parts].join('\n'));
  }
}

function drawRegions(svg: Root, geography: Geography, projection: GeoProjection, sidePx: number): void {
  const g = svg.append('g').attr('class', 'regions');
  for (const region of geography.regions) {
    const point = projection([region.lonDeg, region.latDeg]);
    if (point === null) continue;
    g.append('rect')
      .attr('class', `fill region ${region.regionClass}`)
      .attr('x', round(point[0] - sidePx / 2))
      .attr('y', round(point[1] - sidePx / 2))
      .attr('width', sidePx)
      .attr('height', sidePx);
  }
}

/** Regions first, then the busiest metros; a metro in the city of a region shares its name. */
function drawNames(svg: Root, data: WorldMapData, totals: MapTotals, projection: GeoProjection, size: Size): void {
  const { geography } = data;
  const wishAt = (place: MapPlace, radius: number, fontPx: number): LabelWish[] => {
    const point = projection([place.lonDeg, place.latDeg]);
    return point === null ? [] : [{ text: place.name, x: point[0], y: point[1], radius, fontPx }];
  };
  const regionNames = new Set(geography.regions.map((region) => region.name));
  const metroAt = new Map(totals.metros.map((total) => [geography.metros[total.metro]!.name, size(total.count)]));
  const regionWishes = geography.regions.flatMap((region) =>
    wishAt(region, Math.max(6, metroAt.get(region.name) ?? 0), 12.5),
  );
  const metroWishes = totals.metros
    .slice(0, METRO_LABELS)
    .map((total) => ({ place: geography.metros[total.metro]!, radius: size(total.count) }))
    .filter(({ place }) => !regionNames.has(place.name))
    .flatMap(({ place, radius }) => wishAt(place, radius, 11.5));
  const obstacles = [...regionWishes, ...metroWishes].map(({ x, y, radius }) => ({
    x,
    y,
    radius: Math.min(radius, 6),
  }));
  const g = svg.append('g').attr('class', 'names');
  const frame = { width: Number(svg.attr('width')), height: Number(svg.attr('height')) };
  for (const label of placeLabels([...regionWishes, ...metroWishes], obstacles, frame)) {
    g.append('text')
      .attr('class', regionWishes.includes(label.wish) ? 'name region-name' : 'name')
      .attr('x', round(label.x))
      .attr('y', round(label.y))
      .attr('text-anchor', label.anchor)
      .text(label.wish.text);
  }
}
