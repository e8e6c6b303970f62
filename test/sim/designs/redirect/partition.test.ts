/**
 * Goal: balancers that are cut off from servers disagree with the others (H8): they drop live ones, and keep dead
 * ones that they should preserve.
 * Method: heartbeats alone on a clock; then connections listed one by one.
 */
import { describe, expect, it } from 'vitest';
import { Heartbeats } from '../../../../sim/designs/redirect/heartbeats.ts';
import { Kernel, UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import { duration, NEVER, type SimTime } from '../../../../sim/kernel/time.ts';
import { runProxy } from '../../../support/proxy-bench.ts';
import { modelWith } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const INTERVAL_S = 5;
const MISSED = 3;

/** Four servers and two balancers; `act` happens at 20 s, `undo` at 60 s. What balancers hold alive at each second. */
function heldAlive(
  selfPreservation: number | null,
  act: (heartbeats: Heartbeats, dead: Set<number>) => void,
  undo: (heartbeats: Heartbeats) => void,
): (balancer: number, atS: number) => number[] {
  const model = modelWith({});
  const kernel = new Kernel();
  const dead = new Set<number>();
  const seen = new Map<string, number[]>();
  const heartbeats = new Heartbeats(
    { interval: duration(INTERVAL_S * SECOND), missed: MISSED, selfPreservation },
    2,
    kernel,
    model.plans[0]!,
    new RandomStreams('1', 0),
    (member) => !dead.has(member),
    () => {},
  );
  heartbeats.begin();
  const step = kernel.register('test.step', (second) => {
    if (second === 20) act(heartbeats, dead);
    if (second === 60) undo(heartbeats);
    for (const balancer of [0, 1]) {
      const alive = [0, 1, 2, 3].filter((member) => heartbeats.isHeldAlive(balancer, member));
      seen.set(`${balancer}/${second}`, alive);
    }
  });
  for (let second = 1; second < 100; second++) kernel.schedule((second * SECOND) as SimTime, step, second);
  kernel.run((100 * SECOND) as SimTime, { nextAt: NEVER as SimTime, arrive: () => {} }, UNATTENDED);
  return (balancer, atS) => seen.get(`${balancer}/${atS}`)!;
}

const cutAll = (heartbeats: Heartbeats): void => {
  for (const member of [0, 1, 2]) heartbeats.cutOff(0, member);
};
const joinAll = (heartbeats: Heartbeats): void => {
  for (const member of [0, 1, 2]) heartbeats.endCutOff(0, member);
};

describe('a partition', () => {
  it('makes a balancer drop live servers when it has missed their beats, and no other balancer', () => {
    const held = heldAlive(null, cutAll, joinAll);
    expect(held(0, 20 + (MISSED - 1) * INTERVAL_S - 1)).toEqual([0, 1, 2, 3]);
    expect(held(0, 20 + MISSED * INTERVAL_S + 1)).toEqual([3]);
    expect(held(1, 59)).toEqual([0, 1, 2, 3]);
    // Each is back by its next beat.
    expect(held(0, 60 + INTERVAL_S + 1)).toEqual([0, 1, 2, 3]);
  });

  it('ends once the last of several does', () => {
    const held = heldAlive(
      null,
      (heartbeats) => {
        cutAll(heartbeats);
        heartbeats.cutOff(0, 1);
      },
      joinAll,
    );
    expect(held(0, 80)).toEqual([0, 2, 3]);
  });

  it('drops nobody where a balancer that hears too few preserves itself, dead ones included', () => {
    const held = heldAlive(
      0.85,
      (heartbeats, dead) => {
        cutAll(heartbeats);
        dead.add(0);
        heartbeats.memberChanged(0);
      },
      joinAll,
    );
    expect(held(0, 59)).toEqual([0, 1, 2, 3]);
    // The other misses one of four, which is below 85 % as well.
    expect(held(1, 59)).toEqual([0, 1, 2, 3]);
  });

  it('leaves a balancer that hears enough to drop whom it does not hear', () => {
    const held = heldAlive(
      0.7,
      (heartbeats) => heartbeats.cutOff(0, 2),
      () => {},
    );
    expect(held(0, 59)).toEqual([0, 1, 3]);
  });
});

describe('H8: clients of a split forum', () => {
  it('are turned away by the balancer that knows nobody, though every server works', () => {
    const model = modelWith({
      designs: {
        proxy: {
          kind: 'redirect',
          clientsAtStart: 'strangers',
          heartbeat: { interval: '1s', missed: 1 },
          dns: { resolverOrder: 'rotated' },
        },
      },
      events: [{ id: 'split', at: '5s', for: '20s', partition: { backend: 'seoul', from: 'lb1' } }],
    });
    const attempts = Array.from({ length: 40 }, (_, number) => ({ at: (number + 1) * SECOND, client: number }));
    const { endings, log } = runProxy(model, attempts);
    expect(log.map(({ what }) => what)).toContain('partition backend seoul from lb1');
    const dropped = endings.filter(({ outcome }) => outcome === 'dropped');
    expect(dropped.every(({ offeredAt }) => offeredAt > 5 * SECOND && offeredAt < 27 * SECOND)).toBe(true);
    // Half of the twenty seconds, give or take what each of four resolvers is ahead.
    expect(Math.abs(dropped.length - 10)).toBeLessThanOrEqual(3);
    expect(endings.filter(({ outcome }) => outcome === 'completed')).toHaveLength(40 - dropped.length);
  });
});
