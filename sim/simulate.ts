/**
 * One run: a design, a replication, on a compiled model. Everything is made afresh from the
 * model and the run's random streams.
 */
import { DESIGNS } from './designs/design-registry.ts';
import type { DesignRun } from './designs/design-run.ts';
import { Faults } from './faults/faults.ts';
import { assert } from './kernel/assert.ts';
import { type Handler, Kernel, type RunControl } from './kernel/kernel.ts';
import { RandomStreams } from './kernel/random-streams.ts';
import { after, type SimTime, TIME_ZERO } from './kernel/time.ts';
import { Collector } from './metrics/collector.ts';
import { flowSlices, windowRecords } from './metrics/flow-records.ts';
import type { LogEntry, RunRecord } from './metrics/run-record.ts';
import { withCircumstances } from './metrics/trail/circumstances.ts';
import { scenarioAsks } from './metrics/trail/scenario-asks.ts';
import type { TrailAsk, TrailList } from './metrics/trail/trail-ask.ts';
import type { Model } from './model.ts';
import { offeredTraffic } from './traffic/offered-traffic.ts';

/** What a run is asked to explain. */
export interface Explaining {
  readonly asks: readonly TrailAsk[];
  /** Nothing else is wanted of the run. */
  readonly stopsWhenAnswered: boolean;
}

/**
 * Simulates one design in one replication, synchronously.
 *
 * @param designIndex into the scenario's designs
 * @param replication from 0; the seed stays, the run number changes
 * @param control stops the run early when it says so: the record then covers the time up to there
 * @param explaining connections to explain; `null`: those that the scenario asks for. With
 *   none, nothing is recorded of any
 * @param kernel one to clear and use: a process that simulates many runs is faster with the same for
 *   all, and none changes a result
 * @throws InternalError or what a handler threw, with event number and instant: a bug in Spillway
 */
export function simulate(
  model: Model,
  designIndex: number,
  replication: number,
  control: RunControl,
  explaining: Explaining | null = null,
  kernel: Kernel = new Kernel(),
): RunRecord {
  const { scenario, world, population, resolvers, modules } = model;
  const design = scenario.designs[designIndex];
  const plan = model.plans[designIndex];
  assert(design !== undefined && plan !== undefined, `there is no design ${designIndex}`);
  const { time } = scenario;
  // An open connection has one pending event.
  kernel.clear(model.expectedOpen);
  const streams = new RandomStreams(scenario.experiment.seed, replication);
  const collector = new Collector(time, scenario.windows, world.regions.length, plan.backends.length, plan.slotCount);
  const homeRegionOf = model.homeRegionsOf[designIndex]!;
  const log: LogEntry[] = [];
  const note = (cause: string, what: string): void => {
    log.push({ atUs: kernel.now, eventId: cause, what, brokenCount: 0 });
  };
  const run = DESIGNS[design.kind].create({
    design,
    world,
    population,
    resolvers,
    plan,
    homeRegionOf,
    traffic: scenario.traffic,
    expectedOpen: model.expectedOpen,
    kernel,
    collector,
    streams,
    note,
    modules,
  });
  new Faults(scenario.events, design, plan, world, kernel, run.faultTarget, streams, log);
  scheduleSampling(kernel, run, collector.intervalCount, time.interval, time.duration);
  const work = design.service.backends[0]!.member.serviceTime;
  const arrivals = offeredTraffic(
    scenario,
    world,
    population,
    work,
    streams,
    (block, row) => run.arrive(block, row),
    model.shapeTables,
  );

  const metroIds = world.metros.map(({ id }) => id);
  const asks = explaining?.asks ?? scenarioAsks(scenario, metroIds, design.id, replication);
  const explained = asks.length === 0 ? null : run.explain(asks);
  const isWatched = explained !== null && explaining?.stopsWhenAnswered === true;
  const watched = isWatched ? untilAnswered(explained, control) : control;
  const isComplete = kernel.run(after(TIME_ZERO, time.duration), arrivals, watched);
  run.finish();

  return {
    designId: design.id,
    replication,
    intervalCount: collector.intervalCount,
    home: collector.home,
    serving: collector.serving,
    counters: collector.counters,
    windows: windowRecords(collector, run.paths, world.regions.length, plan.backends.length, homeRegionOf),
    slices: flowSlices(collector, run.paths, world.regions.length),
    members: collector.members,
    machines: collector.machineRecords(),
    forms: collector.formRecords(),
    log,
    trails: explained === null ? [] : withCircumstances(explained.trails, scenario, replication),
    fingerprint: {
      traffic: arrivals.fingerprint,
      routing: run.routingFingerprint,
      outcomes: collector.outcomeFingerprint,
      events: kernel.fingerprint,
    },
    eventCount: kernel.eventCount,
    offeredCount: arrivals.offeredCount,
    isComplete,
    simulatedUs: kernel.now,
  };
}

function untilAnswered(explained: TrailList, control: RunControl): RunControl {
  return { poll: (us, eventCount) => explained.isAnswered(us) || control.poll(us, eventCount) };
}

/**
 * Samples the fleet at the last microsecond of every interval, before anything that happens as the next one begins.
 * Event: `run.sample`, subject = interval.
 */
function scheduleSampling(
  kernel: Kernel,
  run: DesignRun,
  intervalCount: number,
  intervalUs: number,
  durationUs: number,
): void {
  const lastOf = (interval: number): SimTime => (Math.min((interval + 1) * intervalUs, durationUs) - 1) as SimTime;
  const sample: Handler = (interval) => {
    run.sample(interval);
    if (interval + 1 < intervalCount) kernel.schedule(lastOf(interval + 1), handler, interval + 1);
  };
  const handler = kernel.register('run.sample', sample);
  kernel.schedule(lastOf(0), handler, 0);
}
