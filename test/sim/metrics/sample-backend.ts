/** The backend of the sample designs: what counts is its balancing mode. */
import type { Duration } from '../../../sim/kernel/time.ts';
import type { ResolvedBackend } from '../../../sim/scenario/resolved-scenario.ts';

export const SAMPLE_BACKEND: ResolvedBackend = {
  id: 'web',
  kind: 'INSTANCE_GROUP',
  region: 'asia-northeast3',
  metro: null,
  zones: [{ zone: 'asia-northeast3-a', members: 2 }],
  balancingMode: 'CONNECTION',
  capacityField: 'maxConnections',
  capacityValue: 10,
  maxUtilization: null,
  customMetrics: [],
  trafficDuration: 'SHORT',
  capacityScaler: 1,
  preference: 'DEFAULT',
  isFailover: false,
  autoscaler: null,
  port: 80,
  namedPorts: {},
  ipStack: 'IPV4',
  member: {
    discipline: 'workers',
    workers: 1,
    backlog: 1,
    serviceTime: { kind: 'constant', valueUs: 1 },
    customMetrics: {},
    startup: 0 as Duration,
    listensOn: 'any',
    speaks: 'TCP',
    proxyHeader: 'NONE',
    perClientLimit: 'none',
  },
};
