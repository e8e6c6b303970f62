/**
 * Goal: the table of second-layer GFEs is never stale, whatever changes and whenever.
 * Method: random sequences of faults, drains and pushed changes that first layers learn one after another; after each
 * step every PoP's GFE is compared with the rule said anew: sites from near to far, the first with a backend that is
 * configured, else the first with a GFE at all.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GfeOfPop } from '../../../../sim/designs/anycast-proxy/gfe-of-pop.ts';
import { NO_GFE, SecondLayerMachines } from '../../../../sim/designs/anycast-proxy/second-layer-machines.ts';
import { type Change, Configuration } from '../../../../sim/designs/parts/configuration.ts';
import { Revision } from '../../../../sim/fleet/revision.ts';
import { secondLayerSites } from '../../../../sim/fleet/second-layer-sites.ts';
import { initialKnowledge } from '../../../../sim/fleet/shared-knowledge.ts';
import { avalanche } from '../../../../sim/kernel/avalanche.ts';
import { Kernel, UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import { type Duration, NEVER, type SimTime } from '../../../../sim/kernel/time.ts';
import { modelWith, THREE_REGIONS } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const PER_REGION = 2;
const SILENT = { nextAt: NEVER, arrive: () => undefined };

const MACHINE_STEPS = ['fail', 'recover', 'drain', 'undrain'] as const;
const CONFIGURATION_STEPS = ['scaler', 'inService', 'draining', 'hold', 'members'] as const;

const { scenario, world, plans } = modelWith({ service: { backends: THREE_REGIONS } });
const plan = plans[0]!;
const sites = secondLayerSites(scenario.designs[0]!, world, plan);
const siteCount = sites.regions.length;

type Step =
  | { readonly kind: 'wait' }
  | {
      readonly kind: (typeof MACHINE_STEPS)[number] | (typeof CONFIGURATION_STEPS)[number];
      readonly which: number;
      readonly on: boolean;
    };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom(...MACHINE_STEPS, ...CONFIGURATION_STEPS),
      which: fc.nat(99),
      on: fc.boolean(),
    }),
    fc.constant({ kind: 'wait' as const }),
  ),
  { maxLength: 40 },
);

class Bench {
  readonly #kernel = new Kernel();
  readonly #revision = new Revision();
  readonly #knowledge = initialKnowledge(plan, new Int32Array(plan.slotCount), new Float64Array(0), this.#revision);
  readonly #machines = new SecondLayerMachines(siteCount, PER_REGION, this.#revision);
  readonly #configuration = new Configuration(
    this.#kernel,
    { delay: SECOND as Duration, spread: (9 * SECOND) as Duration },
    plan,
    this.#knowledge,
    siteCount * PER_REGION,
    world.pops.length,
  );
  readonly #drains = new Int32Array(siteCount * PER_REGION);
  readonly #push = { chance: new RandomStreams('gfe-of-pop', 0).stream('push'), note: () => undefined };
  readonly table = new GfeOfPop(
    sites,
    plan.backendsOfRegion,
    PER_REGION,
    this.#machines,
    this.#configuration,
    this.#revision,
    null,
  );

  apply(step: Step): void {
    if (step.kind === 'wait') {
      this.#kernel.run((this.#kernel.now + 3 * SECOND) as SimTime, SILENT, UNATTENDED);
      return;
    }
    const gfe = step.which % this.#drains.length;
    const backend = step.which % plan.backends.length;
    if (step.kind === 'fail') this.#machines.fail(gfe);
    else if (step.kind === 'recover') this.#machines.recover(gfe, step.which > 50);
    else if (step.kind === 'drain') {
      this.#drains[gfe]!++;
      this.#machines.drain(gfe);
    } else if (step.kind === 'undrain') {
      if (this.#drains[gfe]! > 0) this.#machines.undrain(gfe);
      this.#drains[gfe] = Math.max(0, this.#drains[gfe]! - 1);
    } else if (step.kind === 'scaler') this.#pushChange((known) => known.setScaler(backend, step.on ? null : 0));
    else if (step.kind === 'inService') this.#pushChange((known) => known.setInService(backend, step.on));
    else if (step.kind === 'draining') this.#pushChange((known) => known.setDraining(backend, step.on));
    else if (step.kind === 'hold') this.#configuration.holdAtNothing(backend, !step.on);
    else {
      this.#knowledge.memberCount[backend] = step.on ? 3 : 0;
      this.#configuration.review(backend);
    }
  }

  /** The rule, without a table. */
  expected(pop: number): number {
    const { capacity, isDraining } = this.#configuration.knownByFirstLayer(pop);
    const preferred = (avalanche(pop + 1) >>> 0) % PER_REGION;
    const near = [...sites.byPop.subarray(pop * siteCount, (pop + 1) * siteCount)];
    const withGfe = near.filter((site) => this.#machines.standIn(site, preferred) !== NO_GFE);
    const isServing = (site: number): boolean =>
      [...plan.backendsOfRegion[sites.regionIndex[site]!]!].some((one) => capacity[one]! > 0 && isDraining[one] === 0);
    const site = withGfe.find(isServing) ?? withGfe[0];
    return site === undefined ? NO_GFE : this.#machines.standIn(site, preferred);
  }

  #pushChange(apply: Change['apply']): void {
    this.#configuration.change([{ apply }], this.#push);
  }
}

describe('the GFE of each PoP', () => {
  it('is what the rule says after any sequence of changes', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(steps, (sequence) => {
        const bench = new Bench();
        for (const step of [{ kind: 'wait' as const }, ...sequence]) {
          bench.apply(step);
          for (let pop = 0; pop < world.pops.length; pop++) {
            expect(bench.table.of(pop)).toBe(bench.expected(pop));
            seen.add(bench.table.of(pop));
          }
        }
      }),
      { numRuns: 60, seed: 7 },
    );
    // All were in use.
    expect(seen.size).toBeGreaterThanOrEqual(siteCount * PER_REGION);
  });
});
