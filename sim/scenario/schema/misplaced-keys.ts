/**
 * Keys that an author may well look for in one map and that stand in another: what is said of them, and what was meant.
 */

interface MisplacedKey {
  /** The map in which it was looked for. */
  readonly map: string;
  readonly key: string;
  /** Where it stands. */
  readonly path: string;
  readonly meaning: string;
}

const MISPLACED_KEYS: readonly MisplacedKey[] = [
  { map: 'balancers', key: 'ttl', path: 'dns.ttl', meaning: 'how long copies of the record of the balancers live' },
  {
    map: 'balancers',
    key: 'withdrawAfter',
    path: 'dns.withdrawAfter',
    meaning: 'when a balancer that failed leaves the record',
  },
  { map: 'balancers', key: 'assignment', path: 'assignment', meaning: 'which server balancers name' },
  { map: 'balancers', key: 'heartbeat', path: 'heartbeat', meaning: 'how balancers know which servers are alive' },
];

export interface Misplacement {
  readonly message: string;
  readonly suggestion: string;
}

/**
 * `null` for a key that is found nowhere else.
 *
 * @param path that of the map, from the top of the scenario
 */
export function misplacedKey(path: readonly string[], key: string): Misplacement | null {
  const found = MISPLACED_KEYS.find((candidate) => candidate.map === path.at(-1) && candidate.key === key);
  if (found === undefined) return null;
  return {
    message: `${found.map} has no ${key}: ${found.meaning} is ${found.path} of the design`,
    suggestion: found.path,
  };
}
