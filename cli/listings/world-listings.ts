/**
 * Places that a scenario may name, from the shipped worlds: where clients live, where the
 * edge is, where backends can be.
 */
import { CATCHMENT_PROFILES } from '../../sim/world/catchment-profile.ts';
import type { WorldData } from '../../sim/world/world-data.ts';
import type { Installation } from '../installation/installation.ts';
import type { Cell, Listing } from './listing.ts';

export const metros: Listing = {
  columns: ['metro', 'name', 'country', 'latDeg', 'lonDeg', 'internetUsers', 'utcOffsetMinutes'],
  rows: ofWorlds((world) =>
    world.metros.map(({ id, name, country, latDeg, lonDeg, internetUsers, utcOffsetMinutes }) => [
      id,
      name,
      country,
      latDeg,
      lonDeg,
      internetUsers,
      utcOffsetMinutes,
    ]),
  ),
};

export const pops: Listing = {
  columns: ['pop', 'name', 'country', 'latDeg', 'lonDeg'],
  rows: ofWorlds((world) =>
    world.pops.map(({ id, name, country, latDeg, lonDeg }) => [id, name, country, latDeg, lonDeg]),
  ),
};

export const regions: Listing = {
  columns: ['region', 'location', 'country', 'latDeg', 'lonDeg', 'zones'],
  rows: ofWorlds((world) =>
    world.regions.map(({ id, location, country, latDeg, lonDeg, zones }) => [
      id,
      location,
      country,
      latDeg,
      lonDeg,
      zones.length,
    ]),
  ),
};

export const zones: Listing = {
  columns: ['zone', 'region', 'location'],
  rows: ofWorlds((world) =>
    world.regions.flatMap(({ id, location, zones: names }) => names.map((zone) => [zone, id, location])),
  ),
};

export const catchments: Listing = {
  columns: [
    'catchment',
    'peeringShare',
    'reachKm',
    'peerMetricSigma',
    'transitMetricSigma',
    'polarisedShare',
    'transitDetourShare',
  ],
  rows: () =>
    Object.entries(CATCHMENT_PROFILES).map(([name, profile]) => [
      name,
      profile.peeringShare,
      profile.reachKm,
      profile.peerMetricSigma,
      profile.transitMetricSigma,
      profile.polarisedShare,
      profile.transitDetourShare,
    ]),
};

function ofWorlds(rowsOf: (world: WorldData) => Cell[][]): Listing['rows'] {
  return (installation: Installation) => Object.values(installation.worlds()).flatMap(rowsOf);
}
