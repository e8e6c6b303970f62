/**
 * One design on the map at one time. Flows: metro to serving PoP to region along great circles, width by new
 * connections, colour by the region that served, dashed where that is not the home region; straight from metro to
 * region where clients connect directly; each metro is a pie of the regions that served it. Catchment: metro to the PoP
 * where BGP delivers its packets.
 */
import type { GeoProjection } from 'd3';
import { geoPath, scaleLinear } from 'd3';
import type { Leg, MapTotals } from '../data/map-totals.ts';
import { mapTotals } from '../data/map-totals.ts';
import { formatCount, formatShare } from '../format.ts';
import type { Chart, Frame } from './chart.ts';
import { projectionFor } from './parts/map-frame.ts';
import { drawMetros, drawNames, drawPops, drawRegions, metroSize } from './parts/map-places.ts';
import type { MapPlace, WorldMapData } from './parts/map-scene.ts';
import type { Group, Root } from './parts/svg.ts';
import { createSvg, round } from './parts/svg.ts';

const WIDEST_LEG_PX = 9;

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

function legWidth(data: WorldMapData, totals: MapTotals, legs: readonly Leg[]): (count: number) => number {
  const largest = data.slice === null ? (legs[0]?.count ?? 1) : data.geography.largestLeg;
  return scaleLinear([0, Math.max(largest, totals.total > 0 ? 1e-9 : 1)], [0.7, WIDEST_LEG_PX]);
}

function drawFlows(svg: Root, data: WorldMapData, totals: MapTotals, projection: GeoProjection, frame: Frame): void {
  const { metros, pops, regions, unservedClass } = data.geography;
  const width = legWidth(data, totals, totals.backbone.length > 0 ? totals.backbone : totals.direct);
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
  for (const leg of totals.direct.slice(0, data.most.legs)) draw(leg, metros[leg.from]!, regions[leg.to]!, 'backbone');
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
