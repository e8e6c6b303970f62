/**
 * Cases of front ends: the second layer near the client, and first-layer GFEs that are servers, one
 * of which has no connection left.
 */
import { NEAR_CLIENT_CASE } from './near-client-reason-case.ts';
import type { ReasonCase } from './reason-cases.ts';

export const EDGE_REASON_CASES: readonly ReasonCase[] = [
  NEAR_CLIENT_CASE,
  {
    what: 'a front end whose connections are used up',
    changes: {
      world: { pops: ['icn'] },
      designs: { proxy: { kind: 'anycastProxy', edge: { gfes: 1, server: { workerConnections: 20 } } } },
    },
    at: '30s',
    for: '20s',
    gives: ['noConnectionLeft'],
  },
];
