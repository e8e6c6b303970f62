/**
 * Where a resolver seems to be, to whoever answers it by its place: with its clients, or,
 * for a share of them, far away.
 *
 * Assumption: one that is far away stands in the nearest metro more than 500 km off. Source of the distance and of the
 * share: 11 to 12 % of demand is more than 500 km from its resolver, public ones not counted (Calder et al., IMC 2015,
 * quoting Akamai; docs/model/dns.md).
 */
import type { RandomStream } from '../../kernel/random-stream.ts';
import { greatCircleKm } from '../../world/distance.ts';
import type { World } from '../../world/world.ts';

const FAR_KM = 500;

/**
 * @param perNetwork resolvers of a network
 * @param share of resolvers that seem to be elsewhere, 0 .. 1
 * @returns network in whose place each resolver seems to be [networkCount * perNetwork]
 */
export function resolverPlaces(
  { networks, metros }: World,
  perNetwork: number,
  share: number,
  chance: RandomStream,
): Int32Array {
  const firstNetworkOf = metros.map((_, metro) => networks.findIndex(({ metroIndex }) => metroIndex === metro));
  const farOff = metros.map((metro, own) => {
    const km = metros.map((other) => greatCircleKm(metro, other));
    const far = [...metros.keys()].filter((other) => km[other]! > FAR_KM);
    const nearest = far.reduce((best, other) => (km[other]! < km[best]! ? other : best), far[0] ?? own);
    return firstNetworkOf[nearest]!;
  });
  return Int32Array.from({ length: networks.length * perNetwork }, (_, resolver) => {
    const network = Math.floor(resolver / perNetwork);
    return chance.uniform() < share ? farOff[networks[network]!.metroIndex]! : network;
  });
}
