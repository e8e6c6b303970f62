/**
 * Goal: every reason of the vocabulary is given by some scenario, where it is due.
 * Method: a small scenario for each group of reasons; the trails of a metro's connections in a window; the reasons they
 * hold, with what they speak of.
 */
import { describe, expect, it } from 'vitest';
import type { ServicePolicyModule } from '../../../../../sim/custom/policy-interface.ts';
import { UNATTENDED } from '../../../../../sim/kernel/kernel.ts';
import { REASONS, reasonText } from '../../../../../sim/metrics/trail/reasons.ts';
import type { Trail } from '../../../../../sim/metrics/trail/trail.ts';
import { simulate } from '../../../../../sim/simulate.ts';
import { modelWith } from '../../../../support/scenario.ts';
import { REASON_CASES } from './reason-cases.ts';

describe('the reasons', () => {
  const given = new Set<string>();

  it.each(REASON_CASES)('of $what', ({ changes, at, for: length = '5s', gives, never = [], design = 'proxy' }) => {
    const model = modelWith({ ...changes, explain: [{ metro: 'seoul', at, for: length, design }] });
    const windowed = model.scenario.explain[0]!;
    const asks = [{ id: 'q', metroIndex: 0, fromUs: windowed.at, toUs: windowed.until, count: 600 }];
    const { trails } = simulate(model, 0, 0, UNATTENDED, { asks, stopsWhenAnswered: true });
    const reasons = new Set(trails.flatMap(reasonsOf));
    for (const reason of reasons) given.add(reason);
    expect([...reasons]).toEqual(expect.arrayContaining([...gives]));
    expect(never.filter((reason) => reasons.has(reason as keyof typeof REASONS))).toEqual([]);
  });

  it('of a policy of the user', () => {
    const module: ServicePolicyModule = {
      kind: 'servicePolicy',
      apiVersion: 1,
      name: 'by-turns',
      summary: 'the last backend, none, the last',
      create: () => {
        let turn = 0;
        return { pick: (view) => (turn++ % 2 === 0 ? view.capacity.length - 1 : -1) };
      },
    };
    const designs = { proxy: { serviceLbPolicy: { loadBalancingAlgorithm: { module: './own.js' } } } };
    const model = modelWith({ designs }, { 'own.js': module });
    const asks = [{ id: 'q', metroIndex: 0, fromUs: 0, toUs: 1e9, count: 20 }];
    const { trails } = simulate(model, 0, 0, UNATTENDED, { asks, stopsWhenAnswered: true });
    for (const reason of trails.flatMap(reasonsOf)) given.add(reason);
    expect([...given]).toEqual(expect.arrayContaining(['ownPolicy', 'ownPolicyNone', 'ownPolicyPassed']));
    // What it would have picked otherwise cannot be asked of a policy that keeps state.
    expect(trails.flatMap(({ otherwise }) => otherwise)).toEqual([]);
    expect(trails.flatMap(({ backends }) => backends.map(({ share }) => share)).every((share) => share === null)).toBe(
      true,
    );
    const undisturbed = simulate(model, 0, 0, UNATTENDED, { asks: [], stopsWhenAnswered: false });
    const explained = simulate(model, 0, 0, UNATTENDED, { asks, stopsWhenAnswered: false });
    expect(explained.fingerprint).toEqual(undisturbed.fingerprint);
  });

  it('are all given by one of these', () => {
    expect(Object.keys(REASONS).filter((reason) => !given.has(reason))).toEqual([]);
  });
});

/** All that a trail names; that each has every figure it speaks of is checked on the way. */
function reasonsOf({ steps, backends, outcome }: Trail): string[] {
  const spoken = [...steps, ...steps.flatMap(({ passedOver }) => passedOver), outcome];
  for (const { reason, facts } of spoken) {
    const missing = [...REASONS[reason].matchAll(/\{(\w+)\}/g)].filter(([, name]) => !(name! in facts));
    expect(missing, `${reason}: ${reasonText(reason, facts)}`).toEqual([]);
  }
  return [...spoken, ...backends].map(({ reason }) => reason);
}
