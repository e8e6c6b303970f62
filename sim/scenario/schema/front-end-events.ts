/** What happens to the front end as a whole: floods, scans, a forwarding rule made anew. */
import { z } from 'zod';
import { count, durationText, rateText } from './quantities.ts';

export const FRONT_END_ACTIONS = ['attack', 'scan', 'recreate'] as const;

export const frontEndEventFields = {
  attack: z
    .strictObject({ synFlood: rateText().describe('SYNs of a flood, over the whole world.') })
    .optional()
    .describe('An attack from everywhere; needs a length.'),
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
};
