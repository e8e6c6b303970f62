/**
 * A pool of backends as Envoy's hashing balancers see it: a key and a normalised weight for each host.
 *
 * Source: envoyproxy/envoy, thread_aware_lb_impl.h, `hashKey` (the host's `hash_key` metadata
 * wins over host name and address).
 */
import { type Backend, MaglevInputError, socketAddress } from '../backend.ts';
import type { MethodOptions } from '../method.ts';
import type { EnvoyHost } from './envoy.ts';
import { normaliseHostWeights, normaliseLocalityWeights } from './envoy-weights.ts';

/** One host for each backend, in the same order; weight 0 where the host's locality weighs nothing. */
export function envoyHosts(
  backends: readonly Backend[],
  { useHostname, localityWeights }: Pick<MethodOptions, 'useHostname' | 'localityWeights'>,
): EnvoyHost[] {
  const hostWeights = backends.map((backend) => backend.weight);
  const weights =
    localityWeights === null
      ? normaliseHostWeights(hostWeights, 1)
      : normaliseLocalityWeights(hostWeights, localityIndices(backends, localityWeights), [
          ...localityWeights.values(),
        ]);
  return backends.map((backend, host) => ({ hashKey: hostKey(backend, useHostname), weight: weights[host]! }));
}

function hostKey(backend: Backend, useHostname: boolean): string {
  return backend.hashKey ?? (useHostname ? backend.hostname : null) ?? socketAddress(backend);
}

function localityIndices(backends: readonly Backend[], localityWeights: ReadonlyMap<string, number>): number[] {
  const ids = [...localityWeights.keys()];
  return backends.map(({ name, locality }) => {
    const index = locality === null ? -1 : ids.indexOf(locality);
    if (index >= 0) return index;
    throw new MaglevInputError(`backend "${name}": no weight is given for its locality ${locality ?? '(none)'}`);
  });
}
