/**
 * Goal: a rate limit lets in what the threshold allows and no more, by key; a ban lasts as long as
 * it says after the last excess.
 * Method: connections at known instants; the counts follow from the rule.
 */
import { describe, expect, it } from 'vitest';
import { SecurityPolicy } from '../../../../sim/designs/anycast-proxy/security-policy.ts';
import type { Duration } from '../../../../sim/kernel/time.ts';
import type { ResolvedSecurityPolicy } from '../../../../sim/scenario/resolved-security-policy.ts';

const SECOND = 1_000_000;

function policy(changes: Partial<ResolvedSecurityPolicy> = {}): SecurityPolicy {
  return new SecurityPolicy({
    enforceOnKey: 'IP',
    threshold: 3,
    interval: (10 * SECOND) as Duration,
    banDuration: null,
    ...changes,
  });
}

/** Which of the instants are let in for one address. */
function letIn(limit: SecurityPolicy, seconds: readonly number[], client = 7): number[] {
  return seconds.filter((s) => !limit.turnsAway(client, s * SECOND));
}

describe('a rate limit', () => {
  it('lets in the threshold in each interval, and an interval begins with the first connection after the last one', () => {
    expect(letIn(policy(), [5, 6, 7, 8, 14, 15, 16, 17, 18, 24, 25])).toEqual([5, 6, 7, 15, 16, 17, 25]);
  });

  it('counts each address for itself, or all together', () => {
    const each = policy();
    expect(letIn(each, [0, 1, 2, 3], 1)).toEqual([0, 1, 2]);
    expect(letIn(each, [4, 5, 6, 7], 2)).toEqual([4, 5, 6]);
    const together = policy({ enforceOnKey: 'ALL' });
    expect(letIn(together, [0, 1], 1)).toEqual([0, 1]);
    expect(letIn(together, [2, 3], 2)).toEqual([2]);
  });

  it('bans until the ban is over since the key was last over the threshold', () => {
    const banned = policy({ banDuration: (30 * SECOND) as Duration });
    // Over at 3 s: kept out until 33 s, though intervals go by in which it keeps below.
    expect(letIn(banned, [0, 1, 2, 3, 20, 32, 33, 34])).toEqual([0, 1, 2, 33, 34]);
    // Over again within the ban, at 23 s: that begins it anew.
    expect(letIn(banned, [100, 101, 102, 103, 120, 121, 122, 123, 140, 152, 153], 8)).toEqual([100, 101, 102, 153]);
  });
});
