/** `traffic.clients`: a count or a map, with what else there must be room for. */
import { meanUs } from '../../kernel/distribution.ts';
import type { Duration } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedActivity, ResolvedClients } from '../resolved-clients.ts';
import { type TrafficClientsInput, trafficClientsSchema } from '../schema/clients.ts';
import { countOf } from '../schema/quantities.ts';
import { readFields } from '../shape/read-part.ts';
import { formatDurationUs } from '../units.ts';
import { resolveDistribution } from './distribution.ts';

const DEFAULT_CLIENT_COUNT = 100_000;

/**
 * Shorter lives make a connection skip through many people whom nobody met. Assumption: who comes and goes a thousand
 * times within a run is not the same client.
 */
const LIVES_PER_RUN_MAX = 1_000;

const PATH = ['traffic', 'clients'] as const;

/**
 * @param networkCount each needs a client
 * @param runUs `null` where it is faulty
 */
export function resolveClients(
  input: TrafficClientsInput | undefined,
  networkCount: number,
  runUs: Duration | null,
  reporter: Reporter,
): ResolvedClients | null {
  const isCount = typeof input === 'number' || typeof input === 'string';
  const fields = isCount ? { count: input } : readFields(trafficClientsSchema, reporter.root, PATH);
  const count = fields.count === undefined ? DEFAULT_CLIENT_COUNT : countOf(fields.count);
  if (count < networkCount) {
    reporter.error(
      isCount || fields.count === undefined ? PATH : [...PATH, 'count'],
      `${count} clients are fewer than the ${networkCount} client networks`,
    );
  }
  const lifetime = resolveLifetime(fields.lifetime ?? 'perpetual', runUs, reporter);
  if (lifetime === 'faulty') return null;
  return { count, activity: activityOf(fields.activity ?? 'equal'), lifetime };
}

type MapInput = Exclude<TrafficClientsInput, number | string>;

function activityOf(input: NonNullable<MapInput['activity']>): ResolvedActivity {
  if (input === 'equal') return { kind: 'equal' };
  if (input.zipf !== undefined) return { kind: 'zipf', exponent: input.zipf.exponent };
  return { kind: 'lognormal', sigma: input.lognormal!.sigma };
}

function resolveLifetime(
  input: NonNullable<MapInput['lifetime']>,
  runUs: Duration | null,
  reporter: Reporter,
): ResolvedClients['lifetime'] | 'faulty' {
  if (input === 'perpetual') return null;
  const path = [...PATH, 'lifetime'];
  const lifetime = resolveDistribution(input, path, reporter);
  if (lifetime === null) return 'faulty';
  const leastUs = runUs === null ? 1 : Math.ceil(runUs / LIVES_PER_RUN_MAX);
  if (meanUs(lifetime) >= leastUs) return lifetime;
  reporter.error(
    path,
    `a client stays for ${formatDurationUs(Math.round(meanUs(lifetime)))} on average; it must be at least a thousandth of the run, ${formatDurationUs(leastUs)}`,
  );
  return 'faulty';
}
