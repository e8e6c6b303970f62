/**
 * Goal: the machine of states of a rollout. Method: tables of inputs and instants, and the states that they lead to.
 */
import { describe, expect, it } from 'vitest';
import {
  advance,
  firstStep,
  nextJudgement,
  type RolloutInput,
  type RolloutPlan,
  type RolloutState,
} from '../../../../../sim/designs/chain/rollout/progress.ts';

const PLAN: RolloutPlan = { lengthsUs: [100, 200], reactionUs: 30, onBreach: 'rollback' };

/** State after inputs `[kind, instant]`, from a rollout that begins at 1000. */
function stateAfter(plan: RolloutPlan, ...inputs: readonly [RolloutInput['kind'], number][]): RolloutState {
  return inputs.reduce((state, [kind, nowUs]) => advance(plan, state, { kind }, nowUs), firstStep(plan, 1_000));
}

describe('rollout progress', () => {
  it('begins with its first step', () => {
    expect(firstStep(PLAN, 1_000)).toEqual({ kind: 'inStep', step: 0, endsAtUs: 1_100, judgements: 0 });
  });

  it.each([
    ['a gate that holds is counted', [['held', 1_050]], { step: 0, endsAtUs: 1_100, judgements: 1 }],
    [
      'the end of a judged step leads on',
      [
        ['held', 1_050],
        ['time', 1_100],
      ],
      { step: 1, endsAtUs: 1_300, judgements: 0 },
    ],
    ['a judgement at the end leads on at once', [['held', 1_100]], { step: 1, endsAtUs: 1_300, judgements: 0 }],
    [
      'a step that nobody has judged goes on',
      [
        ['time', 1_100],
        ['time', 1_500],
      ],
      { step: 0, endsAtUs: 1_100, judgements: 0 },
    ],
    [
      'and leads on with the first judgement',
      [
        ['time', 1_500],
        ['held', 1_600],
      ],
      { step: 1, endsAtUs: 1_800, judgements: 0 },
    ],
  ] as const)('%s', (_title, inputs, state) => {
    expect(stateAfter(PLAN, ...(inputs as unknown as [RolloutInput['kind'], number][]))).toEqual({
      kind: 'inStep',
      ...state,
    });
  });

  it('is complete when its last step is over', () => {
    expect(stateAfter(PLAN, ['held', 1_100], ['held', 1_299])).toMatchObject({ kind: 'inStep', step: 1 });
    expect(stateAfter(PLAN, ['held', 1_100], ['held', 1_300])).toEqual({ kind: 'complete' });
  });

  it('waits for the reaction time after a breach, then goes back or halts', () => {
    const breached = stateAfter(PLAN, ['breached', 1_040]);
    expect(breached).toEqual({ kind: 'reacting', step: 0, untilUs: 1_070 });
    expect(advance(PLAN, breached, { kind: 'time' }, 1_069)).toBe(breached);
    expect(advance(PLAN, breached, { kind: 'time' }, 1_070)).toEqual({ kind: 'rolledBack', step: 0 });
    const halting: RolloutPlan = { ...PLAN, onBreach: 'halt' };
    expect(stateAfter(halting, ['held', 1_100], ['breached', 1_150], ['time', 1_180])).toEqual({
      kind: 'halted',
      step: 1,
    });
  });

  it.each(['halted', 'rolledBack'] as const)('leaves %s for nothing', (kind) => {
    const state: RolloutState = { kind, step: 1 };
    for (const input of ['held', 'breached', 'time'] as const)
      expect(advance(PLAN, state, { kind: input }, 9_999)).toBe(state);
  });

  it('judges with every window and with the end of the step', () => {
    const step = { endsAtUs: 1_100 };
    expect(nextJudgement(step, 60, 1_000)).toBe(1_060);
    expect(nextJudgement(step, 60, 1_060)).toBe(1_100);
    expect(nextJudgement(step, 60, 1_100)).toBe(1_160);
  });
});
