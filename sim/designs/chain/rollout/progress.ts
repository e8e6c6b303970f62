/**
 * How far a rollout has come, as a pure machine of states: what a judgement, a breach or
 * the passing of time makes of it.
 *
 * A step takes its length, and longer until its gates were judged once: a share that nobody has tested is not widened.
 * After a breach the share stays as it is for the reaction time (somebody or something must act on it), then goes back
 * to nothing, or stays where the rollout halts.
 */

export type RolloutState =
  /** `endsAtUs` at the earliest. `judgements`: how many the gates have held since the step began. */
  | { readonly kind: 'inStep'; readonly step: number; readonly endsAtUs: number; readonly judgements: number }
  | { readonly kind: 'reacting'; readonly step: number; readonly untilUs: number }
  | { readonly kind: 'halted'; readonly step: number }
  | { readonly kind: 'rolledBack'; readonly step: number }
  | { readonly kind: 'complete' };

export type RolloutInput =
  /** The gates of the step were judged. */
  | { readonly kind: 'held' }
  | { readonly kind: 'breached' }
  /** Nothing but the time. */
  | { readonly kind: 'time' };

/** What a rollout is, as far as its progress goes. */
export interface RolloutPlan {
  /** [stepCount] us */
  readonly lengthsUs: readonly number[];
  readonly reactionUs: number;
  readonly onBreach: 'rollback' | 'halt';
}

export function firstStep({ lengthsUs }: RolloutPlan, nowUs: number): RolloutState {
  return { kind: 'inStep', step: 0, endsAtUs: nowUs + lengthsUs[0]!, judgements: 0 };
}

/** The state after an input at an instant; the same one where the input changes nothing. */
export function advance(plan: RolloutPlan, state: RolloutState, input: RolloutInput, nowUs: number): RolloutState {
  switch (state.kind) {
    case 'inStep':
      if (input.kind === 'breached') return { kind: 'reacting', step: state.step, untilUs: nowUs + plan.reactionUs };
      return inStep(plan, input.kind === 'held' ? { ...state, judgements: state.judgements + 1 } : state, nowUs);
    case 'reacting':
      if (nowUs < state.untilUs) return state;
      return { kind: plan.onBreach === 'halt' ? 'halted' : 'rolledBack', step: state.step };
    case 'halted':
    case 'rolledBack':
    case 'complete':
      return state;
  }
}

function inStep(
  { lengthsUs }: RolloutPlan,
  state: Extract<RolloutState, { kind: 'inStep' }>,
  nowUs: number,
): RolloutState {
  if (nowUs < state.endsAtUs || state.judgements === 0) return state;
  const next = state.step + 1;
  if (next === lengthsUs.length) return { kind: 'complete' };
  return { kind: 'inStep', step: next, endsAtUs: nowUs + lengthsUs[next]!, judgements: 0 };
}

/** When the gates are judged next, us: after a window, or with the end of the step if that is sooner. */
export function nextJudgement({ endsAtUs }: { readonly endsAtUs: number }, windowUs: number, nowUs: number): number {
  const afterWindow = nowUs + windowUs;
  return nowUs < endsAtUs && endsAtUs < afterWindow ? endsAtUs : afterWindow;
}
