/** The design of the small fixed world of `sample-record.ts`. */
import { type Duration, SECOND as SECOND_US } from '../../../sim/kernel/time.ts';
import type { ResolvedDesign } from '../../../sim/scenario/resolved-scenario.ts';
import { SAMPLE_BACKEND } from './sample-backend.ts';
import { SAMPLE_POLICY } from './sample-policy.ts';

export const SAMPLE_DESIGN: ResolvedDesign = {
  id: 'waterfall',
  kind: 'anycastProxy',
  service: {
    protocol: 'TCP',
    port: 443,
    loadBalancingScheme: 'EXTERNAL_MANAGED',
    networkTier: 'PREMIUM',
    region: null,
    sessionAffinity: 'NONE',
    localityLbPolicy: 'ROUND_ROBIN',
    tls: 'none',
    connectionDraining: {
      drainingTimeout: (300 * SECOND_US) as Duration,
      sharedWith: [],
      closeWithin: (600 * SECOND_US) as Duration,
      closing: 'atEnd',
      onDetach: true,
      terminationDelay: (60 * SECOND_US) as Duration,
    },
    healthCheck: {
      checkInterval: (5 * SECOND_US) as Duration,
      timeout: (5 * SECOND_US) as Duration,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      probers: 1,
      quorum: 1,
      type: 'TCP',
      port: 80,
      proxyHeader: 'NONE',
    },
    firewall: [],
    portName: null,
    proxyHeader: 'NONE',
    ipAddressSelectionPolicy: 'IPV4_ONLY',
    network: 'default',
    timeout: (30 * SECOND_US) as Duration,
    idleTimeoutFrom: 'timeout',
    outlierDetection: null,
    circuitBreakers: { maxConnections: 'none' },
    address: 'reserved',
    ipVersions: ['IPV4', 'IPV6'],
    backends: [SAMPLE_BACKEND],
  },
  serviceLbPolicy: SAMPLE_POLICY,
  edge: {
    maglevMachines: 4,
    gfes: 8,
    tableSize: 65_537,
    connectionTable: { entries: 1_000_000, expiry: (600 * SECOND_US) as Duration },
    ecmp: 'modulo',
    backendUpdate: { delay: SECOND_US as Duration, spread: SECOND_US as Duration },
  },
  secondLayer: { gfesPerRegion: 1, knownRegions: 1, zonePreferenceEndsAt: 0 },
  loadReport: {
    interval: SECOND_US as Duration,
    delay: 0 as Duration,
    rateWindow: SECOND_US as Duration,
    correction: { gain: 0.5, most: 4 },
  },
  connectTimeout: (5 * SECOND_US) as Duration,
  labels: {},
};
