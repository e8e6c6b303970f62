/** `dns` of a design: the record that names it, the caches in between, and how clients try the addresses. */
import { z } from 'zod';
import { ANSWER_KINDS, VIOLATORS } from '../resolved-naming.ts';
import { choice, durationText, expected, flag, percentText, wholeNumber } from './quantities.ts';

const EXPONENT_MAX = 10;
const exponent = expected(`an exponent above 0 and at most ${EXPONENT_MAX} such as 0.594`);
const weight = expected('a weight from 0 to 1000 such as 1 or 2.5');

const violations = z.strictObject({
  share: percentText().optional().describe('Of resolvers or clients, who keep copies for longer. Default 30.6%.'),
  exponent: z
    .number({ error: exponent })
    .gt(0, { error: exponent })
    .lte(EXPONENT_MAX, { error: exponent })
    .optional()
    .describe('Of the Pareto law of how much longer. Default 0.594.'),
  at: choice(VIOLATORS).optional().describe('Who keeps them. Default resolvers.'),
});

export const namingSchema = z
  .strictObject({
    ttl: durationText({ minUs: 1 })
      .optional()
      .describe('Time to live of the record with the addresses that clients look up. Default 60s.'),
    serverTtl: durationText()
      .optional()
      .describe('Of kind redirect: time to live of the record of each server. Default 1h.'),
    lookup: durationText().optional().describe('To look up a name that the resolver holds. Default 20ms.'),
    authoritative: durationText()
      .optional()
      .describe('More than that, when the resolver has to ask itself. Default 130ms.'),
    answer: choice(ANSWER_KINDS)
      .optional()
      .describe('Addresses of an answer: all in turn, or those of one region. Default roundRobin.'),
    weights: z
      .record(z.string(), z.number({ error: weight }).min(0, { error: weight }).max(1_000, { error: weight }))
      .optional()
      .describe('With weighted: the weight of each region. Default 1 each.'),
    addressesPerAnswer: wholeNumber(1, 1_000).optional().describe('At most. Default all.'),
    mislocated: percentText()
      .optional()
      .describe('With nearest: resolvers that seem to be over 500 km from their clients. Default 11.5%.'),
    clientSubnet: flag()
      .optional()
      .describe('With nearest: resolvers tell where the client is (RFC 7871). Default false.'),
    withdrawAfter: z
      .union([z.literal('never'), durationText()], { error: expected('never, or a duration such as 30s') })
      .optional()
      .describe('From the failure of an address until the record no longer has it. Default never.'),
    violations: z
      .union([z.literal('none'), violations], { error: expected('none, or { share, exponent, at }') })
      .optional()
      .describe('Copies that are kept longer than the record allows.'),
    resolverOrder: choice(['kept', 'rotated'])
      .optional()
      .describe('Whether a resolver turns the addresses from client to client. Default kept.'),
    attemptTimeout: durationText({ minUs: 1 })
      .optional()
      .describe('What a client waits for an address before the next. Default connectTimeout.'),
    attemptDelay: durationText({ minUs: 1 })
      .optional()
      .describe('After that long it tries the next address as well (RFC 8305). Default it does not.'),
    atStart: choice(['warm', 'cold'])
      .optional()
      .describe('Whether resolvers hold copies when the run begins. Default warm.'),
  })
  .describe('Of kinds redirect and dns: how clients come to know addresses, and try them.');

export type NamingInput = z.infer<typeof namingSchema>;
