/**
 * Two servers at random, of which the one with fewer clients so far: the power of two choices (Mitzenmacher 2001). The fullest server is then only
 * ln ln N / ln 2 above the mean, however many the clients.
 */
import { avalanche } from '../../kernel/avalanche.ts';
import type { AssignmentPolicy } from './assignment-policy.ts';

const TWO_POW_MINUS_32 = 2 ** -32;
/** Makes a second draw of the first. */
const SECOND_SALT = 0x9e3779b9;

export function twoChoices(): AssignmentPolicy {
  return {
    pick: ({ servers, assigned }, _clientHash, choice) => {
      const count = servers.length;
      const first = Math.floor(choice * TWO_POW_MINUS_32 * count);
      if (count === 1) return servers[0]!;
      // Of the others, so that they are two.
      const skip = 1 + Math.floor((avalanche(choice ^ SECOND_SALT) >>> 0) * TWO_POW_MINUS_32 * (count - 1));
      const [one, other] = [servers[first]!, servers[(first + skip) % count]!];
      return assigned[other]! < assigned[one]! ? other : one;
    },
  };
}
