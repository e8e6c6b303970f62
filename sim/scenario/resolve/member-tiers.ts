/** `member.tiers` with the defaults of a chain's tiers; each member has its own servers of every one. */
import type { Reporter } from '../document/reporter.ts';
import { hasServers, type ResolvedServers } from '../resolved-chain.ts';
import { MEMBER_TIER_KINDS, type MemberTiersInput } from '../schema/member-tiers.ts';
import { listWords } from '../suggest.ts';
import { resolveTier } from './chain-tier.ts';
import { warnOfIdleTierSettings } from './idle-tier-settings.ts';

const PATH = ['tiers'];

/** `null` after a fault, which is reported. */
export function resolveMemberTiers(inputs: MemberTiersInput, reporter: Reporter): readonly ResolvedServers[] | null {
  const resolved = Object.entries(inputs).map(([id, input]) => {
    if (input.kind !== undefined)
      return resolveTier(id, { ...input, servers: input.servers ?? 1 }, [...PATH, id], reporter);
    reporter.error([...PATH, id], `missing "kind"; expected ${listWords(MEMBER_TIER_KINDS)}`, null, 'key');
    return null;
  });
  const tiers = resolved.flatMap((tier) => (tier !== null && hasServers(tier) ? [tier] : []));
  if (tiers.length < resolved.length) return null;
  warnOfIdleTierSettings(tiers, PATH, reporter);
  return tiers;
}
