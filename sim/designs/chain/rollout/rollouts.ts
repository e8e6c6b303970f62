/**
 * Rollouts of a run: clients move to the new chain step by step, the gates are judged, and a
 * breach stops it or takes it back.
 *
 * State: which clients are moved, what either side did since the last judgement, and how far the rollout in
 * progress has come; one that begins while another is in progress takes its place, and begins from nobody.
 * Connections that are open stay on the chain they are on. Events: `rollout.enter`, `rollout.judge`,
 * `rollout.react`, subject 0. Draws nothing.
 */
import type { EventHandle } from '../../../kernel/event-queue.ts';
import type { Handler, HandlerId, Kernel } from '../../../kernel/kernel.ts';
import { simTime } from '../../../kernel/time.ts';
import { isFailed } from '../../../metrics/outcome.ts';
import type { ResolvedRollout, ResolvedRolloutStep, ResolvedShareStep } from '../../../scenario/resolved-rollout.ts';
import { type GateVerdict, judge } from './gates.ts';
import {
  advance,
  firstStep,
  nextJudgement,
  type RolloutInput,
  type RolloutPlan,
  type RolloutState,
} from './progress.ts';
import type { SideShares } from './side-shares.ts';
import { type SideFigures, SideTally } from './side-tally.ts';

export interface RolloutScene {
  readonly kernel: Kernel;
  readonly shares: SideShares;
  /** Client networks of a place. */
  readonly networksOf: (where: ResolvedShareStep['where']) => readonly number[];
  /** Sends forms through both chains. */
  readonly test: (forms: readonly string[]) => GateVerdict;
}

/** Takes down what a rollout does, for the log. */
export type RolloutNote = (what: string) => void;

interface Current {
  readonly settings: ResolvedRollout;
  readonly plan: RolloutPlan;
  readonly note: RolloutNote;
  state: RolloutState;
  /** Connections of the new chain that failed since the step began. */
  stepErrors: number;
  /** What the old chain last did in a window with enough connections. */
  stayed: SideFigures;
  /** Of the last judgement. */
  figures: string;
  isExtended: boolean;
  event: EventHandle | null;
}

export class Rollouts {
  readonly #scene: RolloutScene;
  readonly #enter: HandlerId;
  readonly #judge: HandlerId;
  readonly #react: HandlerId;
  readonly #moved = new SideTally();
  readonly #stayed = new SideTally();
  #current: Current | null = null;

  constructor(scene: RolloutScene) {
    this.#scene = scene;
    this.#enter = scene.kernel.register('rollout.enter', this.#onEnter);
    this.#judge = scene.kernel.register('rollout.judge', this.#onJudge);
    this.#react = scene.kernel.register('rollout.react', this.#onReact);
  }

  begin(settings: ResolvedRollout, note: RolloutNote): void {
    this.#supersede();
    const { kernel } = this.#scene;
    const plan = {
      lengthsUs: settings.steps.map(({ length }) => length),
      reactionUs: settings.reaction,
      onBreach: settings.onBreach,
    };
    this.#moved.take();
    const state = firstStep(plan, kernel.now);
    const current = { settings, plan, note, state, stepErrors: 0, stayed: this.#stayed.take() };
    this.#current = { ...current, figures: '', isExtended: false, event: null };
    // By an event of its own, so that the log says first that it begins.
    this.#schedule(this.#current, this.#enter, kernel.now);
  }

  /** A client's connection is over; `latencyUs` is negative where it got no answer. Hot. */
  ended(isMoved: boolean, outcome: number, latencyUs: number): void {
    (isMoved ? this.#moved : this.#stayed).ended(outcome, latencyUs);
    const current = this.#current;
    if (!isMoved || current === null || !isFailed(outcome)) return;
    current.stepErrors++;
    const { errorsMax } = current.settings.gates;
    if (current.stepErrors !== errorsMax || current.state.kind !== 'inStep') return;
    this.#breach(current, `${errorsMax} connections failed since it began (bound ${errorsMax})`);
  }

  readonly #onEnter: Handler = () => {
    this.#current!.event = null;
    this.#enterStep(this.#current!);
  };

  readonly #onJudge: Handler = () => {
    const current = this.#current!;
    current.event = null;
    const { gates, steps } = current.settings;
    const step = steps[this.#stepOf(current)]!;
    if (step.kind === 'tests') {
      this.#put(current, { kind: 'time' });
      return;
    }
    if (this.#moved.count < gates.minimum) {
      this.#noteExtension(current);
      this.#put(current, { kind: 'time' });
      return;
    }
    // A chain that hardly has a client left is what it was when it last had enough.
    if (this.#stayed.count >= gates.minimum) current.stayed = this.#stayed.take();
    const verdict = judge(gates, this.#moved.take(), current.stayed);
    current.figures = verdict.what;
    if (verdict.isBreached) this.#breach(current, verdict.what);
    else this.#put(current, { kind: 'held' });
  };

  readonly #onReact: Handler = () => {
    this.#current!.event = null;
    this.#put(this.#current!, { kind: 'time' });
  };

  #breach(current: Current, why: string): void {
    current.note(`${this.#name(current)}: gate breached: ${why}`);
    this.#put(current, { kind: 'breached' });
  }

  /** Puts an input to the rollout, and does what its state asks for. */
  #put(current: Current, input: RolloutInput): void {
    const { kernel, shares } = this.#scene;
    const before = current.state;
    const state = advance(current.plan, before, input, kernel.now);
    const left = this.#name(current);
    current.state = state;
    switch (state.kind) {
      case 'inStep': {
        const isNext = before.kind === 'inStep' && before.step !== state.step;
        if (isNext) {
          this.#noteHeld(current, before.step, left);
          this.#enterStep(current);
        } else this.#scheduleJudgement(current, state);
        return;
      }
      case 'reacting':
        this.#schedule(current, this.#react, state.untilUs);
        return;
      case 'rolledBack':
        shares.clear();
        current.note(`rolled back: every client is on the old chain again (${this.#errorsText(current)})`);
        return;
      case 'halted':
        current.note(`halted at ${left} (${this.#errorsText(current)})`);
        return;
      case 'complete':
        if (before.kind === 'inStep') this.#noteHeld(current, before.step, left);
        current.note('complete');
    }
  }

  #enterStep(current: Current): void {
    const { shares, networksOf, test } = this.#scene;
    const step = current.settings.steps[this.#stepOf(current)]!;
    this.#moved.take();
    current.stepErrors = 0;
    current.isExtended = false;
    current.figures = '';
    current.note(`${this.#name(current)} begins`);
    if (step.kind === 'share') {
      shares.set(networksOf(step.where), step.share);
      if (current.state.kind === 'inStep') this.#scheduleJudgement(current, current.state);
      return;
    }
    const verdict = test(step.forms);
    current.figures = verdict.what;
    if (verdict.isBreached) this.#breach(current, verdict.what);
    else this.#put(current, { kind: 'held' });
  }

  #scheduleJudgement(current: Current, state: Extract<RolloutState, { kind: 'inStep' }>): void {
    const { gates } = current.settings;
    const { now } = this.#scene.kernel;
    this.#schedule(current, this.#judge, nextJudgement(state, gates.window, now));
  }

  /** One event is pending at most. */
  #schedule(current: Current, handler: HandlerId, atUs: number): void {
    const { kernel } = this.#scene;
    if (current.event !== null) kernel.cancel(current.event);
    current.event = kernel.schedule(simTime(atUs), handler, 0);
  }

  #supersede(): void {
    const current = this.#current;
    if (current === null) return;
    if (current.event !== null) {
      this.#scene.kernel.cancel(current.event);
      current.note('another rollout takes its place');
    }
    this.#scene.shares.clear();
  }

  #noteExtension(current: Current): void {
    const { state, settings } = current;
    const isOver = state.kind === 'inStep' && this.#scene.kernel.now >= state.endsAtUs && state.judgements === 0;
    if (!isOver || current.isExtended) return;
    current.isExtended = true;
    const few = `${this.#moved.count} of ${settings.gates.minimum} connections`;
    current.note(`${this.#name(current)} goes on: ${few} that a judgement takes`);
  }

  #noteHeld(current: Current, step: number, left: string): void {
    const isMoving = current.settings.steps[step]!.kind === 'share';
    const failed = isMoving ? `; ${current.stepErrors} failed since the step began` : '';
    current.note(`${left}: gates held: ${current.figures}${failed}`);
  }

  #errorsText({ stepErrors }: Current): string {
    return `${stepErrors} connections of the new chain failed in the step`;
  }

  #stepOf({ state }: Current): number {
    return state.kind === 'complete' ? -1 : state.step;
  }

  #name(current: Current): string {
    const number = this.#stepOf(current);
    const step = current.settings.steps[number];
    return step === undefined ? '' : `step ${number + 1}, ${describeStep(step)}`;
  }
}

function describeStep(step: ResolvedRolloutStep): string {
  if (step.kind === 'tests') return `tests of ${step.forms.join(', ')}`;
  const { kind, ids } = step.where;
  // Down to a thousandth of a percent, as shares are written.
  const share = `${Number((step.share * 100).toFixed(3))} %`;
  return kind === 'everywhere' ? `${share} of clients` : `${share} of clients, ${kind} ${ids.join(', ')}`;
}
