/** Each metro's share of the traffic: the sum over its client networks. */
import type { World } from '../world/world.ts';

/** [metroCount], adding up to 1. */
export function metroShares(world: World): Float64Array {
  const shares = new Float64Array(world.metros.length);
  for (const { metroIndex, share } of world.networks) shares[metroIndex]! += share;
  return shares;
}
