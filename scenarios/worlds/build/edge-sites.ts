/**
 * PoPs and regions from the two lists of Google's sites in `sources/`, in Spillway's columns.
 *
 * Coordinates are rounded to 0.01 degree (about 1 km): the lists give airports and towns, not buildings.
 */
import type { Pop, Region } from '../../../sim/world/world-data.ts';

export interface EdgeLocation {
  readonly city: string;
  readonly countryCode: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface RegionListing {
  readonly name: string;
  /** Town, then country or US state. */
  readonly location: string;
  readonly lat: number;
  readonly lon: number;
  readonly zones: readonly string[];
}

/** ISO 3166-1 alpha-2 of the last part of a region's location; US regions name the state. */
const COUNTRY_OF_LAST_PART: Readonly<Record<string, string>> = {
  Australia: 'AU',
  Belgium: 'BE',
  Brazil: 'BR',
  Canada: 'CA',
  Chile: 'CL',
  England: 'GB',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  'Hong Kong': 'HK',
  India: 'IN',
  Indonesia: 'ID',
  Israel: 'IL',
  Italy: 'IT',
  Japan: 'JP',
  Mexico: 'MX',
  Netherlands: 'NL',
  Poland: 'PL',
  Qatar: 'QA',
  'Saudi Arabia': 'SA',
  Singapore: 'SG',
  'South Africa': 'ZA',
  'South Korea': 'KR',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  Taiwan: 'TW',
  Thailand: 'TH',
  California: 'US',
  Iowa: 'US',
  Nevada: 'US',
  Ohio: 'US',
  Oregon: 'US',
  'South Carolina': 'US',
  Texas: 'US',
  Utah: 'US',
  Virginia: 'US',
};

export function hundredths(deg: number): number {
  return Math.round(deg * 100) / 100;
}

/** PoPs from edge locations keyed by IATA code. */
export function popsOf(locations: Readonly<Record<string, EdgeLocation>>): Pop[] {
  return Object.entries(locations).map(([iata, site]) => ({
    id: iata.toLowerCase(),
    name: site.city,
    country: site.countryCode,
    latDeg: hundredths(site.latitude),
    lonDeg: hundredths(site.longitude),
  }));
}

export function regionsOf(listings: readonly RegionListing[]): Region[] {
  return listings.map(({ name, location, lat, lon, zones }) => {
    const country = COUNTRY_OF_LAST_PART[location.split(', ').at(-1)!];
    if (country === undefined) throw new Error(`country of region ${name} not known: ${location}`);
    return { id: name, location, country, latDeg: hundredths(lat), lonDeg: hundredths(lon), zones: [...zones].sort() };
  });
}
