/** `attack`: what an attacker sends, whence, and at which machines. */
import { z } from 'zod';
import { durationText, exactlyOneKey, flag, names, rateText } from './quantities.ts';

export const ATTACK_WAYS = ['synFlood', 'flood', 'asks'] as const;
/** What an attacker can aim at where machines have addresses of their own. */
export const AIMED_KINDS = ['region', 'zone', 'backend', 'member', 'balancer', 'tier'] as const;

const oneWay = exactlyOneKey(ATTACK_WAYS);

export const attackSchema = z
  .strictObject({
    synFlood: rateText().optional().describe('SYNs of a flood, over the whole world, that the front ends absorb.'),
    flood: rateText().optional().describe('SYNs of a flood that takes what machines can take.'),
    asks: rateText().optional().describe('Asks of balancers by nobody who then connects.'),
    region: names('regions').optional(),
    zone: names('zones').optional(),
    backend: names('backends').optional(),
    member: names('members such as web-seoul/3').optional(),
    balancer: names('balancers such as lb1').optional(),
    tier: names('servers of tiers such as europe-west1/nginx/3').optional(),
    collected: flag()
      .optional()
      .describe(
        'A flood of the servers whose addresses earlier asks of attackers have brought to light. Default false.',
      ),
    from: names('metros').optional().describe('Where the attacker has machines, by their weight. Default: all metros.'),
    follow: durationText({ minUs: 1_000 })
      .optional()
      .describe('How often the attacker asks balancers again, and floods whom they name instead. Default never.'),
  })
  .refine(oneWay.accepts, oneWay.options)
  .meta(oneWay.meta);

export type AttackInput = z.infer<typeof attackSchema>;
