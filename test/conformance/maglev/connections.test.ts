/**
 * Conformance to Eisenbud et al., "Maglev", NSDI 2016, section 3.3: what the connection
 * table protects, and what it cannot.
 *
 * Goal: each statement of the section holds of the simulated tier, in kind and in quantity. Method: whole
 * runs with some 48,000 open connections at one PoP, whose breaks are compared with the disruption of the
 * lookup table as `sim/maglev/analysis` measures it, slot by slot, within four standard deviations of the
 * binomial; and the shipped matrix.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { disruptionOfChange } from '../../../sim/maglev/analysis/disruption.ts';
import { backend } from '../../../sim/maglev/backend.ts';
import { DEFAULT_METHOD_OPTIONS, hashMethod } from '../../../sim/maglev/methods.ts';
import { BREAK_CAUSES, FRONT_END_LOST, REHASHED } from '../../../sim/metrics/break-cause.ts';
import type { RunRecord } from '../../../sim/metrics/run-record.ts';
import { compileModel } from '../../../sim/model.ts';
import { loadScenario } from '../../../sim/scenario/load-scenario.ts';
import { simulate } from '../../../sim/simulate.ts';
import { modelWith, type PlainMap, WORLD_DATA } from '../../support/scenario.ts';

const MACHINES = 8;
const CHANGE_AT_S = 120;
/** 7 of 8 flows change their machine when modulo hashing loses one of 8. */
const MOVED_BY_MODULO = 7 / 8;

/** What the weights of some GFEs, relative to the ordinary 1, do to the slots of a table of `count` GFEs. */
function disruption(count: number, changed: readonly number[], weight: number) {
  const pool = (weightOf: (gfe: number) => number) =>
    Array.from({ length: count }, (_, gfe) => backend(`gfe-${gfe}`, { weight: weightOf(gfe) })).filter(
      (gfe) => gfe.weight > 0,
    );
  return disruptionOfChange(
    hashMethod('paper'),
    pool(() => 100),
    pool((gfe) => (changed.includes(gfe) ? 100 * weight : 100)),
    { ...DEFAULT_METHOD_OPTIONS, tableSize: 65_537 },
    0,
  );
}

function run(gfes: number, events: readonly PlainMap[], connectionTable: PlainMap): RunRecord {
  const model = modelWith({
    time: { duration: '140s', interval: '10s' },
    world: { pops: ['icn'] },
    service: {
      backends: { seoul: { zone: 'asia-northeast3-a', members: 10, maxConnections: 90_000 } },
      member: { discipline: 'processorSharing', workers: 64 },
    },
    traffic: { connections: { rate: '400/s', hold: '1h' } },
    designs: {
      proxy: {
        edge: { maglevMachines: MACHINES, gfes, connectionTable, backendUpdate: { delay: '0s', spread: '0s' } },
      },
    },
    events: events.map((event, k) => ({ id: `e${k}`, ...event })),
  });
  return simulate(model, 0, 0, UNATTENDED);
}

/** Connections that were open when the change came. */
function openAtChange({ serving }: RunRecord): number {
  return serving.active[CHANGE_AT_S / 10 - 1]!;
}

function rehashed({ windows }: RunRecord): number {
  return windows[0]!.breaks[REHASHED]!;
}

function expectBinomial(count: number, trials: number, share: number): void {
  expect(trials * share).toBeGreaterThan(20);
  expect(Math.abs(count - trials * share)).toBeLessThan(4 * Math.sqrt(trials * share * (1 - share)));
}

const names = (gfes: readonly number[]): string[] => gfes.map((gfe) => `icn/${gfe}`);
const fail = (gfes: readonly number[], at = CHANGE_AT_S): PlainMap => ({ at: `${at}s`, fail: { gfe: names(gfes) } });
const loseMachine = (at: number): PlainMap => ({ at: `${at}s`, fail: { maglev: 'icn/5' } });
const OFF: PlainMap = { entries: 0 };
const ON: PlainMap = { entries: '1M' };

describe('3.3: consistent hashing alone is not enough, because a change of the backend pool moves flows of the others', () => {
  it.each([10, 50, 100])(
    'one of %i GFEs fails: the share that is rehashed is the extra disruption of the table',
    (count) => {
      const record = run(count, [fail([count >> 1])], OFF);
      const { extraShare } = disruption(count, [count >> 1], 0);
      expectBinomial(rehashed(record), openAtChange(record), extraShare);
      expectBinomial(record.windows[0]!.breaks[FRONT_END_LOST]!, openAtChange(record), 1 / count);
    },
  );

  it('three of 50 get half their weight: the share that is rehashed is what the table moves', () => {
    const record = run(50, [{ at: '120s', scale: { gfe: names([4, 17, 33]), weight: '50%' } }], OFF);
    expectBinomial(rehashed(record), openAtChange(record), disruption(50, [4, 17, 33], 0.5).movedShare);
  });
});

describe('3.3: the connection table keeps flows where they are while backends change', () => {
  it.each([
    ['fail', fail([7, 30])],
    ['drain', { at: '120s', drain: { gfe: names([7, 30]) } }],
    ['reweight', { at: '120s', scale: { gfe: names([7, 30]), weight: 0.3 } }],
  ])('%s: none is rehashed', (_, event) => {
    expect(rehashed(run(50, [event], ON))).toBe(0);
  });

  it('is of a fixed size: when it is full, the other flows are hashed packet by packet', () => {
    const entries = 3_000;
    const record = run(50, [fail([25])], { entries });
    // No connection has ended, so each machine remembers as many as it can.
    const unremembered = 1 - (MACHINES * entries) / openAtChange(record);
    expect(unremembered).toBeGreaterThan(0.4);
    expectBinomial(rehashed(record), openAtChange(record), disruption(50, [25], 0).extraShare * unremembered);
  });
});

describe('3.3: it does not help where the set of Maglev machines changes, because ECMP moves flows on a large scale', () => {
  it('the pool is in steady state: none is rehashed, remembered or not', () => {
    for (const table of [ON, OFF]) expect(rehashed(run(50, [loseMachine(CHANGE_AT_S)], table))).toBe(0);
  });

  it.each([1, 2, 5, 10, 20])(
    'both change, %i of 100 GFEs drained: resets in proportion to the disruption of the table',
    (k) => {
      const drained = Array.from({ length: k }, (_, index) => 3 + 4 * index);
      const record = run(100, [{ at: '100s', drain: { gfe: names(drained) } }, loseMachine(CHANGE_AT_S)], ON);
      // Connections that came after the drain are where the present table has them.
      const before = record.serving.active[9]!;
      expectBinomial(rehashed(record), before, disruption(100, drained, 0).movedShare * MOVED_BY_MODULO);
    },
  );
});

describe('the shipped matrix', () => {
  // A third of its traffic, and of the small table's room, so that 36 designs take seconds.
  const file = new URL('../../../scenarios/maglev-connections.yaml', import.meta.url);
  const text = readFileSync(file, 'utf8').replace('rate: 3/s', 'rate: 1/s').replace('entries: 500', 'entries: 160');
  const loaded = loadScenario([{ file: 'maglev-connections.yaml', text }], { gcp: WORLD_DATA });
  if (!loaded.ok) throw new Error('the shipped scenario is sound');
  const { scenario } = loaded;
  const changed = [7, 23, 41, 64, 88];

  it('states bounds that are the disruption of its table', () => {
    const bound = (id: string): number =>
      scenario.expectations.find((expectation) => expectation.id === id)!.bound.offset;
    const shares = {
      'fail-moves-few': disruption(100, changed, 0).extraShare,
      'reweight-moves-some': disruption(100, changed, 0.5).movedShare,
      'drain-moves-all': disruption(100, changed, 0).movedShare,
    };
    for (const [id, share] of Object.entries(shares)) expect(bound(id)).toBeCloseTo(share, 5);
    const ofMoved = ['lost-and-fail', 'lost-and-reweight', 'lost-and-drain'].map(bound);
    Object.values(shares).forEach((share, k) => {
      expect(ofMoved[k]).toBeCloseTo(share * MOVED_BY_MODULO, 5);
    });
  });

  it('breaks nothing by rehashing where one side changes alone, and something wherever both do or nothing is remembered', () => {
    const model = compileModel(scenario, WORLD_DATA);
    scenario.designs.forEach((design, index) => {
      const record = simulate(model, index, 0, UNATTENDED);
      const [machines, frontEnds, table] = design.id.split('-') as [string, string, string];
      const areFrontEndsAlone = machines === 'none' && table === 'on';
      const isSafe = frontEnds === 'none' || areFrontEndsAlone;
      expect([design.id, rehashed(record) === 0]).toEqual([design.id, isSafe]);
      const others = BREAK_CAUSES.filter((cause, at) => record.windows[0]!.breaks[at]! > 0 && cause !== 'rehashed');
      expect(others).toEqual(frontEnds === 'fail' ? ['frontEndLost'] : []);
    });
  });
});
