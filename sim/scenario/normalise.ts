/**
 * A resolved scenario as a scenario file: every default explicit, every pattern expanded, every unit written out.
 *
 * It loads back to the same resolved scenario; `scenario.resolved.yaml` in a result directory is this.
 */
import { type ParsedExpectation, quantitiesOf } from './expectation.ts';
import { slowClientsMap } from './normalise-chain.ts';
import { clientsMap } from './normalise-clients.ts';
import { designMap } from './normalise-design.ts';
import { distributionMap } from './normalise-distribution.ts';
import { eventMap } from './normalise-event.ts';
import { moduleMap, nameOrModule } from './normalise-module.ts';
import { payloadMap } from './normalise-payload.ts';
import { requestsMap } from './normalise-requests.ts';
import { serviceMap } from './normalise-service.ts';
import type { PlainMap } from './plain-map.ts';
import { WHOLE_RUN } from './resolve/windows.ts';
import type {
  ResolvedQuestion,
  ResolvedScenario,
  ResolvedService,
  ResolvedTime,
  ResolvedTraffic,
  ResolvedWindow,
} from './resolved-scenario.ts';
import type { ResolvedWorld } from './resolved-world.ts';
import { WEEKDAYS } from './schema/time.ts';
import { formatDurationUs, formatMultiple, formatPercent, formatRatePerSecond } from './units.ts';

/** `service`: the scenario's own, before the designs change it. */
export function normalise(scenario: ResolvedScenario, service: ResolvedService): PlainMap {
  const { name, question, answer, time, world, traffic, designs, events, experiment, expectations, windows, explain } =
    scenario;
  const shared = serviceMap(service);
  return {
    version: 1,
    name,
    ...(question !== null && { question }),
    ...(answer !== null && { answer }),
    time: timeMap(time),
    world: worldMap(world),
    service: shared,
    traffic: trafficMap(traffic),
    designs: Object.fromEntries(designs.map((design) => [design.id, designMap(design, shared)])),
    events: events.map(eventMap),
    experiment: {
      compare: designs.map((design) => design.id),
      ...(experiment.baseline !== null && { baseline: experiment.baseline }),
      replications: experiment.replications,
      seed: experiment.seed,
    },
    expect: expectations.map((expectation) => expectationMap(expectation, windows)),
    ...(explain.length > 0 && { explain: explain.map(questionMap) }),
    ...requestsMap(scenario.requests),
  };
}

function timeMap({ duration, warmup, interval, startsAtUtcMinute, phases }: ResolvedTime): PlainMap {
  const clock = (value: number): string => String(value).padStart(2, '0');
  const [day, minute] = [Math.floor(startsAtUtcMinute / 1_440), startsAtUtcMinute % 1_440];
  return {
    duration: formatDurationUs(duration),
    warmup: formatDurationUs(warmup),
    interval: formatDurationUs(interval),
    startsAt: `${WEEKDAYS[day]} ${clock(Math.floor(minute / 60))}:${clock(minute % 60)}`,
    ...(phases.length > 0 && {
      phases: Object.fromEntries(
        phases.map(({ id, start, end }) => [id, { from: formatDurationUs(start), to: formatDurationUs(end) }]),
      ),
    }),
  };
}

function worldMap(world: ResolvedWorld): PlainMap {
  const { metroWeights, preferences } = world;
  return {
    extends: world.extends,
    clients: {
      ...(world.metroIds !== null && { metros: [...world.metroIds] }),
      weight: typeof metroWeights === 'string' ? metroWeights : { ...metroWeights },
      networksPerMetro: world.networksPerMetro,
      resolversPerNetwork: world.resolversPerNetwork,
    },
    catchment: {
      ...(typeof world.catchment === 'string'
        ? { profile: world.catchment }
        : { profile: world.catchment.profile, ...moduleMap(world.catchment.own) }),
      preferences: Object.fromEntries(Object.entries(preferences).map(([place, pops]) => [place, [...pops]])),
    },
    ...(world.popIds !== null && { pops: [...world.popIds] }),
    seed: world.seed,
  };
}

function trafficMap(traffic: ResolvedTraffic): PlainMap {
  return {
    connections: {
      rate: formatRatePerSecond(traffic.connectionsPerSecond),
      hold: distributionMap(traffic.hold),
      ...payloadMap(traffic.payload),
      ...(traffic.idle !== null && { idle: distributionMap(traffic.idle) }),
    },
    shape: nameOrModule(traffic.shape),
    clients: clientsMap(traffic.clients),
    ipv6Share: formatPercent(traffic.ipv6Share),
    ...slowClientsMap(traffic.slowClients),
    surges: Object.fromEntries(
      traffic.surges.map((surge) => [
        surge.id,
        {
          at: formatDurationUs(surge.at),
          metros: [...surge.metroIds],
          peak: formatMultiple(surge.peak),
          rise: formatDurationUs(surge.rise),
          hold: formatDurationUs(surge.hold),
          decay: formatDurationUs(surge.decay),
        },
      ]),
    ),
  };
}

function expectationMap(expectation: ParsedExpectation, windows: readonly ResolvedWindow[]): PlainMap {
  const { id, that, designIds, confidence, hold, severity } = expectation;
  const isNamed = quantitiesOf(expectation).every(({ designId }) => designId !== null);
  return {
    id,
    that,
    ...(!isNamed && { for: [...designIds] }),
    ...windowMap(windows[expectation.windowIndex]!.id),
    ...(hold === null ? { confidence: formatPercent(confidence) } : { hold: formatPercent(hold) }),
    severity,
  };
}

function questionMap({ id, designId, metroId, at, until, count }: ResolvedQuestion): PlainMap {
  return {
    id,
    ...(designId !== null && { design: designId }),
    metro: metroId,
    at: formatDurationUs(at),
    for: formatDurationUs(until - at),
    count,
  };
}

/** The keys that ask for a window, read from its id. */
function windowMap(id: string): PlainMap {
  const [whole, settle] = id.split('+') as [string, string | undefined];
  const [from, to] = whole.split('..') as [string, string | undefined];
  return {
    ...(whole !== WHOLE_RUN && { during: to === undefined ? whole : { from, to } }),
    ...(settle !== undefined && { settle }),
  };
}
