/**
 * The places of a map and their names: metros as pies of the regions that served them, PoPs as diamonds (dots where
 * nothing enters), regions as squares.
 */
import type { GeoProjection } from 'd3';
import { arc, pie, scaleSqrt } from 'd3';
import type { MapTotals, MetroTotal } from '../../data/map-totals.ts';
import { formatCount, formatShare } from '../../format.ts';
import type { Frame } from '../chart.ts';
import type { Geography, MapPlace, WorldMapData } from './map-scene.ts';
import type { LabelWish } from './place-labels.ts';
import { placeLabels } from './place-labels.ts';
import type { Group, Root } from './svg.ts';
import { moveTo, round } from './svg.ts';

const LARGEST_METRO_PX = 15;
const METRO_LABELS = 14;
const TIP_LINES = 8;

export type Size = (count: number) => number;

export function metroSize(data: WorldMapData, totals: MapTotals, frame: Frame): Size {
  const largest = data.slice === null ? (totals.metros[0]?.count ?? 1) : data.geography.largestMetro;
  const small = Math.min(1, Math.max(0.55, frame.width / data.geography.frame.width));
  const crowd = data.geography.metros.length > 60 ? 0.7 : 1;
  return scaleSqrt([0, largest || 1], [1.6, LARGEST_METRO_PX * small * crowd]);
}

export function drawPops(
  svg: Root,
  data: WorldMapData,
  totals: MapTotals,
  projection: GeoProjection,
  frame: Frame,
): void {
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

export function drawMetros(
  svg: Root,
  data: WorldMapData,
  totals: MapTotals,
  projection: GeoProjection,
  frame: Frame,
  size: Size,
): void {
  const { metros, regions } = data.geography;
  for (const total of totals.metros.slice(0, data.most.metros)) {
    const metro = metros[total.metro]!;
    const point = projection([metro.lonDeg, metro.latDeg]);
    if (point === null) continue;
    const g = svg.append('g').attr('class', 'metro').attr('transform', moveTo(point[0], point[1]));
    const shares =
      data.view === 'catchment' ? [{ name: 'plain', count: total.count }] : sharesByClass(data.geography, total);
    drawPie(g, shares, round(size(total.count)));
    const lines = total.parts
      .slice(0, TIP_LINES)
      .map((part) => `${regions[part.region]?.name ?? 'no answer'}: ${formatShare(part.count / total.count)}`);
    frame.tips.mark(g.node()!, [`${metro.name}: ${formatCount(total.count)} new connections`, ...lines].join('\n'));
  }
}

interface ClassShare {
  readonly name: string;
  readonly count: number;
}

/** Regions that share a colour are one wedge. Largest first. */
function sharesByClass(geography: Geography, total: MetroTotal): ClassShare[] {
  const counts = new Map<string, number>();
  for (const { region, count } of total.parts) {
    const name = geography.regions[region]?.regionClass ?? geography.unservedClass;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function drawPie(g: Group, shares: readonly ClassShare[], radius: number): void {
  if (shares.length === 1) {
    g.append('circle').attr('class', `fill ${shares[0]!.name}`).attr('r', radius);
    return;
  }
  const layout = pie<ClassShare>()
    .value((share) => share.count)
    .sort(null);
  for (const slice of layout([...shares])) {
    const wedge = arc<typeof slice>().innerRadius(0).outerRadius(radius).digits(1);
    g.append('path').attr('class', `fill ${slice.data.name}`).attr('d', wedge(slice)!);
  }
}

export function drawRegions(svg: Root, geography: Geography, projection: GeoProjection, sidePx: number): void {
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
export function drawNames(
  svg: Root,
  data: WorldMapData,
  totals: MapTotals,
  projection: GeoProjection,
  size: Size,
): void {
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
