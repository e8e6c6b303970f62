/** First-layer GFEs that are servers, one of which has no connection left. */
import type { ReasonCase } from './reason-cases.ts';

export const FRONT_END_CASE: ReasonCase = {
  what: 'a front end whose connections are used up',
  changes: {
    world: { pops: ['icn'] },
    designs: { proxy: { kind: 'anycastProxy', edge: { gfes: 1, server: { workerConnections: 20 } } } },
  },
  at: '30s',
  for: '20s',
  gives: ['noConnectionLeft'],
};
