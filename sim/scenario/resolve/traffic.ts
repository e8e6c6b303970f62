/** `traffic`: rates, lengths and surges, in base units. */
import { simTime } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedSurge, ResolvedTime, ResolvedTraffic } from '../resolved-scenario.ts';
import { type SurgeInput, surgeSchema, trafficSchema } from '../schema/traffic.ts';
import { keysAt, readFields, readPart } from '../shape/read-part.ts';
import { parseMultiple, parsePercent, parseRatePerSecond } from '../units.ts';
import { resolveClients } from './clients.ts';
import { resolveDistribution } from './distribution.ts';
import { endsAfterTheRun } from './event-misfits.ts';
import { type ModuleScope, resolveModule } from './module.ts';
import { type KnownNames, resolveNames } from './names.ts';
import { resolvePayload } from './payload.ts';
import { resolveSlowClients } from './slow-clients.ts';
import { durationOf } from './time.ts';

/** What the rest of the scenario says that traffic depends on; `null` where it is faulty. */
export interface TrafficScope {
  readonly time: ResolvedTime | null;
  /** Metros where clients live. */
  readonly metros: KnownNames | null;
  readonly networksPerMetro: number | null;
  readonly modules: ModuleScope;
}

export function resolveTraffic(reporter: Reporter, scope: TrafficScope): ResolvedTraffic | null {
  const { connections, clients, shape, ipv6Share, slowClients } = readFields(trafficSchema, reporter.root, ['traffic']);
  const payload = connections === undefined ? null : resolvePayload(connections);
  const holdPath = ['traffic', 'connections', 'hold'];
  const holdInput = readPart(trafficSchema.shape.connections.shape.hold, reporter.root, holdPath);
  const hold = holdInput === null ? null : resolveDistribution(holdInput, holdPath, reporter);
  const idlePath = ['traffic', 'connections', 'idle'];
  const idleInput = readPart(trafficSchema.shape.connections.shape.idle, reporter.root, idlePath) ?? null;
  const idle = idleInput === null ? null : resolveDistribution(idleInput, idlePath, reporter);
  const networkCount = (scope.metros?.ids.length ?? 0) * (scope.networksPerMetro ?? 0);
  const resolvedClients = resolveClients(clients, networkCount, scope.time?.duration ?? null, reporter);
  const share = parsePercent(ipv6Share ?? '0%')!;
  if (share > 1) reporter.error(['traffic', 'ipv6Share'], `${ipv6Share} of the clients is more than all of them`);
  const surges = resolveSurges(reporter, scope);
  const ownShape =
    typeof shape === 'object'
      ? resolveModule('trafficShape', shape, ['traffic', 'shape'], reporter, scope.modules)
      : (shape ?? 'flat');
  if (
    connections === undefined ||
    hold === null ||
    resolvedClients === null ||
    surges === null ||
    ownShape === null ||
    share > 1 ||
    (idleInput !== null && idle === null)
  )
    return null;
  return {
    connectionsPerSecond: parseRatePerSecond(connections.rate)!,
    hold,
    shape: ownShape,
    clients: resolvedClients,
    ipv6Share: share,
    idle,
    ...(payload !== null && { payload }),
    surges,
    ...(slowClients !== undefined && { slowClients: resolveSlowClients(slowClients) }),
  };
}

function resolveSurges(reporter: Reporter, scope: TrafficScope): ResolvedSurge[] | null {
  const surges: ResolvedSurge[] = [];
  let isWhole = true;
  for (const surgeId of keysAt(reporter.root, ['traffic', 'surges'])) {
    const path = ['traffic', 'surges', surgeId];
    const input = readPart(surgeSchema, reporter.root, path);
    const surge = input === null ? null : resolveSurge(surgeId, input, path, reporter, scope);
    if (surge === null) isWhole = false;
    else surges.push(surge);
  }
  return isWhole ? surges : null;
}

function resolveSurge(
  id: string,
  input: SurgeInput,
  path: readonly string[],
  reporter: Reporter,
  { time, metros }: TrafficScope,
): ResolvedSurge | null {
  const at = simTime(durationOf(input.at));
  const peak = parseMultiple(input.peak)!;
  const isWithin = time === null || at < time.duration;
  if (!isWithin) reporter.error([...path, 'at'], `${input.at} is not within the run`);
  if (peak === 0) reporter.error([...path, 'peak'], 'the peak must be above zero');
  if (metros === null) return null;
  const struck =
    input.metros === undefined ? metros.ids : resolveNames(input.metros, metros, [...path, 'metros'], reporter);
  if (struck === null || !isWithin || peak === 0) return null;
  const rise = durationOf(input.rise ?? '0s');
  const hold = durationOf(input.hold);
  const decay = durationOf(input.decay ?? '0s');
  const endUs = at + rise + hold + decay;
  if (time !== null && endUs > time.duration) reporter.warn([...path, 'hold'], endsAfterTheRun(endUs));
  return { id, at, metroIds: struck, peak, rise, hold, decay };
}
