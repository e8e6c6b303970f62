/**
 * The edge chain: tiers in series, each with its own way of serving, before the service's members.
 *
 * A client goes to the nearest region with backends (`sites`), where its connection ends at flood protection
 * (`protected-entry`) or at a server of the first tier (`direct-entry`). Its request passes the tiers one after the
 * other (`chain-tiers`), each of which may answer a form that it can make nothing of (`form-courses`), and ends at a
 * member (`member-hop`). What it carries is a journey, which outlives its client: work goes on for clients that have
 * left. A connection counts as over when its client has the answer. Source: docs/model/chain.md.
 */
import type { Fleet } from '../../fleet/fleet.ts';
import { Journeys, NEW_SIDE, NOBODY, OLD_SIDE } from '../../fleet/tiers/journeys.ts';
import { assert } from '../../kernel/assert.ts';
import { Fingerprint } from '../../kernel/fingerprint.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { NO_BACKEND } from '../../metrics/backend-table.ts';
import type { Collector } from '../../metrics/collector.ts';
import { NO_REGION } from '../../metrics/flow-table.ts';
import type { FormTally } from '../../metrics/form-tally.ts';
import { COMPLETED, DROPPED, RESET, UNFINISHED } from '../../metrics/outcome.ts';
import type { TrailAsk, TrailList } from '../../metrics/trail/trail-ask.ts';
import { OVERLOADED } from '../../tiers/hop.ts';
import { type ArrivalBlock, FIRST_TRY } from '../../traffic/arrival-block.ts';
import type { DesignContext, DesignRun } from '../design-run.ts';
import { DirectPaths } from '../parts/direct-paths.ts';
import { NO_LATENCY } from '../parts/disconnection.ts';
import type { Paths } from '../parts/paths.ts';
import { TierCounts } from '../parts/tier-counts.ts';
import { Visits } from '../parts/visits.ts';
import { sampleBackends } from '../sample-backends.ts';
import type { ChainEntry } from './chain-entry.ts';
import type { ChainFaults } from './chain-faults.ts';
import { outcomeOf } from './chain-outcomes.ts';
import { assembleChain, type ChainParts } from './chain-parts.ts';
import { ChainTrails } from './chain-trails.ts';
import type { ChainWay } from './chain-way.ts';
import { formIdentities } from './form-identities.ts';
import { ChainRollouts } from './rollout/chain-rollouts.ts';
import type { SideShares } from './rollout/side-shares.ts';
import type { Sites } from './sites.ts';

export class Chain implements DesignRun {
  readonly #context: DesignContext;
  readonly #parts: ChainParts;
  /** Of the parts, those that every connection meets. */
  readonly #sites: Sites;
  readonly #ways: readonly ChainWay[];
  readonly #shares: SideShares;
  readonly #fleet: Fleet;
  readonly #journeys: Journeys;
  readonly #routes: DirectPaths;
  readonly #visits: Visits;
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  readonly #usage: TierCounts;
  readonly #oldEntry: ChainEntry;
  /** `null` where no clients move to a new chain. */
  readonly #newEntry: ChainEntry | null;
  readonly #rollouts: ChainRollouts | null;
  /** `null` where requests have no form. */
  readonly #forms: FormTally | null;
  readonly #formCount: number;
  readonly #routing = new Fingerprint();
  /** `null` unless the run is asked to explain something. */
  #trails: ChainTrails | null = null;

  constructor(context: DesignContext) {
    const { design, kernel, collector, world } = context;
    assert(design.chain !== undefined, `design ${design.id} has no tiers`);
    this.#context = context;
    this.#kernel = kernel;
    this.#collector = collector;
    this.#routes = new DirectPaths(world);
    const journeys = new Journeys(context.expectedOpen);
    this.#journeys = journeys;
    const parts = assembleChain(context, design.chain, journeys, {
      ended: (journey, outcome) => {
        if (outcome === OVERLOADED) this.#usage.surgeRefused();
        this.#trails?.requestEnded(journey, outcome);
        this.#ended(journey, outcomeOf(outcome));
      },
      established: (journey, member) => {
        this.#trails?.established(journey, member);
        this.#established(journey, member);
      },
      orphaned: () => this.#usage.orphaned(),
    });
    const { ways, shares, sites } = parts;
    this.#parts = parts;
    this.#sites = sites;
    this.#ways = ways;
    this.#shares = shares;
    this.#fleet = parts.fleet;
    this.#oldEntry = ways[OLD_SIDE]!.entry;
    this.#newEntry = ways[NEW_SIDE]?.entry ?? null;
    this.#usage = new TierCounts(collector, kernel, [...ways.flatMap(({ tiers }) => tiers), ...parts.fleet.tiers]);
    this.#rollouts = ways.length > 1 ? new ChainRollouts(context, shares, sites, ways) : null;
    parts.faultTarget.rollouts = this.#rollouts;
    const forms = design.chain.course?.forms ?? [];
    this.#formCount = forms.length;
    const answers = ways.map(({ courses }) => courses.answers);
    this.#forms = forms.length === 0 ? null : collector.declareForms(formIdentities(forms, answers));
    this.#visits = new Visits(
      context,
      journeys.work,
      this.#routes.paths,
      (network) => this.#routes.pathOf(network),
      (block, row) => this.arrive(block, row),
      { hold: (journey) => journeys.openForUs(journey), service: (journey) => journeys.broughtWorkUs(journey) },
    );
  }

  get faultTarget(): ChainFaults {
    return this.#parts.faultTarget;
  }

  get paths(): Paths {
    return this.#routes.paths;
  }

  get routingFingerprint(): string {
    return this.#routing.hex();
  }

  arrive(block: ArrivalBlock, blockRow: number): void {
    const network = block.networkIndex[blockRow]!;
    const path = this.#routes.pathOf(network);
    this.#visits.offered(block, blockRow, path);
    const journey = this.#journeys.beginOwn();
    this.#visits.bring(journey, block, blockRow, path);
    this.#setOut(journey, block, blockRow, network);
    const side = this.#journeys.side(journey);
    this.#trails?.arrived(journey);
    if (side === OLD_SIDE) this.#oldEntry.enter(journey);
    else {
      this.#rollouts!.moved();
      this.#newEntry!.enter(journey);
    }
  }

  /** Where a journey goes, and as what. Hot. */
  #setOut(journey: number, block: ArrivalBlock, blockRow: number, network: number): void {
    const sites = this.#sites;
    const journeys = this.#journeys;
    const { work } = journeys;
    const clientHash = block.clientHash[blockRow]! | 0;
    journeys.putAsideBrought(journey, block.hold[blockRow]!, block.service[blockRow]!);
    journeys.setSite(journey, sites.siteOf(network));
    journeys.setRttUs(journey, sites.rttUs(network));
    const isMoved = this.#rollouts !== null && this.#shares.isMoved(network, clientHash);
    journeys.setSide(journey, isMoved ? NEW_SIDE : OLD_SIDE);
    journeys.setForm(journey, this.#ways[OLD_SIDE]!.courses.formOf(clientHash, work.offeredAt(journey)));
  }

  /** A member has taken a request. Those of slow clients are no connections of the service. Hot. */
  #established(journey: number, member: number): void {
    const fleet = this.#fleet;
    const journeys = this.#journeys;
    const { work } = journeys;
    const backend = fleet.backendOf[member]!;
    journeys.setBackend(journey, backend);
    this.#routing.mix(work.clientHash(journey) | 0, member);
    if (journeys.isSlow(journey)) return;
    const region = this.#sites.regionOf[journeys.site(journey)]!;
    // A later try of a connection spills no more than its first.
    const home = work.visit(journey) === FIRST_TRY ? this.#visits.homeRegionOf(work.path(journey)) : region;
    const load = fleet.memberLoad[member]!;
    this.#collector.established(this.#kernel.now, work.offeredAt(journey), home, region, backend, member, load);
  }

  /** The client of a journey knows how it ended: its connection is over. Hot. */
  #ended(journey: number, outcome: number): void {
    const journeys = this.#journeys;
    const offeredAt = journeys.work.offeredAt(journey);
    const backend = journeys.backend(journey);
    const latencyUs = outcome === COMPLETED ? this.#kernel.now - offeredAt : NO_LATENCY;
    // What no member has taken is established nowhere.
    const isNowhere = backend === NO_BACKEND && (outcome === DROPPED || outcome === RESET || outcome === UNFINISHED);
    const region = isNowhere ? NO_REGION : this.#sites.regionOf[journeys.site(journey)]!;
    const side = journeys.side(journey);
    const form = journeys.form(journey);
    this.#forms?.ended(side * this.#formCount + form, offeredAt, outcome);
    this.#rollouts?.ended(side === NEW_SIDE, form, outcome, latencyUs);
    this.#visits.settle(journey, region, backend, outcome, latencyUs);
    journeys.clientLeft(journey);
  }

  explain(asks: readonly TrailAsk[]): TrailList {
    const { design, world } = this.#context;
    const context = { parts: this.#parts, journeys: this.#journeys, design, world, kernel: this.#kernel };
    this.#trails = new ChainTrails(asks, context);
    this.#visits.follow(this.#trails);
    return this.#trails;
  }

  sample(interval: number): void {
    const { fleet, knowledge, loadReports, configuration } = this.#parts;
    sampleBackends(this.#collector, interval, fleet, knowledge, loadReports, configuration);
    this.#usage.sample();
    this.#parts.machines.sample();
  }

  finish(): void {
    this.#parts.machines.finish();
    this.#parts.members.finish();
    const journeys = this.#journeys;
    for (let journey = 0; journey < journeys.work.rowCount; journey++) {
      if (journeys.client(journey) !== NOBODY) this.#ended(journey, UNFINISHED);
    }
    this.#visits.finish();
  }
}
