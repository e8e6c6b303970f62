/** What may be added to a design of kind `redirect`, and what its clients may do against it. */
import { z } from 'zod';
import { DRAIN_ANSWERS, TOKENS } from '../resolved-forum-options.ts';
import { choice, durationText, multipleText, percentText, rateText, wholeNumber } from './quantities.ts';

const rebalance = z.strictObject({
  above: multipleText().optional().describe('Of the mean load of a server, as it last heard. Default 1.25x.'),
  over: durationText({ minUs: 1 }).optional().describe('Time over which loads are averaged. Default 30s.'),
  rate: rateText().optional().describe('Clients that one server sends away, at most. Default 10/s.'),
});

const clientReports = z.strictObject({
  count: wholeNumber(1, 1_000_000).optional().describe('Clients that must have said so. Default 3.'),
  hold: durationText({ minUs: 1 })
    .optional()
    .describe('Within which they must have, and for which the server is then named to nobody. Default 30s.'),
});

const cheats = z.strictObject({
  share: percentText().describe('Of the clients.'),
  pin: z.string().describe('The server that they use, such as web-seoul/0.'),
});

const rogue = z.strictObject({
  backend: z.string().describe('The backend whose servers are those of the attacker; of no other use.'),
  registersAt: durationText().describe('From the start of the run.'),
  foundAfter: durationText({ minUs: 1 }).describe('After that long they are off the lists of all balancers.'),
});

/** A key of `balancers`. */
export const admissionSchema = z
  .strictObject({
    rate: rateText().describe('Clients that all balancers together let through.'),
    burst: wholeNumber(1, 1_000_000)
      .optional()
      .describe('How many at once of a balancer, after a quiet time. Default 1.'),
    longestWait: durationText().optional().describe('Those who would wait longer are turned away. Default 5m.'),
  })
  .describe('Bounds how many clients are told a server in a second; others are told when to come back.');

export const forumOptionFields = {
  urisPerAnswer: wholeNumber(1, 16)
    .optional()
    .describe('Of kind redirect: servers that an answer names; a client goes down the list without asking. Default 1.'),
  returnHome: percentText()
    .optional()
    .describe('Of kind redirect: with which a client tries its first server again at each connection. Default 0%.'),
  onDrain: choice(DRAIN_ANSWERS)
    .optional()
    .describe('Of kind redirect: whether a server that drains serves its clients, or sends them on. Default serve.'),
  rebalance: rebalance
    .optional()
    .describe('Of kind redirect: a server with too much load sends clients to a balancer. Default never.'),
  clientReports: clientReports
    .optional()
    .describe('Of kind redirect: clients that ask again say which server failed them. Default they do not.'),
  cheats: cheats.optional().describe('Of kind redirect: clients that use a server of their choice. Default none.'),
  tokens: choice(TOKENS)
    .optional()
    .describe('Of kind redirect: required: a server sends on whom no balancer has named it to. Default none.'),
  rogue: rogue
    .optional()
    .describe('Of kind redirect: servers of an attacker that register with balancers. Default none.'),
};
