/**
 * A design on connections that a test lists one by one, with the scenario's events: what became of each, and when.
 *
 * Everything but the arrivals is as in `simulate`. A connection is told from others by the instant of its SYN.
 */
import { NO_MODULES } from '../../sim/custom/module-library.ts';
import { DESIGNS } from '../../sim/designs/design-registry.ts';
import type { DesignRun } from '../../sim/designs/design-run.ts';
import { Faults } from '../../sim/faults/faults.ts';
import { type ArrivalSource, Kernel, UNATTENDED } from '../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { NEVER, type SimTime } from '../../sim/kernel/time.ts';
import { Collector } from '../../sim/metrics/collector.ts';
import { OUTCOMES, type OutcomeName } from '../../sim/metrics/outcome.ts';
import type { LogEntry } from '../../sim/metrics/run-record.ts';
import type { Model } from '../../sim/model.ts';
import { ArrivalBlock } from '../../sim/traffic/arrival-block.ts';

/** A connection attempt; times in us. */
export interface Attempt {
  readonly at: number;
  readonly network?: number;
  readonly client?: number;
  readonly flow?: number;
  readonly choice?: number;
  readonly hold?: number;
  readonly service?: number;
}

export interface Ending {
  readonly offeredAt: number;
  readonly endedAt: number;
  readonly outcome: OutcomeName;
  /** `null`: it reached no backend. */
  readonly region: string | null;
  /** `null`: the client got no first byte. */
  readonly latencyUs: number | null;
  readonly ingressPop: string | null;
  readonly servingPop: string | null;
}

export interface Establishment {
  readonly at: number;
  readonly offeredAt: number;
  readonly backend: string;
  readonly member: number;
  /** Connections assigned to the member, this one included. */
  readonly memberLoad: number;
}

export interface ProxyRun {
  /** One for each attempt, in the order of the attempts. */
  readonly endings: readonly Ending[];
  readonly establishments: readonly Establishment[];
  readonly log: readonly LogEntry[];
  readonly collector: Collector;
  readonly routingFingerprint: string;
}

/** Runs the attempts, which must be in order of time and at different instants, through a design of the model. */
export function runProxy(model: Model, attempts: readonly Attempt[], designIndex = 0): ProxyRun {
  const { scenario, world, population, resolvers } = model;
  const homeRegionOf = model.homeRegionsOf[designIndex]!;
  const design = scenario.designs[designIndex]!;
  const plan = model.plans[designIndex]!;
  const kernel = new Kernel();
  const streams = new RandomStreams(scenario.experiment.seed, 0);
  const establishments: Establishment[] = [];
  const endings = new Map<number, Ending>();
  const collector = new Collector(
    scenario.time,
    scenario.windows,
    world.regions.length,
    plan.backends.length,
    plan.slotCount,
  );
  const established = collector.established.bind(collector);
  collector.established = (at, offeredAt, home, region, backend, member, memberLoad) => {
    establishments.push({ at, offeredAt, backend: plan.backends[backend]!.id, member, memberLoad });
    established(at, offeredAt, home, region, backend, member, memberLoad);
  };
  const ended = collector.ended.bind(collector);
  collector.ended = (endedAt, offeredAt, path, home, region, backend, outcome, latencyUs) => {
    if (endings.has(offeredAt)) throw new Error(`the connection of ${offeredAt} us ended twice`);
    endings.set(offeredAt, {
      offeredAt,
      endedAt,
      outcome: OUTCOMES[outcome]!,
      region: world.regions[region]?.id ?? null,
      latencyUs: latencyUs < 0 ? null : latencyUs,
      ingressPop: world.pops[proxy.paths.ingressPop[path]!]?.id ?? null,
      servingPop: world.pops[proxy.paths.servingPop[path]!]?.id ?? null,
    });
    ended(endedAt, offeredAt, path, home, region, backend, outcome, latencyUs);
  };
  const log: LogEntry[] = [];
  const note = (cause: string, what: string): void => {
    log.push({ atUs: kernel.now, eventId: cause, what, brokenCount: 0 });
  };
  const proxy: DesignRun = DESIGNS[design.kind].create({
    design,
    world,
    population,
    resolvers,
    plan,
    homeRegionOf,
    traffic: scenario.traffic,
    expectedOpen: 0,
    kernel,
    collector,
    streams,
    note,
    modules: NO_MODULES,
  });
  new Faults(scenario.events, design, plan, world, kernel, proxy.faultTarget, streams, log);
  const sample = kernel.register('bench.sample', (interval) => proxy.sample(interval));
  for (let interval = 0; interval < collector.intervalCount; interval++) {
    const end = Math.min((interval + 1) * scenario.time.interval, scenario.time.duration);
    kernel.schedule((end - 1) as SimTime, sample, interval);
  }
  kernel.run(scenario.time.duration as number as SimTime, listed(attempts, population.clientCount, proxy), UNATTENDED);
  proxy.finish();
  return {
    endings: attempts.map(({ at }) => endings.get(at)!),
    establishments,
    log,
    collector,
    routingFingerprint: proxy.routingFingerprint,
  };
}

function listed(attempts: readonly Attempt[], clientCount: number, proxy: DesignRun): ArrivalSource {
  const block = new ArrivalBlock();
  block.reserve(attempts.length);
  attempts.forEach(({ at, network = 0, client = 1, flow = 2, choice = 3, hold = 1_000_000, service = 20_000 }, row) => {
    block.at[row] = at;
    block.networkIndex[row] = network;
    block.client[row] = client % clientCount;
    block.clientHash[row] = client;
    block.flowHash[row] = flow;
    block.choice[row] = choice;
    block.hold[row] = hold;
    block.service[row] = service;
  });
  let next = 0;
  return {
    get nextAt() {
      return (attempts[next]?.at ?? NEVER) as SimTime;
    },
    arrive: () => proxy.arrive(block, next++),
  };
}

/** `count` attempts, `everyUs` apart from `fromUs` on, with flows and choices spread evenly. */
export function attemptsEvery(
  everyUs: number,
  fromUs: number,
  count: number,
  changes: Partial<Attempt> = {},
): Attempt[] {
  return Array.from({ length: count }, (_, k) => ({
    flow: Math.imul(k + 1, 0x85ebca6b) >>> 0,
    client: Math.imul(k + 1, 0xc2b2ae35) >>> 0,
    choice: Math.imul(k, 0x9e3779b1) >>> 0,
    ...changes,
    at: fromUs + k * everyUs,
  }));
}
