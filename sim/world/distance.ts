/**
 * Great-circle distance on a sphere of the Earth's mean radius.
 *
 * The sphere is at most 0.6 % off the ellipsoid, far below the spread of real fibre routes about the great circle.
 */

/** Mean radius R1 of the Earth (IUGG; Moritz, Geodetic Reference System 1980). */
export const EARTH_RADIUS_KM = 6371.0088;

const RADIANS_PER_DEGREE = Math.PI / 180;

/** A point on the Earth: north and east positive. */
export interface Place {
  /** -90 .. 90. */
  readonly latDeg: number;
  /** -180 .. 180. */
  readonly lonDeg: number;
}

/** Kilometres between two places along the great circle (haversine, which keeps its precision for near places). */
export function greatCircleKm(a: Place, b: Place): number {
  const latA = a.latDeg * RADIANS_PER_DEGREE;
  const latB = b.latDeg * RADIANS_PER_DEGREE;
  const sinLat = Math.sin((latB - latA) / 2);
  const sinLon = Math.sin(((b.lonDeg - a.lonDeg) * RADIANS_PER_DEGREE) / 2);
  const h = sinLat * sinLat + Math.cos(latA) * Math.cos(latB) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
