/**
 * Goal: loads by rate, utilisation and metrics are what requests and reports say, to each observer as it can know them.
 * Method: requests and levels told one by one to the loads of an empty kernel; what they come to is computed by hand.
 */
import { describe, expect, it } from 'vitest';
import type { Fleet } from '../../../sim/fleet/fleet.ts';
import { LevelMeter } from '../../../sim/fleet/level-meter.ts';
import { type LoadReports, loadReportsOf } from '../../../sim/fleet/load-reports.ts';
import { Revision } from '../../../sim/fleet/revision.ts';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { SECOND, type SimTime } from '../../../sim/kernel/time.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const OBSERVERS = 3;
/** The default, after which a rate has decayed to 1/e. */
const RATE_WINDOW_S = 60;
const REPORTS = { interval: '10s', delay: '0s' };
const INTERVAL_S = 10;
const MEMBERS = 4;

const BY_RATE = { balancingMode: 'RATE', maxRatePerInstance: 0.1, maxConnections: null };
const BY_USE = { balancingMode: 'UTILIZATION', maxUtilization: '80%', maxConnections: null };

/** Backends seoul and tokyo of one design; a second design lacks tokyo. */
class Case {
  readonly #kernel = new Kernel();
  readonly #busy: LevelMeter;
  readonly #reports: LoadReports;
  isAlive = true;

  constructor(target: PlainMap, design = 0, member: PlainMap = {}) {
    const { plans, scenario } = modelWith({
      service: {
        protocol: 'HTTP',
        member: { workers: 4, ...member },
        backends: { seoul: target, tokyo: { zone: 'asia-northeast1-a', members: MEMBERS, ...target } },
      },
      designs: {
        proxy: { loadReport: REPORTS },
        without: { extends: 'proxy', service: { backends: { tokyo: null } } },
      },
    });
    const plan = plans[design]!;
    this.#busy = new LevelMeter(this.#kernel, plan.slotCount);
    const fleet = {
      backendLoadOf: () => 0,
      isServiceable: () => this.isAlive,
      busyMeter: this.#busy,
      openMeter: new LevelMeter(this.#kernel, plan.slotCount),
    };
    this.#reports = loadReportsOf(
      this.#kernel,
      scenario.designs[design]!.loadReport,
      plan,
      fleet as unknown as Fleet,
      OBSERVERS,
      new Revision(),
    );
  }

  /** An observer sends requests to seoul. */
  send(observer: number, count: number): this {
    for (let k = 0; k < count; k++) this.#reports.count(observer, 0, 1);
    return this;
  }

  /** So many workers of each of seoul's members are busy from now on. */
  busy(workers: number): this {
    for (let member = 0; member < MEMBERS; member++) this.#busy.set(member, workers);
    return this;
  }

  to(seconds: number): this {
    this.#kernel.run(Math.round(seconds * SECOND) as SimTime, NO_ARRIVALS, UNATTENDED);
    return this;
  }

  /** Loads of seoul and tokyo as an observer sees them. */
  seenBy(observer: number): number[] {
    this.#reports.refresh(observer);
    return Array.from(this.#reports.seenBy(observer));
  }

  /** Loads of seoul and tokyo in truth, as last measured. */
  get sampled(): number[] {
    const loads = new Float64Array(2);
    this.#reports.sample(loads);
    return Array.from(loads);
  }
}

describe('rates', () => {
  it('are known at once where they are own, without rounding by way of the target', () => {
    for (let count = 1; count <= 50; count++) {
      let rate = 0;
      for (let k = 0; k < count; k++) rate += 1 / RATE_WINDOW_S;
      const sent = new Case(BY_RATE).send(1, count);
      expect(sent.seenBy(1)).toEqual([rate, 0]);
      expect(sent.seenBy(0)).toEqual([0, 0]);
      expect(sent.sampled).toEqual([rate, 0]);
    }
  });

  it('of others are taken in by report, each of n senders an n-th of the difference', () => {
    const sent = new Case(BY_RATE).to(INTERVAL_S - 1e-3);
    for (let observer = 0; observer < OBSERVERS; observer++) sent.send(observer, 6);
    const own = 6 / RATE_WINDOW_S;
    expect(sent.seenBy(0)[0]).toBeCloseTo(own, 4);
    sent.to(INTERVAL_S);
    for (let observer = 0; observer < OBSERVERS; observer++)
      expect(sent.seenBy(observer)[0]).toBeCloseTo(own + (2 * own) / 3, 4);
  });
});

describe('utilisation', () => {
  /** Members in use where half of the workers are busy: a mean, of which the first report is half. */
  const LEARNT = (MEMBERS * 0.5) / 2;

  it('is known by report, and learnt over several', () => {
    const half = new Case(BY_USE).busy(2);
    expect(half.to(INTERVAL_S - 1e-3).seenBy(2)).toEqual([0, 0]);
    expect(half.to(INTERVAL_S).seenBy(2)[0]).toBeCloseTo(LEARNT, 12);
    expect(half.sampled[0]).toBeCloseTo(2 * LEARNT, 12);
    expect(half.to(2 * INTERVAL_S).seenBy(2)[0]).toBeCloseTo(1.5 * LEARNT, 12);
  });

  it('follows the requests over the time between two reports, a fourth and four times at most', () => {
    const half = new Case(BY_USE)
      .busy(2)
      .to(INTERVAL_S - 1e-3)
      .send(0, 8)
      .to(INTERVAL_S);
    // The mean of the requests, too, has taken in half of what was reported.
    expect(half.seenBy(0)[0]).toBeCloseTo(2 * LEARNT, 3);
    half.to(2 * INTERVAL_S - 1e-3);
    expect(half.seenBy(0)[0]).toBeCloseTo((2 * LEARNT) / Math.E, 3);
    expect(half.send(0, 100).seenBy(0)[0]).toBeCloseTo(4 * LEARNT, 12);
    // Who sent nothing goes by what the others were reported to send.
    expect(half.seenBy(1)[0]).toBeCloseTo(2 * LEARNT, 3);
  });

  it('falls to a fourth at most where requests stay away', () => {
    const half = new Case(BY_USE)
      .busy(2)
      .to(INTERVAL_S - 1e-3)
      .send(0, 8)
      .to(INTERVAL_S);
    // No further report comes.
    half.isAlive = false;
    expect(half.to(5 * INTERVAL_S - 1e-3).seenBy(0)[0]).toBeCloseTo(LEARNT / 4, 12);
  });

  it('stays as it was where no member lives to report', () => {
    const half = new Case(BY_USE).busy(2).to(INTERVAL_S);
    half.isAlive = false;
    expect(half.to(3 * INTERVAL_S).seenBy(0)[0]).toBeCloseTo(LEARNT, 12);
    expect(half.sampled).toEqual([0, 0]);
  });
});

const METRICS = {
  balancingMode: 'CUSTOM_METRICS',
  maxConnections: null,
  customMetrics: [{ name: 'vm', maxUtilization: '80%' }],
};
const OWN_METRIC = { customMetrics: { vm: { idle: '10%', perConnection: '1%' } } };

it.each([
  ['RATE', BY_RATE, {}],
  ['UTILIZATION', BY_USE, {}],
  ['UTILIZATION with rates', { ...BY_USE, maxRatePerInstance: 0.1 }, {}],
  ['CUSTOM_METRICS', METRICS, OWN_METRIC],
])('%s: a backend that only another design has has no load', (_, target, member) => {
  const without = new Case(target, 1, member)
    .busy(1)
    .send(0, 3)
    .to(2.5 * INTERVAL_S);
  expect(without.seenBy(0)[0]).toBeGreaterThan(0);
  expect(without.seenBy(0)[1]).toBe(0);
  expect(without.sampled[1]).toBe(0);
});
