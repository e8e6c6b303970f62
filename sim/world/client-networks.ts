/**
 * Eyeball networks: the providers that a metro's clients use, and the unit of BGP catchment.
 *
 * All clients of a network take one route, so a catchment moves a network at a time. Real metros have dozens of
 * providers; a few are enough to divide a metro between PoPs as measurements see it divided.
 */
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { Metro } from './world-data.ts';

/** How clients reach the network; it decides the last mile. */
export type AccessKind = 'fixed' | 'mobile';

export interface ClientNetwork {
  /** `seoul/0`: metro and number, the largest first. */
  readonly id: string;
  /** Row of `World.metros`. */
  readonly metroIndex: number;
  /** Part of the whole world's traffic; all networks together make 1. */
  readonly share: number;
  readonly kind: AccessKind;
  /** RTT between the client and the network's core, whole microseconds. */
  readonly lastMileUs: number;
}

/**
 * Assumption: the second network is mobile, then every other one, so that with three networks mobile has 27 % of the
 * traffic. Far more devices are mobile than that, but at home and at work they use the fixed network's Wi-Fi.
 */
function kindOf(number: number): AccessKind {
  return number % 2 === 1 ? 'mobile' : 'fixed';
}

/**
 * Assumption: providers divide a market by Zipf's law; with three (an incumbent, a mobile carrier,
 * a challenger) 55, 27 and 18 %.
 */
export function marketShares(networksPerMetro: number): number[] {
  const weights = Array.from({ length: networksPerMetro }, (_, number) => 1 / (number + 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Medians and spread of the last mile. Assumption: fibre and cable in a few milliseconds, LTE in a few tens; checked
 * against "most user sessions have MinRTT < 39 ms" (Schlinker et al., IMC 2019).
 */
const LAST_MILE_MEDIAN_MS: Readonly<Record<AccessKind, number>> = { fixed: 8, mobile: 25 };
const LAST_MILE_SIGMA = 0.5;

/**
 * The networks of all metros, metro by metro.
 *
 * @param metroShares part of the world's traffic of each metro, summing to 1
 * @param networksPerMetro at least 1
 */
export function clientNetworks(
  metros: readonly Metro[],
  metroShares: readonly number[],
  networksPerMetro: number,
  streams: RandomStreams,
): ClientNetwork[] {
  const shares = marketShares(networksPerMetro);
  return metros.flatMap((metro, metroIndex) =>
    shares.map((share, number) => {
      const id = `${metro.id}/${number}`;
      const kind = kindOf(number);
      const z = streams.stream(`last-mile/${id}`).normal();
      const lastMileUs = Math.round(LAST_MILE_MEDIAN_MS[kind] * 1_000 * Math.exp(LAST_MILE_SIGMA * z));
      return { id, metroIndex, share: share * metroShares[metroIndex]!, kind, lastMileUs };
    }),
  );
}
