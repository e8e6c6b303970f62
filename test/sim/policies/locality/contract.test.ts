/**
 * Goal: what every locality policy owes: it picks a member it was told of, keeps backends apart, follows every change
 * of the members, answers alike when asked alike, and in the long run uses all members about equally.
 * Method: the properties that `spillway check-policy` tries on a policy of the user, put to every policy of the
 * registry; and a long run of each.
 */
import { describe, expect, it } from 'vitest';
import { LOCALITY_PROPERTIES, localityContext } from '../../../../cli/policy-contract/locality-properties.ts';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import { LOCALITY_POLICIES } from '../../../../sim/policies/locality/locality-policy-registry.ts';

describe.each(Object.entries(LOCALITY_POLICIES))('%s', (name, { create }) => {
  it.each(LOCALITY_PROPERTIES)('$name', ({ check }) => {
    expect(check({ make: create }, undefined)).toBeNull();
  });

  it('uses all members about equally', () => {
    const memberCount = 20;
    const picks = 40_000;
    const context = localityContext(memberCount);
    const policy = create(context);
    policy.setMembers(
      0,
      Int32Array.from({ length: memberCount }, (_, member) => member),
    );
    const stream = new RandomStreams('locality', 0).stream('connections');
    for (let k = 0; k < picks; k++) context.memberLoad[policy.pick(0, stream.uint32(), stream.uint32())]!++;
    // 4.5 standard errors of a fair draw (sqrt(1,900) = 44), and Maglev's own 1 % beside it. A ring of 1024 points
    // gives each member 51 arcs of random length, whose sum varies by 1 / sqrt(51) = 14 %.
    const tolerance = name === 'RING_HASH' ? 4.5 * 0.14 * (picks / memberCount) : 220;
    for (const load of context.memberLoad) expect(Math.abs(load - picks / memberCount)).toBeLessThan(tolerance);
  });

  it('picks the only member there is', () => {
    const policy = create(localityContext(10));
    policy.setMembers(0, Int32Array.of(6));
    for (const choice of [0, 1, 0x7fffffff, 0xffffffff]) expect(policy.pick(0, choice, choice)).toBe(6);
  });
});
