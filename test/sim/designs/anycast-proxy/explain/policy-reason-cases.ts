/**
 * Reasons that a second-layer GFE has by the service's own settings: what isolation keeps apart,
 * what session affinity decides.
 */
import { type PlainMap, THREE_REGIONS } from '../../../../support/scenario.ts';
import type { ReasonCase } from './reason-cases.ts';

const REFUSING = { checkInterval: '1s', timeout: '1s', healthyThreshold: 1, unhealthyThreshold: 1 };

function proxy(changes: PlainMap): PlainMap {
  return { proxy: { kind: 'anycastProxy', ...changes } };
}

export const POLICY_REASON_CASES: readonly ReasonCase[] = [
  {
    what: 'isolation in a region whose members are gone',
    changes: {
      service: { backends: THREE_REGIONS, healthCheck: REFUSING },
      designs: proxy({
        serviceLbPolicy: { isolationConfig: { isolationGranularity: 'REGION', isolationMode: 'STRICT' } },
      }),
      events: [{ id: 'what', at: '1s', fail: { backend: 'seoul', as: 'refusing' } }],
    },
    at: '30s',
    gives: ['isolated', 'isolatedFromRest', 'noHealthyMember'],
    never: ['failedToPick', 'noneEligible'],
  },
  {
    what: 'two zones and session affinity',
    changes: {
      service: {
        sessionAffinity: 'CLIENT_IP',
        backends: {
          a: { zone: 'asia-northeast3-a', members: 4, maxConnections: 400 },
          b: { zone: 'asia-northeast3-b', members: 4, maxConnections: 400 },
        },
      },
      designs: proxy({ secondLayer: { zonePreferenceEndsAt: 0 } }),
    },
    at: '10s',
    gives: ['clientHashed', 'clientHashedElsewhere'],
    never: ['wonTheDraw', 'lostTheDraw'],
  },
];
