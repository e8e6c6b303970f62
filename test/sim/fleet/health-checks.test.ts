/**
 * Goal: GFEs learn of a member's death and return when probes have established it, not before and not later.
 * Method: a fleet of 200 members without traffic; fail and recover them, watch the seen-healthy count in small steps, and compare the
 * earliest and latest verdict with the windows that DER-15 and the thresholds give (a dead member is a black hole: it answers nothing).
 */
import { describe, expect, it } from 'vitest';
import { ConnectionStore } from '../../../sim/fleet/connection-store.ts';
import { Fleet } from '../../../sim/fleet/fleet.ts';
import { HealthChecks } from '../../../sim/fleet/health-checks.ts';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { after, type Duration, type SimTime, TIME_ZERO } from '../../../sim/kernel/time.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND_US = 1_000_000;
const MEMBERS = 200;

class Watch {
  readonly kernel = new Kernel();
  readonly #fleet: Fleet;
  readonly #checks: HealthChecks;
  readonly #view: { healthyCount: Int32Array };

  constructor(healthCheck: PlainMap = {}, otherBackends: PlainMap = {}) {
    const { scenario, plans } = modelWith({
      service: {
        healthCheck,
        backends: {
          seoul: null,
          ...otherBackends,
          web: { zone: 'asia-northeast3-b', members: MEMBERS, maxConnections: 9 },
        },
      },
    });
    const plan = plans[0]!;
    const { service } = scenario.designs[0]!;
    const streams = new RandomStreams('probes', 0);
    const store = new ConnectionStore();
    const work = service.backends[0]!.member.serviceTime;
    this.#fleet = new Fleet(plan, work, this.kernel, store, streams, () => undefined);
    this.#view = { healthyCount: Int32Array.from(plan.backends, ({ memberCount }) => memberCount) };
    this.#checks = new HealthChecks(service.healthCheck, this.kernel, this.#fleet, this.#view, streams);
  }

  get #backend(): number {
    return this.#view.healthyCount.length - 1;
  }

  get healthyCount(): number {
    return this.#view.healthyCount[this.#backend]!;
  }

  healthyMembers(): number[] {
    return [...this.#checks.healthyMembers(this.#backend)];
  }

  takeListChange(): boolean {
    return this.#checks.takeListChange(this.#backend);
  }

  fail(): void {
    this.#each((member) => this.#fleet.addFault(member));
  }

  recover(): void {
    this.#each((member) => this.#fleet.removeFault(member, true));
  }

  /** Runs for a while; instants at which the count of members seen healthy changed, in s since the start, one for each change. */
  changesWithin(seconds: number): number[] {
    const startUs = this.kernel.now;
    const changes: number[] = [];
    const stepUs = 10_000;
    for (let step = 1; step * stepUs <= seconds * SECOND_US; step++) {
      const before = this.healthyCount;
      this.kernel.run(after(startUs, (step * stepUs) as Duration), NO_ARRIVALS, UNATTENDED);
      const count = Math.abs(this.healthyCount - before);
      for (let i = 0; i < count; i++) changes.push((this.kernel.now - startUs) / SECOND_US);
    }
    return changes;
  }

  runTo(seconds: number): void {
    this.kernel.run(after(TIME_ZERO, (seconds * SECOND_US) as Duration), NO_ARRIVALS, UNATTENDED);
  }

  #each(change: (member: number) => boolean): void {
    const end = this.#fleet.plan.memberCount;
    for (let member = end - MEMBERS; member < end; member++) {
      if (change(member)) this.#checks.memberChanged(member);
    }
  }
}

/** Earliest and latest verdict: all within the window, and its ends nearly reached by 200 random phases. */
function expectWindow(changes: readonly number[], earliestS: number, latestS: number): void {
  expect(changes.length).toBe(MEMBERS);
  const widthS = latestS - earliestS;
  expect(Math.min(...changes)).toBeGreaterThanOrEqual(earliestS);
  expect(Math.max(...changes)).toBeLessThanOrEqual(latestS + 0.01);
  expect(Math.min(...changes)).toBeLessThan(earliestS + widthS * 0.05);
  expect(Math.max(...changes)).toBeGreaterThan(latestS - widthS * 0.05);
}

describe('detection window', () => {
  it('DER-15: with the defaults a black hole is noticed 10 to 15 s after the fault', () => {
    const watch = new Watch();
    watch.runTo(100);
    watch.fail();
    expectWindow(watch.changesWithin(20), 10, 15);
    expect(watch.healthyCount).toBe(0);
  });

  it.each([
    [{ checkInterval: '5s', timeout: '1s', healthyThreshold: 2, unhealthyThreshold: 2 }, 6, 11],
    [{ checkInterval: '10s', timeout: '5s', healthyThreshold: 2, unhealthyThreshold: 3 }, 25, 35],
    [{ checkInterval: '2s', timeout: '2s', healthyThreshold: 2, unhealthyThreshold: 1 }, 2, 4],
    [{ checkInterval: '1s', timeout: '1s', healthyThreshold: 2, unhealthyThreshold: 10 }, 10, 11],
  ])('with %j is %i to %i s', (config, earliestS, latestS) => {
    const watch = new Watch(config);
    watch.runTo(60);
    watch.fail();
    expectWindow(watch.changesWithin(40), earliestS, latestS);
  });

  it.each([
    [{}, 5, 10],
    [{ checkInterval: '10s', healthyThreshold: 3 }, 20, 30],
    [{ checkInterval: '2s', healthyThreshold: 1 }, 0, 2],
  ])('of a recovery with %j is %i to %i s: an answer needs no timeout', (config, earliestS, latestS) => {
    const watch = new Watch(config);
    watch.fail();
    watch.runTo(60);
    expect(watch.healthyCount).toBe(0);
    watch.recover();
    expectWindow(watch.changesWithin(40), earliestS, latestS);
    expect(watch.healthyCount).toBe(MEMBERS);
  });

  it('is the same at the very start of a run', () => {
    const watch = new Watch();
    watch.fail();
    expectWindow(watch.changesWithin(20), 10, 15);
  });
});

describe('a change back', () => {
  it('before enough failures in a row is never noticed', () => {
    const watch = new Watch();
    watch.runTo(50);
    watch.fail();
    expect(watch.changesWithin(9.9)).toEqual([]);
    watch.recover();
    expect(watch.changesWithin(60)).toEqual([]);
    expect(watch.healthyCount).toBe(MEMBERS);
  });

  it('before enough successes in a row leaves it unhealthy', () => {
    const watch = new Watch();
    watch.fail();
    watch.runTo(60);
    watch.recover();
    expect(watch.changesWithin(4.9)).toEqual([]);
    watch.fail();
    expect(watch.changesWithin(60)).toEqual([]);
    expect(watch.healthyCount).toBe(0);
  });

  it('starts the counting over', () => {
    const watch = new Watch();
    watch.runTo(50);
    watch.fail();
    watch.runTo(59);
    watch.recover();
    watch.runTo(60);
    watch.fail();
    expectWindow(watch.changesWithin(20), 10, 15);
  });
});

describe('list of healthy members', () => {
  it('is told as changed once for each time it changed', () => {
    const watch = new Watch();
    expect([watch.takeListChange(), watch.takeListChange()]).toEqual([true, false]);
    expect(watch.healthyMembers()).toEqual(Array.from({ length: MEMBERS }, (_, member) => member));
    watch.fail();
    watch.runTo(12);
    expect(watch.takeListChange()).toBe(true);
    expect(watch.healthyMembers().length).toBe(watch.healthyCount);
    expect(watch.healthyCount).toBeGreaterThan(0);
    watch.runTo(30);
    expect([watch.takeListChange(), watch.takeListChange()]).toEqual([true, false]);
    expect(watch.healthyMembers()).toEqual([]);
  });
});

describe('probes', () => {
  it('of a backend come when they come, whatever other backends a design has', () => {
    const verdicts = (watch: Watch): number[] => {
      watch.fail();
      return watch.changesWithin(20);
    };
    const alone = verdicts(new Watch());
    const withOthers = verdicts(
      new Watch({}, { tokyo: { zone: 'asia-northeast1-a', members: 17, maxConnections: 5 } }),
    );
    expect(withOthers).toEqual(alone);
  });
});

describe('fault counts', () => {
  it('keep a member down until its last fault ends', () => {
    const { plans, scenario } = modelWith({});
    const kernel = new Kernel();
    const work = scenario.designs[0]!.service.backends[0]!.member.serviceTime;
    const fleet = new Fleet(plans[0]!, work, kernel, new ConnectionStore(), new RandomStreams('f', 0), () => undefined);
    expect([fleet.addFault(1), fleet.addFault(1), fleet.serviceableCount[0]]).toEqual([true, false, 3]);
    expect([fleet.removeFault(1, false), fleet.isAlive(1)]).toEqual([false, false]);
    expect([fleet.removeFault(1, false), fleet.isAlive(1), fleet.serviceableCount[0]]).toEqual([true, true, 4]);
    expect(fleet.removeFault(1, false)).toBe(false);
    fleet.addFault(2);
    fleet.addFault(2);
    expect([fleet.removeFault(2, true), fleet.isAlive(2)]).toEqual([true, true]);
    expect(kernel.now).toBe(0 as SimTime);
  });
});
