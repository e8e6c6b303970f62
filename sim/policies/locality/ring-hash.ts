/**
 * RING_HASH: consistent hashing on a ring of points; a member that goes gives its share to
 * the others and moves little else.
 *
 * Source: Google Cloud, "Backend services overview" (minimum ring size 1024 by default); the ring is Envoy's,
 * which Google's proxies are, with XX_HASH and at most 8 M points. It is built when a backend is first used and
 * when its healthy members change.
 */
import { ENVOY_RING_SIZE_MAX, ENVOY_RING_SIZE_MIN, EnvoyRing } from '../../maglev/pickers/envoy-ring.ts';
import { mixChoice, RING_HIGH_DRAW, RING_LOW_DRAW } from '../mix-choice.ts';
import { type LocalityContext, type LocalityPolicy, NO_MEMBERS } from './locality-policy.ts';

export function createRingHash({ backendCount, memberName }: LocalityContext): LocalityPolicy {
  const membersOf = new Array<Int32Array>(backendCount).fill(NO_MEMBERS);
  const ringOf = new Array<EnvoyRing | null>(backendCount).fill(null);
  return {
    setMembers(backend, members) {
      membersOf[backend] = members;
      ringOf[backend] = null;
    },
    pick(backend, affinityHash) {
      let ring = ringOf[backend]!;
      if (ring === null) {
        ring = ringOfMembers(Array.from(membersOf[backend]!, memberName));
        ringOf[backend] = ring;
      }
      // The zone may have gone by the hash's highest bits, and a place on the ring does too.
      const high = mixChoice(affinityHash, RING_HIGH_DRAW);
      return membersOf[backend]![ring.pick(high, mixChoice(affinityHash, RING_LOW_DRAW))]!;
    },
  };
}

function ringOfMembers(names: readonly string[]): EnvoyRing {
  const weight = 1 / names.length;
  const hosts = names.map((hashKey) => ({ hashKey, weight }));
  return new EnvoyRing(hosts, ENVOY_RING_SIZE_MIN, ENVOY_RING_SIZE_MAX);
}
