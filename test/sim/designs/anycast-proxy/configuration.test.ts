/**
 * Goal: pushes reach front ends each in its own time, later ones never before earlier ones.
 * Method: the configuration by itself, with random instants; detached backends in whole runs.
 */
import { describe, expect, it } from 'vitest';
import { type Change, Configuration } from '../../../../sim/designs/parts/configuration.ts';
import { Revision } from '../../../../sim/fleet/revision.ts';
import { Kernel, UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import { type Duration, NEVER, type SimTime } from '../../../../sim/kernel/time.ts';
import { attemptsEvery, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, THREE_REGIONS } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const GFES = 60;
const POPS = 40;
const SILENT = { nextAt: NEVER, arrive: () => undefined };

function make(delayS: number, spreadS: number) {
  const { plans } = modelWith({ service: { backends: THREE_REGIONS } });
  const plan = plans[0]!;
  const kernel = new Kernel();
  const config = { delay: (delayS * SECOND) as Duration, spread: (spreadS * SECOND) as Duration };
  const memberCount = Int32Array.from(plan.backends, ({ initialMembers }) => initialMembers);
  const configuration = new Configuration(kernel, config, plan, { memberCount, revision: new Revision() }, GFES, POPS);
  const streams = new RandomStreams('configuration', 0);
  const notes: string[] = [];
  const push = (name: string, ...changes: Change[]): void =>
    configuration.change(changes, {
      chance: streams.stream(name),
      note: (what) =>
        notes.push(`${Math.floor(kernel.now / SECOND)} ${name} ${what.includes('first') ? 'first' : 'last'}`),
    });
  const runTo = (second: number): void => void kernel.run((second * SECOND) as SimTime, SILENT, UNATTENDED);
  return { configuration, push, runTo, notes, memberCount, kernel };
}

const scale = (scaler: number): Change => ({ apply: (known) => known.setScaler(0, scaler) });

describe('a push', () => {
  it('is known at once where it is pushed, and spreads evenly from the delay on', () => {
    const { configuration, push, runTo } = make(10, 100);
    push('half', scale(0.5));
    expect(configuration.pushed.capacity[0]).toBe(50);
    const knowing = (): number =>
      Array.from({ length: GFES }, (_, gfe) => configuration.knownByGfe(gfe).capacity[0]).filter((c) => c === 50)
        .length +
      Array.from({ length: POPS }, (_, pop) => configuration.knownByFirstLayer(pop).capacity[0]).filter((c) => c === 50)
        .length;
    runTo(10);
    expect(knowing()).toBe(0);
    runTo(60);
    expect(Math.abs(knowing() - 50)).toBeLessThan(15);
    runTo(110);
    expect(knowing()).toBe(100);
  });

  it('never overtakes one before it: who learns of the later has learnt of both', () => {
    const { configuration, push, runTo, notes } = make(0, 100);
    const seen: number[][] = Array.from({ length: GFES }, () => []);
    const noted = (scaler: number): Change => ({ ...scale(scaler), gfeLearnt: (gfe) => void seen[gfe]!.push(scaler) });
    push('a', noted(0.2));
    push('b', noted(0.4));
    push('c', noted(0.6));
    runTo(100);
    for (const order of seen) expect(order).toEqual([0.2, 0.4, 0.6]);
    expect(configuration.knownByGfe(7).capacity[0]).toBe(60);
    const at = (what: string): number => Number(notes.find((note) => note.endsWith(what))!.split(' ')[0]);
    expect(notes).toHaveLength(6);
    // The least of three instants brings the first: sooner than by its own alone.
    expect(at('a last')).toBeLessThanOrEqual(at('c last'));
  });

  it('with neither delay nor spread reaches everyone at once, and schedules nothing', () => {
    const { configuration, push, notes, runTo, kernel } = make(0, 0);
    let all = 0;
    push('now', { ...scale(0.5), allLearnt: () => void all++ });
    expect([configuration.knownByGfe(3).capacity[0], configuration.knownByFirstLayer(3).capacity[0], all]).toEqual([
      50, 50, 1,
    ]);
    runTo(10);
    expect([notes, kernel.eventCount]).toEqual([[], 0]);
  });

  it('leaves members to themselves: who joins or leaves is known to all', () => {
    const { configuration, memberCount, push } = make(10, 100);
    push('half', scale(0.5));
    memberCount[0] = 8;
    configuration.review(0);
    // A group's own target does not follow its members.
    expect([configuration.pushed.capacity[0], configuration.knownByGfe(0).capacity[0]]).toEqual([50, 100]);
  });
});

describe('a backend that is held at nothing', () => {
  it('has no capacity anywhere, and what is configured comes back when it is let go', () => {
    const { configuration, push, runTo } = make(10, 0);
    const capacities = (): number[] =>
      [configuration.pushed, configuration.knownByGfe(2), configuration.knownByFirstLayer(1)].map(
        ({ capacity }) => capacity[0]!,
      );
    configuration.holdAtNothing(0, true);
    push('half', scale(0.5));
    runTo(20);
    expect(capacities()).toEqual([0, 0, 0]);
    expect([configuration.pushed.configured(0), configuration.pushed.capacityScaler[0]]).toEqual([50, 0]);
    configuration.holdAtNothing(0, false);
    expect(capacities()).toEqual([50, 50, 50]);
  });
});

describe('a detached backend', () => {
  const run = (events: readonly { readonly [key: string]: string | { readonly backend: string } }[]) =>
    runProxy(
      modelWith({
        time: { duration: '20m' },
        service: { backends: THREE_REGIONS, connectionDraining: { drainingTimeout: '10s' } },
        designs: { proxy: { propagation: { delay: '60s', spread: '60s' } } },
        events,
      }),
      attemptsEvery(SECOND, SECOND, 1_000, { hold: 0 }),
    );
  const regionAt = (regions: readonly (string | null)[], second: number): string | null => regions[second - 1]!;

  it('goes on being probed and used until GFEs have learnt, and is not used after', () => {
    const { endings } = run([{ id: 'out', at: '100s', detach: { backend: 'seoul' } }]);
    const regions = endings.map(({ region }) => region);
    expect(regionAt(regions, 155)).toBe('asia-northeast3');
    expect(new Set(regions.slice(225))).toEqual(new Set(['asia-northeast1']));
    expect(endings.every(({ outcome }) => outcome === 'completed')).toBe(true);
  });

  it('that is put back before all have learnt never leaves for good, nor stops being healthy', () => {
    const { endings } = run([
      { id: 'out', at: '100s', detach: { backend: 'seoul' } },
      { id: 'back', at: '130s', attach: { backend: 'seoul' } },
    ]);
    expect(new Set(endings.slice(255).map(({ region }) => region))).toEqual(new Set(['asia-northeast3']));
    expect(endings.every(({ outcome }) => outcome === 'completed')).toBe(true);
  });
});
