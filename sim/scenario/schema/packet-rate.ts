/**
 * `packetRate` and `synRetransmission` of a design: what machines can take, and how often
 * clients send a SYN that got lost.
 */
import { z } from 'zod';
import { SYN_SCHEDULES } from '../resolved-packet-rate.ts';
import { choice, rateText } from './quantities.ts';

export const packetRateFields = {
  packetRate: z
    .strictObject({
      server: rateText().optional().describe('SYNs that a server can take. Default 1M/s.'),
      balancer: rateText().optional().describe('SYNs that a balancer of the forum design can take. Default 1M/s.'),
      maglev: rateText().optional().describe('Packets that a Maglev machine can take. Default 12M/s.'),
    })
    .optional()
    .describe('What machines can take of a flood; what is beyond is lost, whoever sent it.'),
  synRetransmission: choice(SYN_SCHEDULES)
    .optional()
    .describe('When clients send a lost SYN again: as Linux does from 6.5 on, or before. Default linear.'),
};
