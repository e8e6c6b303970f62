/**
 * The projection of the maps: Equal Earth (Šavrič, Patterson, Jenny 2018: areas compare), turned so that the
 * cut runs through the widest gap between the places, and scaled to them. Flows between Asia and America then
 * cross the Pacific in one piece.
 */
import type { GeoPermissibleObjects, GeoProjection } from 'd3';
import { geoEqualEarth, geoGraticule10, geoPath } from 'd3';

/** Everything in the units of a drawing `width` wide: scale all of it for another width. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
  readonly rotateLonDeg: number;
  readonly scale: number;
  readonly translate: readonly [number, number];
}

export interface GeoPlace {
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** Size of a frame, its empty margin, and how close it may come. */
export interface MapShape {
  readonly width: number;
  readonly height: number;
  readonly padPx: number;
  readonly largestScale: number;
}

/** Never closer than about 75 degrees across: a continent stays recognisable. */
export const WORLD: MapShape = { width: 640, height: 340, padPx: 30, largestScale: 480 };
/** A dozen degrees across at least: the outlines of the land are too coarse for more. */
export const CLOSE_UP: MapShape = { width: 320, height: 190, padPx: 46, largestScale: 1500 };
/** With more hubs than this some arcs run by the poles, and fitting them would shrink everything else. */
const MOST_HUBS = 8;
/** Of a world of so few places every arc is fitted. */
const FEW_PLACES = 16;
/** How far a drawn arc may leave the true one, px; d3's 0.7 shows as corners in a close-up. */
const PRECISION_PX = 0.25;

/**
 * @param places all that must be seen
 * @param hubs those between which arcs run: regions, a few
 */
export function fitMap(places: readonly GeoPlace[], hubs: readonly GeoPlace[], shape: MapShape): MapFrame {
  const { width, height, padPx, largestScale } = shape;
  const rotateLonDeg = middleLongitude(places.map((p) => p.lonDeg));
  const ends = places.length <= FEW_PLACES ? places : hubs.length <= MOST_HUBS ? hubs : [];
  const subject: GeoPermissibleObjects = {
    type: 'GeometryCollection',
    geometries: [
      { type: 'MultiPoint', coordinates: places.map(at) },
      ...ends.flatMap((a, i) =>
        ends.slice(i).map((b) => ({ type: 'LineString' as const, coordinates: [at(a), at(b)] })),
      ),
    ],
  };
  const projection = geoEqualEarth().rotate([-rotateLonDeg, 0]);
  projection.fitExtent(
    [
      [padPx, padPx],
      [width - padPx, height - padPx],
    ],
    subject,
  );
  // One place, or none, has no extent to fit: the fitted scale is then infinite.
  if (!(projection.scale() <= largestScale)) centreOn(projection, subject, shape);
  return { width, height, rotateLonDeg, scale: projection.scale(), translate: projection.translate() };
}

/** The largest scale, with the middle of `subject` in the middle of the frame. */
function centreOn(
  projection: GeoProjection,
  subject: GeoPermissibleObjects,
  { width, height, largestScale }: MapShape,
): void {
  projection.scale(largestScale).translate([0, 0]).clipExtent(null);
  const [[left, top], [right, bottom]] = geoPath(projection).bounds(subject);
  if (Number.isFinite(left)) projection.translate([width / 2 - (left + right) / 2, height / 2 - (top + bottom) / 2]);
  else projection.translate([width / 2, height / 2]);
}

/** The projection for a drawing `width` wide, clipped to it. */
export function projectionFor(frame: MapFrame, width: number): GeoProjection {
  const k = width / frame.width;
  return geoEqualEarth()
    .precision(frame.scale > WORLD.largestScale ? PRECISION_PX : Math.SQRT1_2)
    .rotate([-frame.rotateLonDeg, 0])
    .scale(frame.scale * k)
    .translate([frame.translate[0] * k, frame.translate[1] * k])
    .clipExtent([
      [-2, -2],
      [width + 2, frame.height * k + 2],
    ]);
}

/** Outlines of the land and of the meridians as paths in the units of the frame. */
export function landPaths(
  frame: MapFrame,
  land: GeoPermissibleObjects,
): { readonly land: string; readonly graticule: string } {
  const path = geoPath(projectionFor(frame, frame.width)).digits(1);
  return { land: path(land) ?? '', graticule: path(geoGraticule10()) ?? '' };
}

/** Opposite the middle of the widest gap between neighbouring longitudes; 0 without places. */
export function middleLongitude(lonDeg: readonly number[]): number {
  const sorted = [...new Set(lonDeg)].sort((a, b) => a - b);
  if (sorted.length === 0) return 0;
  let widest = -1;
  let middle = 0;
  for (const [i, lon] of sorted.entries()) {
    const next = sorted[i + 1] ?? sorted[0]! + 360;
    if (next - lon <= widest) continue;
    widest = next - lon;
    middle = (lon + next) / 2 + 180;
  }
  return ((((middle + 180) % 360) + 360) % 360) - 180;
}

function at(place: GeoPlace): [number, number] {
  return [place.lonDeg, place.latDeg];
}
