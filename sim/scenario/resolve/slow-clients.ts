/** `traffic.slowClients`. */
import { type SimTime, TIME_ZERO } from '../../kernel/time.ts';
import type { ResolvedSlowClients } from '../resolved-slow-clients.ts';
import { countOf } from '../schema/quantities.ts';
import type { SlowClientsInput } from '../schema/slow-clients.ts';
import { durationOf } from './time.ts';

export function resolveSlowClients({ count, holding, at }: SlowClientsInput): ResolvedSlowClients {
  return {
    count: countOf(count),
    holding: holding ?? 'header',
    at: at === undefined ? TIME_ZERO : (durationOf(at) as number as SimTime),
  };
}
