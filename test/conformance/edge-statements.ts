/**
 * What a published account says of the removal of an Apache tier in front of nginx, numbered: each statement is held by
 * tests that bear its number in their titles.
 *
 * In our words; it gives no figures. Measurements of our own on real servers stand beside it (docs/model/requests.md).
 */
import { numbered, type Statement } from './statement.ts';

export const EDGE_STATEMENTS: readonly Statement[] = numbered('E', [
  'Before: a load balancer against request floods, then Apache (ends TLS, a light application with rules), then nginx (routing, business logic).',
  'Global; billions of authentications a month; several hundred Apache servers.',
  'Large inflows in short periods.',
  'The bottleneck: Apache holds a thread for each connection.',
  'The decision: without Apache, so that event-driven nginx faces the traffic.',
  'Expected: no bottleneck, more reliability, fewer logs, less toil, lower cost.',
  'Traffic is shifted step by step, test environments first, then production gradually.',
  'Everything that Apache did has to be made again in nginx.',
  'A double slash, //api/v1/users: an error from nginx without Apache; a rewrite rule mends it; synthetic tests found it.',
  'An encoded question mark, /api/v1/users%3Flimit=1: Apache made it a query, nginx answers an error; another rewrite mends it; only the staged rollout found it.',
  'Hyrum’s law: clients depend on whatever a server does, promised or not.',
  'No sustained impact on customers, after several rounds.',
]);
