/**
 * Goal: what every locality policy owes: it picks a member it was told of, keeps backends apart, follows every change of the members,
 * answers alike when asked alike, and in the long run uses all members about equally.
 * Method: every policy of the registry over random sets of members and random connections.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import type { LocalityContext } from '../../../../sim/policies/locality/locality-policy.ts';
import { LOCALITY_POLICIES } from '../../../../sim/policies/locality/locality-policy-registry.ts';

function contextOf(memberCount: number): LocalityContext {
  return { backendCount: 2, memberLoad: new Int32Array(memberCount), memberName: (member) => `web/${member}` };
}

const members = fc
  .uniqueArray(fc.nat(40), { minLength: 1, maxLength: 12 })
  .map((list) => Int32Array.from(list.sort((a, b) => a - b)));
const connection = fc.tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 0xffffffff }));
const connections = fc.array(connection, { minLength: 1, maxLength: 20 });

describe.each(Object.entries(LOCALITY_POLICIES))('%s', (name, { create }) => {
  it('picks a member it was told of, after every change', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(members, connections), { minLength: 1, maxLength: 4 }), (phases) => {
        const policy = create(contextOf(41));
        for (const [present, asked] of phases) {
          policy.setMembers(1, present);
          for (const [hash, choice] of asked) expect(present).toContain(policy.pick(1, hash, choice));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('keeps backends apart', () => {
    const policy = create(contextOf(10));
    policy.setMembers(0, Int32Array.of(0, 1, 2));
    policy.setMembers(1, Int32Array.of(7, 8, 9));
    for (let k = 0; k < 30; k++) {
      expect(policy.pick(0, k * 77_777, k * 99_999)).toBeLessThan(3);
      expect(policy.pick(1, k * 77_777, k * 99_999)).toBeGreaterThan(6);
    }
  });

  it('answers alike in a second life', () => {
    fc.assert(
      fc.property(members, connections, (present, asked) => {
        const answers = [0, 1].map(() => {
          const policy = create(contextOf(41));
          policy.setMembers(0, present);
          return asked.map(([hash, choice]) => policy.pick(0, hash, choice));
        });
        expect(answers[0]).toEqual(answers[1]);
      }),
      { numRuns: 30 },
    );
  });

  it('uses all members about equally', () => {
    const memberCount = 20;
    const picks = 40_000;
    const context = contextOf(memberCount);
    const policy = create(context);
    policy.setMembers(
      0,
      Int32Array.from({ length: memberCount }, (_, member) => member),
    );
    const stream = new RandomStreams('locality', 0).stream('connections');
    for (let k = 0; k < picks; k++) context.memberLoad[policy.pick(0, stream.uint32(), stream.uint32())]!++;
    // 4.5 standard errors of a fair draw (sqrt(1,900) = 44), and Maglev's own 1 % beside it. A ring of 1024 points gives each member 51 arcs of
    // random length, whose sum varies by 1 / sqrt(51) = 14 %.
    const tolerance = name === 'RING_HASH' ? 4.5 * 0.14 * (picks / memberCount) : 220;
    for (const load of context.memberLoad) expect(Math.abs(load - picks / memberCount)).toBeLessThan(tolerance);
  });

  it('picks the only member there is', () => {
    const policy = create(contextOf(10));
    policy.setMembers(0, Int32Array.of(6));
    for (const choice of [0, 1, 0x7fffffff, 0xffffffff]) expect(policy.pick(0, choice, choice)).toBe(6);
  });
});
