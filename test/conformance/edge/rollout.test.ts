/**
 * Goal: the statements about the shift of traffic (E7, E10, E12), on whole chains. Method: the shipped scenario of the
 * phased rollout, one replication; its log of events, its accounting by form, and what the closed forms of
 * docs/model/rollout.md say of it.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { COUNTER, type CounterName } from '../../../sim/metrics/counters.ts';
import { COMPLETED, OUTCOME_COUNT, REJECTED } from '../../../sim/metrics/outcome.ts';
import type { RunRecord } from '../../../sim/metrics/run-record.ts';
import { compileModel } from '../../../sim/model.ts';
import { loadScenario } from '../../../sim/scenario/load-scenario.ts';
import { simulate } from '../../../sim/simulate.ts';
import { WORLD_DATA } from '../../support/scenario.ts';

const runs = new Map<string, RunRecord>();

function runOf(design: string): RunRecord {
  return runs.get(design)!;
}

/** All of the measured run. */
function counted(design: string, name: CounterName): number {
  return runOf(design).windows[0]!.counters[COUNTER[name]]!;
}

function formsOf(design: string, side: 'old' | 'new') {
  return runOf(design).forms.filter((form) => form.side === side);
}

function logOf(design: string): string[] {
  return runOf(design).log.map(({ what }) => what);
}

beforeAll(() => {
  const text = readFileSync('scenarios/edge/phased-rollout.yaml', 'utf8');
  const loaded = loadScenario([{ file: 's.yaml', text }], { gcp: WORLD_DATA });
  if (!loaded.ok) throw new Error('the shipped scenario is unsound');
  const model = compileModel(loaded.scenario, WORLD_DATA);
  for (const [index, id] of ['bare', 'one-rule', 'two-rules'].entries())
    runs.set(id, simulate(model, index, 0, UNATTENDED));
});

describe('the shift of traffic', () => {
  it('E7: goes step by step, tests first, and no step begins before the gates of the one before have held', () => {
    const begun = logOf('two-rules').filter((what) => / begins$/.test(what));
    expect(begun.map((what) => what.replace(/, .*/, ''))).toEqual(['step 1', 'step 2', 'step 3', 'step 4']);
    expect(begun[0]).toMatch(/tests of/);
    expect(logOf('two-rules').filter((what) => /gates held/.test(what))).toHaveLength(4);
    expect(logOf('two-rules').at(-1)).toBe('complete');
  });

  it('E9: tests find the double slash before a client moves', () => {
    expect(logOf('bare')).toContainEqual(
      expect.stringMatching(/gate breached: 3 forms tested, double-slash: 200 became 404$/),
    );
    expect(counted('bare', 'newChain')).toBe(0);
  });

  it('E10: tests do not find the encoded question mark; clients do, in the step that spends its budget of errors', () => {
    const log = logOf('one-rule');
    expect(log).toContainEqual(expect.stringMatching(/^step 1, tests .*every status is as before$/));
    expect(log).toContainEqual(expect.stringMatching(/^step 2, 1 % of clients: gates held/));
    expect(log).toContainEqual(expect.stringMatching(/^step 3, 10 % of clients: gate breached: 40 connections failed/));
    const rejected = formsOf('one-rule', 'new').filter(({ outcomes }) => outcomes[REJECTED]! > 0);
    expect(rejected.map(({ form }) => form)).toEqual(['encoded-query', 'encoded-query-of-two']);
  });

  it('E12: costs the budget, what comes within the reaction, and what the smaller step before let pass', () => {
    // λ f q: 200/s, 1.5 %; 1 % of clients for 300 s, 10 % for 30 s. The rest is the budget.
    const drawn = 200 * 0.015 * (0.01 * 300 + 0.1 * 30);
    const errors = counted('one-rule', 'newChainErrors');
    expect(Math.abs(errors - 40 - drawn)).toBeLessThan(4 * Math.sqrt(drawn));
    expect(logOf('one-rule').at(-1)).toMatch(/^rolled back/);
    expect(errors / runOf('one-rule').offeredCount).toBeLessThan(0.0005);
  });

  it('E11: with a rule for each status the rollout completes, and one form means something else without anybody seeing it', () => {
    const other = formsOf('two-rules', 'new').find(({ form }) => form === 'encoded-query-of-two')!;
    const before = formsOf('two-rules', 'old').find(({ form }) => form === 'encoded-query-of-two')!;
    expect(other.status).toBe(before.status);
    expect(other.meaning).not.toBe(before.meaning);
    expect(other.outcomes[COMPLETED]).toBeGreaterThan(100);
    expect(counted('two-rules', 'newChainErrors')).toBe(0);
  });

  it('counts every connection once, by form and side', () => {
    for (const { forms, windows } of runs.values()) {
      const byForm = forms.reduce((sum, { outcomes }) => sum + total(outcomes.subarray(0, OUTCOME_COUNT)), 0);
      expect(byForm).toBe(windows[0]!.flows.reduce((sum, { offered }) => sum + offered, 0));
    }
  });

  it('leaves clients and their requests as they are: every design meets the same', () => {
    expect(new Set([...runs.values()].map(({ fingerprint }) => fingerprint.traffic)).size).toBe(1);
    const offered = [...runs.values()].map(({ forms }) =>
      ['users', 'encoded-query'].map((id) =>
        forms
          .filter(({ form }) => form === id)
          .reduce((sum, { outcomes }) => sum + total(outcomes.subarray(0, OUTCOME_COUNT)), 0),
      ),
    );
    expect(offered[1]).toEqual(offered[0]);
    expect(offered[2]).toEqual(offered[0]);
  });
});

function total(values: Uint32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
