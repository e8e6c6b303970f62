/** What only a design of kind `redirect` has: balancers that tell each client which server to use. */
import { z } from 'zod';
import { ASSIGNMENT_POLICY_NAMES } from '../../policies/assignment/assignment-policy-registry.ts';
import { DISCOVERIES } from '../resolved-redirect.ts';
import { admissionSchema, forumOptionFields } from './forum-options.ts';
import { choice, count, durationText, expected, flag, names, percentText, wholeNumber } from './quantities.ts';
import { outcomeList } from './retry.ts';

/** Assumption: below a round trip within a zone nobody learns anything. */
const HEARTBEAT_MIN_US = 1_000;

const balancers = z.strictObject({
  count: wholeNumber(1, 1_000).optional().describe('How many. Default 2.'),
  regions: names('regions').optional().describe('Where they stand, in turn. Default: the regions with backends.'),
  onServers: flag()
    .optional()
    .describe('They run on the first servers, in turn, and go down with them. Default false.'),
  discovery: choice(DISCOVERIES).optional().describe('How clients find one. Default dnsRoundRobin.'),
  serviceTime: durationText({ minUs: 1 }).optional().describe('Work of an answer. Default 1ms.'),
  workers: wholeNumber(1, 100_000).optional().describe('Answers at a time. Default 4.'),
  backlog: count(0, 100_000_000).optional().describe('Asks that may wait. Default 1024.'),
  takeover: durationText()
    .optional()
    .describe(
      'With failover and dnsFailover: until the next balancer has the address, or the name, of one that failed. Default 3s.',
    ),
  admission: admissionSchema.optional(),
});

const lease = z.strictObject({
  duration: z
    .union([z.literal('perpetual'), durationText({ minUs: 1 })], {
      error: expected('perpetual, or a duration such as 1h'),
    })
    .optional()
    .describe('How long a client keeps to its server. Default perpetual.'),
  jitter: percentText().optional().describe('A lease is shorter by up to this share of it. Default 0%.'),
});

export const redirectFields = {
  balancers: balancers.optional().describe('Of kind redirect: the machines that tell clients which server to use.'),
  assignment: choice(ASSIGNMENT_POLICY_NAMES)
    .optional()
    .describe('Of kind redirect: which server a balancer names. Default random.'),
  heartbeat: z
    .strictObject({
      interval: durationText({ minUs: HEARTBEAT_MIN_US })
        .optional()
        .describe('How often a server says that it is alive. Default 5s.'),
      missed: wholeNumber(1, 1_000).optional().describe('Missed in a row until it is held dead. Default 3.'),
      selfPreservation: percentText()
        .optional()
        .describe('A balancer that hears less than this share of its servers drops none. Default it drops each.'),
    })
    .optional()
    .describe('Of kind redirect: how balancers know which servers are alive.'),
  lease: lease.optional().describe('Of kind redirect: how long an assignment holds.'),
  failures: outcomeList
    .optional()
    .describe('Of kind redirect: outcomes that make a client leave its server. Default refused, timedOut, reset.'),
  clientsAtStart: choice(['assigned', 'strangers'])
    .optional()
    .describe('Of kind redirect: whether clients have been given a server before the run. Default assigned.'),
  ...forumOptionFields,
};
