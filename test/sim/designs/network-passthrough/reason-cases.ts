/** A small scenario for each reason that only a passthrough balancer gives. */
import { PRIMARY, QUICK_CHECK, STANDBY } from '../../../support/passthrough.ts';
import type { PlainMap } from '../../../support/scenario.ts';
import type { ReasonCase } from '../anycast-proxy/explain/reason-cases.ts';

function lost(what: string, policy: PlainMap, standby: PlainMap | null, gives: readonly string[]): ReasonCase {
  return {
    what,
    design: 'through',
    changes: {
      service: {
        region: 'asia-northeast3',
        healthCheck: QUICK_CHECK,
        failoverPolicy: policy,
        backends: { seoul: PRIMARY, standby },
      },
      designs: { proxy: null, through: { kind: 'networkPassthrough' } },
      events: [{ id: 'lost', at: '10s', fail: { backend: 'seoul' } }],
    },
    at: '5s',
    for: '30s',
    gives,
  };
}

export const PASSTHROUGH_REASON_CASES: readonly ReasonCase[] = [
  lost('primaries, then failover backends', {}, STANDBY, [
    'primariesServe',
    'consistentHash',
    'failedOver',
    'ranItsCourse',
  ]),
  lost('all primaries as a last resort', {}, null, ['lastResort', 'memberSilent']),
  lost('connections dropped when nobody is healthy', { dropTrafficIfUnhealthy: true }, null, ['dropsUnhealthy']),
];
