/** The server of the lowest cost among all of them, or among two. */
import { avalanche } from '../../kernel/avalanche.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';

/** Makes a second draw of the first. */
const SECOND_SALT = 0x9e3779b9;

/**
 * Of several with the lowest cost, each alike. Hot.
 *
 * @param costs [slotCount]
 */
export function lowestOf(servers: Int32Array, costs: Float64Array, choice: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  let count = 0;
  for (const server of servers) {
    const cost = costs[server]!;
    if (cost > lowest) continue;
    count = cost === lowest ? count + 1 : 1;
    lowest = cost;
  }
  let left = Math.floor((choice / TWO_POW_32) * count);
  for (const server of servers) {
    if (costs[server] === lowest && left-- === 0) return server;
  }
  return servers[0]!;
}

/**
 * Of two different servers at random the one of the lower cost: the power of two choices (Mitzenmacher 2001).
 *
 * @param choice uniform draw, 32 bits
 */
export function lowerOfTwo(servers: Int32Array, cost: Float64Array, choice: number): number {
  const count = servers.length;
  if (count === 1) return servers[0]!;
  const first = Math.floor((choice / TWO_POW_32) * count);
  // Of the others, so that they are two.
  const skip = 1 + Math.floor(((avalanche(choice ^ SECOND_SALT) >>> 0) / TWO_POW_32) * (count - 1));
  const one = servers[first]!;
  const other = servers[(first + skip) % count]!;
  return cost[other]! < cost[one]! ? other : one;
}
