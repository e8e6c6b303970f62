/**
 * The service's configuration on its way: as it was pushed last, and as each front end has learnt it.
 *
 * A change is made at once in what is pushed, and reaches every second-layer GFE and the first layer of every PoP
 * (which picks the region) after a delay of its own: delay + U x spread, U uniform in [0, 1) (Google: changes to a
 * backend service are not instant, and take several minutes to reach GFEs). What arrives is a state, not a step:
 * whoever learns of a later push has learnt of all before it. With no delay and no spread everyone learns at once,
 * nothing is drawn and no event is scheduled. Event: `configuration.learnt`, subject = push x front ends + front end.
 * Learners are numbered: second-layer GFEs, then the first layers, PoP by PoP.
 */
import type { Push } from '../../faults/fault-target.ts';
import type { FleetPlan } from '../../fleet/fleet-plan.ts';
import { KnownConfiguration } from '../../fleet/known-configuration.ts';
import type { SharedKnowledge } from '../../fleet/shared-knowledge.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { type Duration, duration } from '../../kernel/time.ts';
import type { ResolvedDesign } from '../../scenario/resolved-scenario.ts';

/** One or more make a push. */
export interface Change {
  /** Makes it in what one knows. */
  readonly apply: (known: KnownConfiguration) => void;
  /** Told when a second-layer GFE has learnt of it. */
  readonly gfeLearnt?: (gfe: number) => void;
  /** Told when all have. */
  readonly allLearnt?: () => void;
}

interface Pushed {
  readonly changes: readonly Change[];
  readonly push: Push;
  learntCount: number;
}

export class Configuration {
  readonly #kernel: Kernel;
  readonly #delay: Duration;
  readonly #spread: Duration;
  readonly #gfeCount: number;
  /** As last pushed: the truth. */
  readonly pushed: KnownConfiguration;
  /** [learnerCount] */
  readonly #known: readonly KnownConfiguration[];
  #onReview: (backend: number) => void = () => {};
  #onLearnt: () => void = () => {};
  /** Pushes in their order. */
  readonly #history: Pushed[] = [];
  /** [learnerCount] how many of them it has learnt. */
  readonly #learnt: Int32Array;
  /** Registered when first needed, so that nobody else's handler changes its number. */
  #learntHandler: HandlerId | null = null;

  /** @param members N of each backend, kept up to date by its owner, and the count of changes */
  constructor(
    kernel: Kernel,
    { delay, spread }: ResolvedDesign['propagation'],
    plan: FleetPlan,
    members: Pick<SharedKnowledge, 'memberCount' | 'revision'>,
    gfeCount: number,
    popCount: number,
  ) {
    this.#kernel = kernel;
    this.#delay = delay;
    this.#spread = spread;
    this.#gfeCount = gfeCount;
    this.pushed = new KnownConfiguration(plan, members);
    this.#known = Array.from({ length: gfeCount + popCount }, () => new KnownConfiguration(plan, members));
    this.#learnt = new Int32Array(this.#known.length);
  }

  knownByGfe(gfe: number): KnownConfiguration {
    return this.#known[gfe]!;
  }

  /** What the first layer of a PoP knows. Hot. */
  knownByFirstLayer(pop: number): KnownConfiguration {
    return this.#known[this.#gfeCount + pop]!;
  }

  /** @param onReview told of every backend whose capacity as pushed may have changed */
  watch(onReview: (backend: number) => void): void {
    this.#onReview = onReview;
  }

  /** @param onLearnt told when a front end has learnt of changes */
  watchLearning(onLearnt: () => void): void {
    this.#onLearnt = onLearnt;
  }

  /** To be called when a backend's members have changed. */
  review(backend: number): void {
    this.pushed.review(backend);
    for (const known of this.#known) known.review(backend);
    this.#onReview(backend);
  }

  /** What is configured for a backend, as pushed, if nothing held it. */
  configured(backend: number): number {
    return this.pushed.configured(backend);
  }

  /**
   * Auto-capacity drain goes by health, which all know alike: it holds a backend at nothing, or
   * lets it go, everywhere at once.
   */
  holdAtNothing(backend: number, isHeld: boolean): void {
    this.pushed.holdAtNothing(backend, isHeld);
    for (const known of this.#known) known.holdAtNothing(backend, isHeld);
  }

  /** Makes changes together: no front end learns of one without the others. */
  change(changes: readonly Change[], push: Push): void {
    if (changes.length === 0) return;
    for (const { apply } of changes) apply(this.pushed);
    this.pushed.capacity.forEach((_, backend) => {
      this.#onReview(backend);
    });
    const number = this.#history.length;
    this.#history.push({ changes, push, learntCount: 0 });
    const count = this.#known.length;
    if (this.#delay === 0 && this.#spread === 0) {
      for (let learner = 0; learner < count; learner++) this.#learnUpTo(learner, number);
      return;
    }
    this.#learntHandler ??= this.#kernel.register('configuration.learnt', this.#learn);
    for (let learner = 0; learner < count; learner++) {
      const after = duration(this.#delay + Math.floor(push.chance.uniform() * this.#spread));
      this.#kernel.scheduleAfter(after, this.#learntHandler, number * count + learner);
    }
  }

  readonly #learn: Handler = (subject) => {
    const learner = subject % this.#known.length;
    const before = this.#learnt[learner]!;
    this.#learnUpTo(learner, Math.floor(subject / this.#known.length));
    for (let number = before; number < this.#learnt[learner]!; number++) this.#noteProgress(this.#history[number]!);
  };

  #learnUpTo(learner: number, number: number): void {
    while (this.#learnt[learner]! <= number) {
      const pushed = this.#history[this.#learnt[learner]!++]!;
      pushed.learntCount++;
      for (const { apply, gfeLearnt, allLearnt } of pushed.changes) {
        apply(this.#known[learner]!);
        if (learner < this.#gfeCount) gfeLearnt?.(learner);
        if (pushed.learntCount === this.#known.length) allLearnt?.();
      }
    }
    this.#onLearnt();
  }

  #noteProgress({ learntCount, push }: Pushed): void {
    const count = this.#known.length;
    if (learntCount === 1) push.note(`configuration: first of ${count} front ends has learnt it`);
    if (learntCount === count) push.note(`configuration: last of ${count} front ends has learnt it`);
  }
}
