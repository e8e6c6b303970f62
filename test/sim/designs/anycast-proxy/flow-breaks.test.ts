/**
 * Goal: an established connection breaks exactly when its packets reach a front end that does not hold it, and for no
 * other reason; each break has the right cause.
 * Method: 400 long connections at one PoP of 4 machines and 5 front ends; what must break is worked out flow by flow
 * from hashes and lookup tables built here, and compared by cause.
 */
import { describe, expect, it } from 'vitest';
import { slotOf } from '../../../../sim/designs/anycast-proxy/lookup-tables.ts';
import { buildWeightedPaperTable } from '../../../../sim/maglev/paper.ts';
import { BREAK_CAUSE_COUNT, BREAK_CAUSES, type BreakCause } from '../../../../sim/metrics/break-cause.ts';
import { type Attempt, attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const MACHINES = 4;
const GFES = 5;
const SLOTS = 101;
const EXPIRY_S = 600;
const LOST = 2;

const LONG: readonly Attempt[] = attemptsEvery(50_000, SECOND, 400, { hold: 900 * SECOND });
const FLOWS = LONG.map(({ flow }) => flow!);

const EQUAL = tableOf([100, 100, 100, 100, 100]);
const WITHOUT_3 = tableOf([100, 100, 100, 0, 100]);

function tableOf(weights: readonly number[]): Int32Array {
  return buildWeightedPaperTable(
    weights.map((_, gfe) => `gfe-${gfe}`),
    weights,
    SLOTS,
  );
}

function run(events: readonly PlainMap[], edge: PlainMap = {}, attempts = LONG, pops = ['icn']): ProxyRun {
  const model = modelWith({
    time: { duration: '300s', interval: '10s' },
    world: { pops },
    service: {
      backends: { seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 4_000 } },
      member: { workers: 1_000 },
    },
    designs: {
      proxy: {
        edge: {
          maglevMachines: MACHINES,
          gfes: GFES,
          tableSize: SLOTS,
          connectionTable: { expiry: `${EXPIRY_S}s` },
          backendUpdate: { delay: '1s', spread: '0s' },
          ...edge,
        },
      },
    },
    events: events.map((event, k) => ({ id: `e${k}`, ...event })),
  });
  return runProxy(model, attempts);
}

function causes({ collector }: ProxyRun): Partial<Record<BreakCause, number>> {
  const ofRun = collector.breaks.subarray(0, collector.breaks.length / collector.windows.length);
  const counts = BREAK_CAUSES.map((cause, index) => {
    return [cause, ofRun.filter((_, at) => at % BREAK_CAUSE_COUNT === index).reduce((a, b) => a + b, 0)] as const;
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function gfeBy(table: Int32Array, flow: number): number {
  return table[slotOf(flow, SLOTS)]!;
}

function count(isHit: (flow: number, order: number) => boolean): number {
  return FLOWS.filter(isHit).length;
}

/** The machine of a flow by modulo hashing while one is down. */
function machineWithout(lost: number, flow: number): number {
  const up = [0, 1, 2, 3].filter((machine) => machine !== lost);
  return up[flow % up.length]!;
}

const isMoved = (flow: number): boolean => machineWithout(LOST, flow) !== flow % MACHINES;
const hasOtherSlot = (flow: number): boolean => gfeBy(EQUAL, flow) !== gfeBy(WITHOUT_3, flow);
const ownCount = count((flow) => gfeBy(EQUAL, flow) === 3);
const extraCount = count((flow) => gfeBy(EQUAL, flow) !== 3 && hasOtherSlot(flow));

const loseMachine = (at: number): PlainMap => ({ at: `${at}s`, fail: { maglev: `icn/${LOST}` } });
const failGfe = (at: number): PlainMap => ({ at: `${at}s`, fail: { gfe: 'icn/3' } });
const drainGfe = (at: number): PlainMap => ({ at: `${at}s`, drain: { gfe: 'icn/3' } });
const OFF: PlainMap = { connectionTable: { entries: 0 } };

it('has something to show: flows of the front end, flows that its loss moves, flows that another machine gets', () => {
  expect([ownCount, extraCount, count(isMoved)].every((flows) => flows > 3)).toBe(true);
  expect(causes(run([]))).toEqual({});
});

describe('one side changes', () => {
  it.each(['modulo', 'resilient'])('a machine is lost and comes back, %s: none breaks, remembered or not', (ecmp) => {
    const events = [{ ...loseMachine(60), for: '30s' }];
    expect(causes(run(events, { ecmp }))).toEqual({});
    expect(causes(run(events, { ecmp, ...OFF }))).toEqual({});
  });

  it('a front end fails: its own break; without a connection table so do those whose slot another one got', () => {
    expect(causes(run([failGfe(60)]))).toEqual({ frontEndLost: ownCount });
    expect(causes(run([failGfe(60)], OFF))).toEqual({ frontEndLost: ownCount, rehashed: extraCount });
  });

  it('a front end drains: remembered flows stay with it; without a table all whose slot changed break', () => {
    expect(causes(run([drainGfe(60)]))).toEqual({});
    expect(causes(run([drainGfe(60)], OFF))).toEqual({ rehashed: count(hasOtherSlot) });
  });

  it('a front end gets another weight: the same', () => {
    const lighter = [{ at: '60s', scale: { gfe: 'icn/3', weight: '25%' } }];
    const table = tableOf([100, 100, 100, 25, 100]);
    const moved = count((flow) => gfeBy(EQUAL, flow) !== gfeBy(table, flow));
    expect(moved).toBeGreaterThan(3);
    expect(causes(run(lighter))).toEqual({});
    expect(causes(run(lighter, OFF))).toEqual({ rehashed: moved });
  });

  it('a full table protects whom it remembers: the first flows of each machine', () => {
    const entries = 20;
    const isRemembered = (flow: number, order: number): boolean =>
      FLOWS.slice(0, order).filter((other) => other % MACHINES === flow % MACHINES).length < entries;
    const edge = { connectionTable: { entries } };
    expect(causes(run([drainGfe(60)], edge))).toEqual({
      rehashed: count((flow, order) => hasOtherSlot(flow) && !isRemembered(flow, order)),
    });
  });

  it('an upgrade takes machine after machine, and breaks none', () => {
    const upgraded = run([{ at: '60s', upgrade: { pop: 'icn', downtime: '5s', gap: '10s' } }], OFF);
    expect(causes(upgraded)).toEqual({});
    expect(upgraded.log.map(({ atUs, what }) => [atUs / SECOND, what])).toEqual([
      [60, 'upgrade pop icn'],
      ...[0, 1, 2, 3].flatMap((machine) => [
        [60 + 15 * machine, `upgrade: maglev icn/${machine} out`],
        [65 + 15 * machine, `upgrade: maglev icn/${machine} back`],
      ]),
      [110, 'end of upgrade pop icn'],
    ]);
  });
});

describe('both sides change', () => {
  it('first the front ends, then the machines: those break that are moved and whose slot changed', () => {
    const hit = count((flow) => isMoved(flow) && hasOtherSlot(flow));
    expect(causes(run([drainGfe(60), loseMachine(70)]))).toEqual({ rehashed: hit });
    const survivors = count((flow) => isMoved(flow) && hasOtherSlot(flow) && gfeBy(EQUAL, flow) !== 3);
    expect(causes(run([failGfe(60), loseMachine(70)]))).toEqual({ frontEndLost: ownCount, rehashed: survivors });
  });

  it('by resilient hashing only those of the lost machine are moved', () => {
    const hit = count((flow) => (flow % 1_024) % MACHINES === LOST && hasOtherSlot(flow));
    expect(causes(run([drainGfe(60), loseMachine(70)], { ecmp: 'resilient' }))).toEqual({ rehashed: hit });
  });

  it('first the machines, then the front ends: none, because all are remembered again', () => {
    expect(causes(run([loseMachine(60), drainGfe(70)]))).toEqual({});
  });

  it('a flow that is routed back to a machine finds the entry it left there, unless that has expired', () => {
    const events = [{ ...loseMachine(60), for: '40s' }, drainGfe(70)];
    // Only the machine that was lost has forgotten its flows.
    expect(causes(run(events))).toEqual({
      rehashed: count((flow) => flow % MACHINES === LOST && hasOtherSlot(flow)),
    });
    expect(causes(run(events, { connectionTable: { expiry: '20s' } }))).toEqual({
      rehashed: count((flow) => isMoved(flow) && hasOtherSlot(flow)),
    });
  });

  it('while machines are out of step, whom the front end change breaks depends on the machine that is asked', () => {
    // The machine is lost while some machines have the old table and some the new one.
    const both = causes(run([drainGfe(60), loseMachine(63)], { backendUpdate: { delay: '0s', spread: '6s' } }));
    expect(both.rehashed).toBeGreaterThan(0);
    expect(both.rehashed).toBeLessThan(count((flow) => isMoved(flow) && hasOtherSlot(flow)));
  });
});

describe('machines learn of a change one by one', () => {
  it('each breaks its flows when it learns, within the spread after the delay', () => {
    const { endings } = run([drainGfe(60)], { ...OFF, backendUpdate: { delay: '2s', spread: '10s' } });
    const broken = endings.flatMap(({ outcome, endedAt }, order) => (outcome === 'reset' ? [{ endedAt, order }] : []));
    const instants = new Map(broken.map(({ endedAt, order }) => [FLOWS[order]! % MACHINES, endedAt]));
    expect(instants.size).toBe(MACHINES);
    expect(new Set(instants.values()).size).toBe(MACHINES);
    for (const { endedAt, order } of broken) expect(endedAt).toBe(instants.get(FLOWS[order]! % MACHINES));
    for (const at of instants.values()) {
      expect(at).toBeGreaterThanOrEqual(62 * SECOND);
      expect(at).toBeLessThanOrEqual(72 * SECOND);
    }
  });

  it('until then new connections to a dead front end get no answer', () => {
    const news = attemptsEvery(20_000, 58 * SECOND, 300, { hold: SECOND });
    const { endings } = run([failGfe(60)], { backendUpdate: { delay: '2s', spread: '0s' } }, news);
    endings.forEach(({ outcome, offeredAt, region }, order) => {
      const isForDead = gfeBy(EQUAL, news[order]!.flow!) === 3;
      const isUnlucky = isForDead && offeredAt >= 60 * SECOND && offeredAt < 62 * SECOND;
      if (isUnlucky) expect([outcome, region]).toEqual(['timedOut', null]);
      else if (!isForDead || offeredAt > 62 * SECOND) expect(outcome).toBe('completed');
    });
    expect(endings.filter(({ outcome }) => outcome === 'timedOut').length).toBeGreaterThan(5);
  });
});

describe('a connection that is being set up', () => {
  it('is reset by a front end that does not know it, and counts as established nowhere', () => {
    const flow = FLOWS.find((candidate) => hasOtherSlot(candidate) && gfeBy(EQUAL, candidate) !== 3)!;
    const [ending] = run([drainGfe(60)], OFF, [{ at: 61 * SECOND - 2_000, flow, hold: SECOND }]).endings;
    expect(ending).toMatchObject({ outcome: 'reset', endedAt: 61 * SECOND, region: null, latencyUs: null });
  });

  it('times out when its front end dies', () => {
    const flow = FLOWS.find((candidate) => gfeBy(EQUAL, candidate) === 3)!;
    const [ending] = run([failGfe(61)], {}, [{ at: 61 * SECOND - 2_000, flow, hold: SECOND }]).endings;
    expect(ending).toMatchObject({ outcome: 'timedOut', endedAt: 61 * SECOND, latencyUs: null });
  });
});

describe('a PoP that loses everything', () => {
  const news = attemptsEvery(100_000, 200 * SECOND, 50, { hold: SECOND });

  it('of its machines is down: its connections break, new ones go to the next PoP once BGP has noticed', () => {
    const lost = run([{ at: '60s', fail: { maglev: 'icn/*' } }], {}, [...LONG, ...news], ['icn', 'nrt']);
    expect(causes(lost)).toEqual({ popLost: LONG.length });
    for (const { outcome, servingPop } of lost.endings.slice(LONG.length)) {
      expect([outcome, servingPop]).toEqual(['completed', 'nrt']);
    }
  });

  it('of its machines is back with the first of them', () => {
    const events = [
      { at: '60s', fail: { maglev: 'icn/*' } },
      { at: '90s', recover: { maglev: 'icn/1' } },
    ];
    const { endings } = run(events, {}, [...LONG, ...news], ['icn', 'nrt']);
    for (const { outcome, servingPop } of endings.slice(LONG.length)) {
      expect([outcome, servingPop]).toEqual(['completed', 'icn']);
    }
  });

  it('of its front ends sends new connections on to the next PoP, and keeps those it has while they drain', () => {
    const drained = run([{ at: '60s', drain: { gfe: 'icn/*' } }], {}, [...LONG, ...news], ['icn', 'nrt']);
    expect(causes(drained)).toEqual({});
    for (const { outcome, ingressPop, servingPop } of drained.endings.slice(LONG.length)) {
      expect([outcome, ingressPop, servingPop]).toEqual(['completed', 'icn', 'nrt']);
    }
  });
});
