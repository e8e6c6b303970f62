/**
 * Rollouts of a design that holds two chains: where its clients are, what both chains make of its forms, and
 * what it counts of the new one.
 */
import { assert } from '../../../kernel/assert.ts';
import { COUNTER } from '../../../metrics/counters.ts';
import { COMPLETED, isFailed } from '../../../metrics/outcome.ts';
import type { ResolvedRollout, ResolvedShareStep } from '../../../scenario/resolved-rollout.ts';
import type { DesignContext } from '../../design-run.ts';
import type { ChainWay } from '../chain-way.ts';
import type { Sites } from '../sites.ts';
import { type RolloutNote, Rollouts } from './rollouts.ts';
import { SideForms } from './side-forms.ts';
import type { SideShares } from './side-shares.ts';

export class ChainRollouts {
  readonly #context: DesignContext;
  readonly #rollouts: Rollouts;
  /** [formCount] 1 for forms that mean something else on the new chain, behind the same status. */
  readonly #silentlyOther: Uint8Array;

  /** @param ways the old and the new */
  constructor(context: DesignContext, shares: SideShares, sites: Sites, [before, after]: readonly ChainWay[]) {
    const { kernel, design } = context;
    assert(before !== undefined && after !== undefined, `design ${design.id} has no second chain`);
    const forms = new SideForms(design.chain!.course?.forms ?? [], before.courses.answers, after.courses.answers);
    this.#context = context;
    this.#silentlyOther = forms.silentlyOther;
    this.#rollouts = new Rollouts({
      kernel,
      shares,
      networksOf: (where) => this.#networksOf(where, sites),
      test: (ids) => forms.test(ids),
    });
  }

  begin(rollout: ResolvedRollout, note: RolloutNote): void {
    this.#rollouts.begin(rollout, note);
  }

  /** A client makes a connection to the new chain. Hot. */
  moved(): void {
    const { collector, kernel } = this.#context;
    collector.count(COUNTER.newChain, kernel.now);
  }

  /** A client's connection is over. Hot. */
  ended(isMoved: boolean, form: number, outcome: number, latencyUs: number): void {
    const { collector, kernel } = this.#context;
    if (isMoved) {
      if (isFailed(outcome)) collector.count(COUNTER.newChainErrors, kernel.now);
      else if (outcome === COMPLETED && this.#silentlyOther[form] === 1)
        collector.count(COUNTER.silentlyOther, kernel.now);
    }
    this.#rollouts.ended(isMoved, outcome, latencyUs);
  }

  #networksOf({ kind, ids }: ResolvedShareStep['where'], sites: Sites): number[] {
    const { networks, metros, regions } = this.#context.world;
    return networks.flatMap(({ metroIndex }, network) => {
      const place = kind === 'metro' ? metros[metroIndex]! : regions[sites.regionOf[sites.siteOf(network)]!]!;
      return kind === 'everywhere' || ids.includes(place.id) ? [network] : [];
    });
  }
}
