/**
 * The data of a world: where clients live, where the edge is, where the clouds' regions are.
 *
 * Plain JSON, read and checked elsewhere; `scenarios/worlds/gcp.json` is the shipped one and says where its numbers
 * come from. All lists are sorted by id, and streams of random numbers are drawn in that order.
 */
import type { Place } from './distance.ts';

/** A city and its surroundings: the clients that live there. */
export interface Metro extends Place {
  /** Lower-case ASCII in kebab case, unique: `new-york`. */
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** People who use the Internet, at least 1. */
  readonly internetUsers: number;
  /** Standard time of the metro's zone, daylight saving time left out; -720 .. 840. */
  readonly utcOffsetMinutes: number;
}

/** An edge site that announces the anycast address. */
export interface Pop extends Place {
  /** Lower-case IATA code of the airport: `icn`. */
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** A cloud region: where backends can be. */
export interface Region extends Place {
  /** `asia-northeast3`. */
  readonly id: string;
  /** `Seoul, South Korea`. */
  readonly location: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** `asia-northeast3-a`, ...; at least one. */
  readonly zones: readonly string[];
}

export interface WorldData {
  readonly metros: readonly Metro[];
  readonly pops: readonly Pop[];
  readonly regions: readonly Region[];
}
