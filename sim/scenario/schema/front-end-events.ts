/**
 * What happens to the front end as a whole: floods, scans, a forwarding rule made anew, a protocol pushed,
 * clients moved to another chain.
 */
import { z } from 'zod';
import { SERVICE_PROTOCOLS } from '../service-protocol.ts';
import { attackSchema } from './attack.ts';
import { choice, count, durationText } from './quantities.ts';
import { rolloutSchema } from './rollout.ts';

export const FRONT_END_ACTIONS = ['attack', 'scan', 'recreate', 'push', 'rollout'] as const;

export const frontEndEventFields = {
  attack: attackSchema.optional().describe('An attack; needs a length.'),
  scan: z
    .strictObject({ connections: count(1, 1_000_000).describe('SYNs to ports that no forwarding rule names.') })
    .optional()
    .describe('A port scan from all client networks in turn.'),
  recreate: z
    .strictObject({
      dnsTtl: durationText().describe('How long clients go on using an address that they have looked up.'),
    })
    .optional()
    .describe('Deletes the forwarding rule and makes it again.'),
  push: z
    .strictObject({
      protocol: choice(SERVICE_PROTOCOLS).describe('The backend protocol from then on.'),
      unreachable: durationText()
        .optional()
        .describe('How long members are out of reach of a second-layer GFE that has learnt of it. Default 3m.'),
    })
    .optional()
    .describe('Changes the backend protocol of the service.'),
  rollout: rolloutSchema.optional().describe('Moves clients to the new chain of a design, step by step.'),
};
