/**
 * What a scenario's clients are like, without simulating: how many, how often each connects, how unlike
 * they are, how fast they change.
 *
 * Networks share clients and connections alike, so the mean client is the same everywhere; what depends on the size of
 * a network (Zipf's law) is weighted by its clients. Lognormal parts are those of a network with very many: a small
 * one holds few of the heaviest.
 */
import jstat from 'jstat';
import { meanUs } from '../kernel/distribution.ts';
import { powerIntegral } from '../kernel/zipf-ranks.ts';
import type { ResolvedActivity, ResolvedClients } from '../scenario/resolved-clients.ts';
import type { World } from '../world/world.ts';
import type { Population } from './population.ts';

/** The alias table of lognormal parts, and who holds a place until when. */
const PICK_BYTES = 8;
const TURNOVER_BYTES = 12;
/** The part of the clients that `heaviestShare` is about. */
export const HEAVIEST = 0.01;
/**
 * 99 % point of the standard normal (NIST/SEMATECH e-Handbook, 1.3.6.7.1, to more digits): the
 * heaviest hundredth lies above.
 */
const NORMAL_99 = 2.3263478740408408;
/** Ranks added one by one; beyond, the integral from the middle to the middle is off by less than 1e-6 of the sum. */
const EXACT_RANKS = 200;

export interface ClientStatistics {
  readonly clientCount: number;
  /** Mean over the clients, before shape and surges. */
  readonly connectionsPerSecondEach: number;
  /** Part of a network's connections that its heaviest hundredth of clients makes, at least one client. */
  readonly heaviestShare: number;
  /** Coefficient of variation of the clients' rates: standard deviation over mean. */
  readonly activityCv: number;
  /** People who leave in a second, and as many who come, whether or not they ever connect. */
  readonly leavingPerSecond: number;
  /** What a run keeps of each client, before what a design remembers. */
  readonly bytesPerClient: number;
}

/** O(networks). */
export function clientStatistics(
  { activity, lifetime }: ResolvedClients,
  connectionsPerSecond: number,
  world: World,
  population: Population,
): ClientStatistics {
  const { clientCount } = population;
  let heaviest = 0;
  let cvSquared = 0;
  world.networks.forEach((_, network) => {
    const own = population.countOf(network);
    heaviest += (own / clientCount) * heaviestShare(activity, own);
    cvSquared += (own / clientCount) * activityCvSquared(activity, own);
  });
  return {
    clientCount,
    connectionsPerSecondEach: connectionsPerSecond / clientCount,
    heaviestShare: heaviest,
    activityCv: Math.sqrt(cvSquared),
    leavingPerSecond: lifetime === null ? 0 : (clientCount / meanUs(lifetime)) * 1e6,
    bytesPerClient: (activity.kind === 'lognormal' ? PICK_BYTES : 0) + (lifetime === null ? 0 : TURNOVER_BYTES),
  };
}

function heaviestShare(activity: ResolvedActivity, clientCount: number): number {
  const heaviest = Math.max(1, Math.round(clientCount * HEAVIEST));
  switch (activity.kind) {
    case 'equal':
      return heaviest / clientCount;
    case 'zipf':
      return powerSum(heaviest, activity.exponent) / powerSum(clientCount, activity.exponent);
    case 'lognormal':
      return jstat.normal.cdf(activity.sigma - NORMAL_99, 0, 1);
  }
}

/** Square of the coefficient of variation of the parts. */
function activityCvSquared(activity: ResolvedActivity, clientCount: number): number {
  switch (activity.kind) {
    case 'equal':
      return 0;
    case 'zipf':
      return (
        (clientCount * powerSum(clientCount, 2 * activity.exponent)) / powerSum(clientCount, activity.exponent) ** 2 - 1
      );
    case 'lognormal':
      return Math.expm1(activity.sigma ** 2);
  }
}

/** The sum of k^-exponent over k = 1 .. count. */
function powerSum(count: number, exponent: number): number {
  let sum = 0;
  for (let rank = 1; rank <= Math.min(count, EXACT_RANKS); rank++) sum += rank ** -exponent;
  if (count <= EXACT_RANKS) return sum;
  return sum + powerIntegral(count + 0.5, exponent) - powerIntegral(EXACT_RANKS + 0.5, exponent);
}
