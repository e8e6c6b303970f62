/**
 * A design at work: what the engine needs of any architecture to run it on a world and its traffic.
 *
 * Designs are written alike: a function puts the parts together; those that every connection meets the design has as
 * fields of its own, because it takes 2 % more instructions a connection to go through `#parts` for each; the rest it
 * takes from `#parts` where it needs it.
 */
import type { CustomModules } from '../custom/module-library.ts';
import type { FaultTarget } from '../faults/fault-target.ts';
import type { FleetPlan } from '../fleet/fleet-plan.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { Collector } from '../metrics/collector.ts';
import type { TrailAsk, TrailList } from '../metrics/trail/trail-ask.ts';
import type { ResolvedDesign, ResolvedTraffic } from '../scenario/resolved-scenario.ts';
import type { ArrivalBlock } from '../traffic/arrival-block.ts';
import type { Population } from '../traffic/population.ts';
import type { Resolvers } from '../traffic/resolvers.ts';
import type { World } from '../world/world.ts';

export interface DesignRun {
  /** Serves the arrival in `row` of `block`. Hot. */
  arrive(block: ArrivalBlock, row: number): void;
  /** Takes down the state of every backend at the end of an interval. */
  sample(interval: number): void;
  /** Follows the connections that are asked for, from now on; called before the run begins, if at all. */
  explain(asks: readonly TrailAsk[]): TrailList;
  /** Ends what is still in flight as unfinished. */
  finish(): void;
  /** What the scenario's events act on. */
  readonly faultTarget: FaultTarget;
  /** Ways from metros into the service that were seen, for the record of flows. */
  readonly paths: PathList;
  /** Hash of every routing decision. */
  readonly routingFingerprint: string;
}

/** Parallel arrays [pathCount]; -1 for no PoP. */
export interface PathList {
  readonly count: number;
  readonly metroIndex: readonly number[];
  readonly ingressPop: readonly number[];
  readonly servingPop: readonly number[];
}

/** What a design is made from. */
export interface DesignContext {
  readonly design: ResolvedDesign;
  readonly world: World;
  /** The clients behind the arrivals, for a design that remembers something of each. */
  readonly population: Population;
  /** Through which they ask DNS, for a design that is found by name. */
  readonly resolvers: Resolvers;
  readonly plan: FleetPlan;
  /** [metroCount] the region a metro's connections go to when nothing is wrong. */
  readonly homeRegionOf: Int16Array;
  readonly traffic: ResolvedTraffic;
  /** Connections open at a time, at most, as far as can be told beforehand: for making room. */
  readonly expectedOpen: number;
  readonly kernel: Kernel;
  readonly collector: Collector;
  readonly streams: RandomStreams;
  /** What the user's own modules do. */
  readonly modules: CustomModules;
  /** Takes down what the design does of its own accord, beside the scenario's events. */
  readonly note: (cause: string, what: string) => void;
}
