/** The second layer near the client, for backends that are served so. */
import type { ReasonCase } from './reason-cases.ts';

export const NEAR_CLIENT_CASE: ReasonCase = {
  what: 'backends that are reached from near the client',
  changes: {
    service: {
      protocol: 'HTTPS',
      healthCheck: null,
      backends: { seoul: null, run: { region: 'us-central1', type: 'SERVERLESS', members: 1 } },
    },
  },
  at: '10s',
  gives: ['nearestToClient'],
};
