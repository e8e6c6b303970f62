/**
 * Ring hash with a fixed number of points for each unit of weight: a backend that leaves
 * moves its own keys and no others.
 *
 * Karger et al., STOC 1997. A point is xxHash64 of `key_index`, as in Envoy; libketama takes the points from MD5
 * instead, 160 for a server of mean weight, and so differs in the points, not in the method.
 */
import { MaglevInputError } from '../backend.ts';
import { utf8Bytes } from '../hash/utf8.ts';
import { Word64 } from '../hash/word64.ts';
import { xxHash64 } from '../hash/xxhash64.ts';
import { HashRing } from './hash-ring.ts';

/** Points of a backend of weight 1 (libketama: 40 digests of 4 points each for a server of mean weight). */
export const RING_DEFAULT_POINTS = 160;

/** Envoy's upper bound of a ring, `maximum_ring_size`. */
const RING_POINTS_MAX = 8_388_608;

/**
 * @param keys what is hashed for each backend
 * @param weights whole numbers >= 0
 * @param pointsPerWeight 1 or more; the relative deviation of a backend's share is about 1 / sqrt(points)
 * @throws MaglevInputError where the ring would have more points than Envoy allows one
 */
export function buildRing(keys: readonly string[], weights: readonly number[], pointsPerWeight: number): HashRing {
  const size = weights.reduce((sum, weight) => sum + weight * pointsPerWeight, 0);
  if (size > RING_POINTS_MAX) {
    throw new MaglevInputError(
      `a ring of ${size} points is too large (at most ${RING_POINTS_MAX}): give less weight, or fewer points for each unit of it`,
    );
  }
  const hi = new Uint32Array(size);
  const lo = new Uint32Array(size);
  const owners = new Int32Array(size);
  const seed = new Word64();
  let point = 0;
  for (const [owner, key] of keys.entries()) {
    for (let index = 0; index < weights[owner]! * pointsPerWeight; index++) {
      const hash = xxHash64(utf8Bytes(`${key}_${index}`), seed);
      hi[point] = hash.hi;
      lo[point] = hash.lo;
      owners[point++] = owner;
    }
  }
  return new HashRing({ hi, lo, owners });
}
