/**
 * Goal: GFEs learn of a member's death and return when probes have established it, not before and not later.
 * Method: a fleet of 200 members without traffic; fail and recover them, watch the seen-healthy count in small steps,
 * and compare the earliest and latest verdict with the windows that DER-15 and the thresholds give (a dead member is a
 * black hole: it answers nothing).
 */
import { describe, expect, it } from 'vitest';
import { type FaultWay, IS_SILENT } from '../../../sim/fleet/answer.ts';
import { HealthChecks } from '../../../sim/fleet/health-checks.ts';
import { MemberFaults } from '../../../sim/fleet/member-faults.ts';
import { Revision } from '../../../sim/fleet/revision.ts';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { after, type Duration, TIME_ZERO } from '../../../sim/kernel/time.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND_US = 1_000_000;
const MEMBERS = 200;

class Watch {
  readonly kernel = new Kernel();
  readonly #faults: MemberFaults;
  readonly #end: number;
  readonly #checks: HealthChecks;
  readonly #view: { healthyCount: Int32Array; revision: Revision };

  constructor(healthCheck: PlainMap = { probers: 1 }, otherBackends: PlainMap = {}, blindProbers = 0) {
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
    this.#faults = new MemberFaults(plan.slotCount);
    this.#end = plan.slotCount;
    this.#view = { healthyCount: new Int32Array(plan.backends.length), revision: new Revision() };
    this.#checks = new HealthChecks(
      service.healthCheck,
      this.kernel,
      plan,
      this.#view,
      new RandomStreams('probes', 0),
      (member, prober) => (prober < blindProbers ? IS_SILENT : this.#faults.answer[member]!),
    );
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

  fail(way: FaultWay = 'silent'): void {
    this.#each((member) => this.#faults.add(member, way));
  }

  recover(way: FaultWay | null = null): void {
    this.#each((member) => this.#faults.remove(member, way));
  }

  /**
   * Runs for a while; instants at which the count of members seen healthy changed, in s since
   * the start, one for each change.
   */
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
    for (let member = this.#end - MEMBERS; member < this.#end; member++) {
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
  it('DER-15: with one prober and the defaults a refusal is noticed 5 to 10 s after the fault', () => {
    const watch = new Watch();
    watch.runTo(100);
    watch.fail('refusing');
    expectWindow(watch.changesWithin(20), 5, 10);
  });

  it('DER-15: with one prober and the defaults a black hole is noticed 10 to 15 s after the fault', () => {
    const watch = new Watch();
    watch.runTo(100);
    watch.fail();
    expectWindow(watch.changesWithin(20), 10, 15);
    expect(watch.healthyCount).toBe(0);
  });

  it.each([
    [{ probers: 1, checkInterval: '5s', timeout: '1s', healthyThreshold: 2, unhealthyThreshold: 2 }, 6, 11],
    [{ probers: 1, checkInterval: '10s', timeout: '5s', healthyThreshold: 2, unhealthyThreshold: 3 }, 25, 35],
    [{ probers: 1, checkInterval: '2s', timeout: '2s', healthyThreshold: 2, unhealthyThreshold: 1 }, 2, 4],
    [{ probers: 1, checkInterval: '1s', timeout: '1s', healthyThreshold: 2, unhealthyThreshold: 10 }, 10, 11],
  ])('with %j is %i to %i s', (config, earliestS, latestS) => {
    const watch = new Watch(config);
    watch.runTo(60);
    watch.fail();
    expectWindow(watch.changesWithin(40), earliestS, latestS);
  });

  it.each([
    [{ probers: 1 }, 5, 10],
    [{ probers: 1, checkInterval: '10s', healthyThreshold: 3 }, 20, 30],
    [{ probers: 1, checkInterval: '2s', healthyThreshold: 1 }, 0, 2],
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
      new Watch({ probers: 1 }, { tokyo: { zone: 'asia-northeast1-a', members: 17, maxConnections: 5 } }),
    );
    expect(withOthers).toEqual(alone);
  });
});

describe('a failure that changes its way', () => {
  it('goes on counting; what is probed from then on fails as it now does', () => {
    const watch = new Watch();
    watch.runTo(100);
    watch.fail('silent');
    watch.runTo(104);
    // The host is back, the process is not: probes are refused. Second probe 5 to 10 s after the
    // fault; none has been sent yet.
    watch.recover('silent');
    watch.fail('refusing');
    expectWindow(watch.changesWithin(20), 5, 10);
  });

  it('keeps the verdict of a probe that is out already', () => {
    const watch = new Watch();
    watch.runTo(100);
    watch.fail('silent');
    watch.runTo(110);
    expect(watch.healthyCount).toBe(MEMBERS);
    // All have sent their second probe; each waits out its timeout, whatever the host answers now.
    watch.fail('refusing');
    watch.recover('silent');
    expectWindow(watch.changesWithin(10), 0, 5);
  });
});

describe('several probers', () => {
  it('by default are six, of which four must hold a member healthy', () => {
    const { healthCheck } = modelWith({}).scenario.designs[0]!.service;
    expect([healthCheck.probers, healthCheck.quorum]).toEqual([6, 4]);
  });

  it('turn the verdict when enough of them have turned: order statistics of their phases', () => {
    // The third of six uniform phases turns it: its mean is 3/7 of the window of 5 s. Standard
    // error over 200 members: 0.06 s.
    const meanOf = (changes: readonly number[]): number => changes.reduce((sum, at) => sum + at, 0) / changes.length;
    const watch = new Watch({});
    watch.runTo(100);
    watch.fail();
    expect(Math.abs(meanOf(watch.changesWithin(20)) - (10 + (5 * 3) / 7))).toBeLessThan(0.25);
    watch.runTo(200);
    watch.recover();
    // Coming back takes four that agree.
    expect(Math.abs(meanOf(watch.changesWithin(20)) - (5 + (5 * 4) / 7))).toBeLessThan(0.25);
  });

  it.each([
    [1, 'last', 6],
    [6, 'first', 1],
  ])('with quorum %i wait for the %s of them to lose faith', (quorum, _, rank) => {
    const watch = new Watch({ quorum });
    watch.runTo(100);
    watch.fail();
    const changes = watch.changesWithin(20);
    const mean = changes.reduce((sum, at) => sum + at, 0) / changes.length;
    expect(Math.abs(mean - (10 + (5 * rank) / 7))).toBeLessThan(0.25);
    expect(changes.length).toBe(MEMBERS);
  });

  it.each([
    [2, MEMBERS],
    [3, 0],
  ])('of which %i get no answer from the start leave %i members healthy', (blindProbers, healthy) => {
    const watch = new Watch({}, {}, blindProbers);
    expect(watch.healthyCount).toBe(healthy);
    expect(watch.healthyMembers().length).toBe(healthy);
    expect(watch.changesWithin(30)).toEqual([]);
  });
});
