/** `member.tiers`: tiers in series before a member's application, in the words of a chain's. */
import { z } from 'zod';
import { eventFields, serverFields, threadFields } from './chain.ts';
import { choice, expected, id, wholeNumber } from './quantities.ts';

export const MEMBER_TIER_KINDS = ['threadPerConnection', 'eventDriven'] as const;

const { cores, cpuPerRequest, backlog, keepAliveTimeout, logLine } = serverFields;

const memberTierSchema = z.strictObject({
  kind: choice(MEMBER_TIER_KINDS).optional().describe('What stands there. Needed unless what it changes has it.'),
  servers: wholeNumber(1, 1_000).optional().describe('In each member. Default 1.'),
  cores,
  cpuPerRequest,
  backlog,
  keepAliveTimeout,
  logLine,
  ...threadFields,
  ...eventFields,
});

export const memberTiersSchema = z
  .record(id(), memberTierSchema, { error: expected('a map of tiers by id, in order of the way in') })
  .refine((tiers) => Object.keys(tiers).length > 0, { error: 'expected at least one tier' })
  .meta({ minProperties: 1 })
  .describe('Tiers in series that stand in each member before what serves there. Default none.');

export type MemberTiersInput = z.infer<typeof memberTiersSchema>;
