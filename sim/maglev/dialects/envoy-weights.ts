/**
 * Envoy's normalised weights, in IEEE doubles and in Envoy's order of operations, so that they match to the last bit.
 *
 * Source: envoyproxy/envoy, thread_aware_lb_impl.cc, `normalizeHostWeights` and `normalizeLocalityWeights`.
 */

/**
 * Weight of each host of one locality, as a share of the whole; `localityShare` is 1 where localities are not weighed.
 */
export function normaliseHostWeights(weights: readonly number[], localityShare: number): number[] {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return weights.map((weight) => (weight * localityShare) / sum);
}

/**
 * Shares under locality-weighted balancing: each locality's share by its own weight, then the
 * hosts of the locality by theirs.
 *
 * @param hostWeights weight of each host, 1 or more
 * @param localities locality of each host, an index into `localityWeights`
 * @param localityWeights whole numbers >= 0; a locality of weight 0 is skipped with all its hosts
 * @returns share of each host; 0 for skipped hosts, and for every host where all localities weigh 0
 */
export function normaliseLocalityWeights(
  hostWeights: readonly number[],
  localities: readonly number[],
  localityWeights: readonly number[],
): number[] {
  let sum = 0;
  for (const weight of localityWeights) sum += weight;
  const shares = new Array<number>(hostWeights.length).fill(0);
  for (const [locality, localityWeight] of localityWeights.entries()) {
    if (localityWeight === 0) continue;
    const members = [...localities.keys()].filter((host) => localities[host] === locality);
    const memberWeights = members.map((host) => hostWeights[host]!);
    const memberShares = normaliseHostWeights(memberWeights, localityWeight / sum);
    for (const [at, host] of members.entries()) shares[host] = memberShares[at]!;
  }
  return shares;
}
