/**
 * What only a design of kind `chain` has: tiers in series before the members, and what
 * becomes of a request's form there.
 */
import { z } from 'zod';
import { bytesText, choice, count, durationText, expected, flag, id, rateText, wholeNumber } from './quantities.ts';

export const TIER_KINDS = ['floodProtection', 'threadPerConnection', 'eventDriven'] as const;
export const MPMS = ['prefork', 'worker', 'event'] as const;

/** 1 GiB: assumption, more than any worker has. */
const MEMORY_BYTES_MAX = 2 ** 30;
const LOG_LINE_BYTES_MAX = 64 * 1024;

export const floodFields = {
  clientRate: rateText().optional().describe('Requests of one client; above it they are blocked. Default any.'),
  clientBurst: count(1, 100_000_000)
    .optional()
    .describe('How many it may send at once. Default two seconds of its rate.'),
  rate: rateText().optional().describe('Requests of all clients of a region together. Default any.'),
  burst: count(1, 1_000_000_000).optional().describe('How many may come at once. Default one second of the rate.'),
  ban: durationText().optional().describe('How long a client above its rate is turned away altogether. Default 0s.'),
  surgeQueue: count(0, 100_000_000)
    .optional()
    .describe('Requests that wait for each server behind, before the next one gets 503. Default 1024.'),
};

export const serverFields = {
  servers: wholeNumber(1, 10_000).optional().describe('In each region with backends. Required.'),
  cores: wholeNumber(1, 1_024).optional().describe('Of a server. Default 2.'),
  cpuPerRequest: durationText({ minUs: 1 })
    .optional()
    .describe('Processor time of a request. Default as measured: 135us to 240us by MPM, 70us eventDriven.'),
  cpuPerHandshake: durationText()
    .optional()
    .describe('Processor time of a TLS handshake, where one ends there, with that of the request. Default 0s.'),
  backlog: count(0, 100_000_000).optional().describe('Connections that may wait to be accepted. Default 511.'),
  acceptFilter: choice(['data', 'none'])
    .optional()
    .describe('Whether a connection is accepted by its first data. Default data, eventDriven none.'),
  synCookies: flag().optional().describe('tcp_syncookies, which a SYN flood meets. Default true.'),
  abortOnOverflow: flag().optional().describe('A connection that finds no room is reset at once. Default false.'),
  keepAliveTimeout: durationText({ minUs: 1 })
    .optional()
    .describe('How long an idle connection is kept. Default 5s, eventDriven 75s.'),
  headerTimeout: durationText({ minUs: 1 })
    .optional()
    .describe('How long a client may take over its header. Default 20s, eventDriven 60s.'),
  logLine: bytesText(LOG_LINE_BYTES_MAX).optional().describe('A line of the access log. Default 200 B.'),
};

export const threadFields = {
  mpm: choice(MPMS).optional().describe('Multi-processing module of Apache. Default worker.'),
  workers: count(1, 1_000_000).optional().describe('Threads of a server. Default 256 prefork, else 400.'),
  threadsPerProcess: wholeNumber(1, 100_000).optional().describe('ThreadsPerChild. Default 25; prefork has 1.'),
  asyncFactor: wholeNumber(1, 1_000).optional().describe('AsyncRequestWorkerFactor of the event MPM. Default 2.'),
  memoryPerWorker: bytesText(MEMORY_BYTES_MAX).optional().describe('Default as measured: 355 kB prefork, else 120 kB.'),
};

/** Two are the server's own, and a request takes two: with fewer nobody is ever served. */
const LEAST_CONNECTIONS = 4;

export const eventFields = {
  workerConnections: count(LEAST_CONNECTIONS, 100_000_000)
    .optional()
    .describe('Connections of a server, to clients and to the tier behind. Default 1024.'),
  upstreamKeepalive: count(0, 100_000_000)
    .optional()
    .describe('Idle connections to the tier behind that a server keeps. Default 32.'),
  memoryPerConnection: bytesText(MEMORY_BYTES_MAX).optional().describe('Default as measured: 7400 B.'),
};

export const tierSchema = z.strictObject({
  kind: choice(TIER_KINDS).optional().describe('What stands there. Needed unless a design it extends has it.'),
  ...floodFields,
  ...serverFields,
  ...threadFields,
  ...eventFields,
});

const tierMap = () =>
  z.record(id(), tierSchema.nullable(), { error: expected('a map of tiers by id, in order of the way in') });

export const chainFields = {
  tiers: tierMap()
    .optional()
    .describe('Of kind chain: the tiers before the members, in order of the way in; null takes one away.'),
  chain: id().optional().describe('Of kind chain: whose rules the tiers execute, by id of chains. Default none.'),
  rolloutTo: z
    .strictObject({
      tiers: tierMap()
        .optional()
        .describe('The tiers that are to take the place of the others, in order of the way in. Required.'),
      chain: id().optional().describe('Whose rules they execute; given where the old tiers have some.'),
    })
    .optional()
    .describe('Of kind chain: a second chain before the same members, for a rollout. Default none.'),
};

export type TierInput = z.infer<typeof tierSchema>;
