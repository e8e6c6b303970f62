/** Models of a passthrough balancer in Seoul: 4 primaries, and 4 failover members where a test wants them. */
import type { Model } from '../../sim/model.ts';
import { mergePlain, modelWith, type PlainMap } from './scenario.ts';

/** Found out with the first probe, and the members are known to serve again with the first. */
export const QUICK_CHECK: PlainMap = { checkInterval: '1s', timeout: '1s', healthyThreshold: 1, unhealthyThreshold: 1 };

export const PRIMARY: PlainMap = { zone: 'asia-northeast3-a', members: 4, maxConnections: 400 };
export const STANDBY: PlainMap = { zone: 'asia-northeast3-b', members: 4, maxConnections: 400, failover: true };

/** A passthrough service by itself: the backend `seoul` and what `service` adds. */
export function passthrough(service: PlainMap = {}, rest: PlainMap = {}): Model {
  const own: PlainMap = { region: 'asia-northeast3', healthCheck: QUICK_CHECK };
  return modelWith(
    mergePlain(
      {
        time: { duration: '20m' },
        world: { clients: { networksPerMetro: 1 } },
        service: mergePlain(own, service),
        designs: { proxy: null, through: { kind: 'networkPassthrough' } },
      },
      rest,
    ),
  );
}
