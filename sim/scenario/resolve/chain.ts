/**
 * What only a design of kind `chain` has, with its defaults: its tiers, its clients'
 * patience, and the rules of its chain.
 */
import { duration, SECOND } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import {
  hasServers,
  type ResolvedChain,
  type ResolvedChainSide,
  type ResolvedCourse,
  type ResolvedTier,
} from '../resolved-chain.ts';
import type { ResolvedRequests } from '../resolved-requests.ts';
import type { ResolvedResponseTimeout } from '../resolved-response-timeout.ts';
import { chainFields, type TierInput } from '../schema/chain.ts';
import type { DesignInput } from '../schema/designs.ts';
import { listWords, nearest } from '../suggest.ts';
import { resolveTier } from './chain-tier.ts';
import { warnOfForeignHops, warnOfIdleTierSettings } from './idle-tier-settings.ts';

/**
 * Assumption: as the client of the measurements (docs/model/edge.md). What is left behind is the affair of each tier.
 */
export const CHAIN_RESPONSE_TIMEOUT: ResolvedResponseTimeout = { after: duration(5 * SECOND), work: 'served' };

const FIELD_NAMES = Object.keys(chainFields) as readonly (keyof typeof chainFields)[];
/** What the front ends of a proxy have. */
const PROXY_FIELDS = ['serviceLbPolicy', 'edge', 'secondLayer'] as const;

/** Whether a design of another kind has nothing that only a chain has; where it has, each is reported. */
export function checkNoChainFields(fields: Partial<DesignInput>, reporter: Reporter): boolean {
  const given = FIELD_NAMES.filter((name) => fields[name] !== undefined);
  for (const name of given) reporter.error([name], `only a design of kind chain has ${name}`, null, 'key');
  return given.length === 0;
}

/**
 * `null` after a fault, which is reported; that there are no tiers is for the caller to report.
 *
 * @param requests `null` where those are faulty
 */
export function resolveChain(
  fields: Partial<DesignInput>,
  requests: ResolvedRequests | null,
  reporter: Reporter,
): ResolvedChain | null {
  const given = PROXY_FIELDS.filter((name) => fields[name] !== undefined);
  for (const name of given) reporter.error([name], `chain has no front end of Google's, so no ${name}`, null, 'key');
  if (fields.abandonedWork !== undefined) {
    reporter.error(['abandonedWork'], 'in a chain it is each tier that drops abandoned work or serves it', null, 'key');
    return null;
  }
  const { tiers, chain, rolloutTo } = fields;
  const old = tiers === undefined ? null : resolveSide(tiers, chain, requests, [], reporter);
  const moved =
    rolloutTo?.tiers === undefined
      ? null
      : resolveSide(rolloutTo.tiers, rolloutTo.chain, requests, ['rolloutTo'], reporter);
  if (rolloutTo !== undefined && rolloutTo.tiers === undefined)
    reporter.error(['rolloutTo'], 'missing "tiers"; expected the tiers of the new chain, by id', null, 'key');
  if (given.length > 0 || old === null || (rolloutTo !== undefined && moved === null)) return null;
  if (moved !== null && (moved.course === null) !== (old.course === null)) {
    const path = moved.course === null ? ['rolloutTo', 'chain'] : ['chain'];
    reporter.error(path, 'requests have a form in both chains or in neither: give "chain" for both', null, 'key');
    return null;
  }
  return { ...old, rolloutTo: moved };
}

/** @param path of the map that holds `tiers` and `chain` */
function resolveSide(
  inputs: Readonly<Record<string, TierInput | null>>,
  chain: string | undefined,
  requests: ResolvedRequests | null,
  path: readonly string[],
  reporter: Reporter,
): ResolvedChainSide | null {
  const tiers = resolveTiers(inputs, [...path, 'tiers'], reporter);
  if (tiers === null || requests === null) return null;
  warnOfIdleTierSettings(tiers, [...path, 'tiers'], reporter);
  if (chain === undefined) return { tiers, course: null };
  const course = resolveCourse(chain, tiers, requests, [...path, 'chain'], reporter);
  return course === null ? null : { tiers, course };
}

function resolveTiers(
  inputs: Readonly<Record<string, TierInput | null>>,
  path: readonly string[],
  reporter: Reporter,
): ResolvedTier[] | null {
  const ids = Object.keys(inputs);
  const tiers = ids.flatMap((id) => {
    const input = inputs[id]!;
    if (input !== null) return resolveTier(id, input, [...path, id], reporter) ?? [];
    reporter.error([...path, id], 'there is no tier to take away', null, 'key');
    return [];
  });
  if (tiers.length < ids.length) return null;
  if (!tiers.some(hasServers)) {
    reporter.error(path, 'no tier has servers; expected one of threadPerConnection or eventDriven', null, 'key');
    return null;
  }
  const late = tiers.find((tier, place) => place > 0 && !hasServers(tier));
  if (late === undefined) return tiers;
  reporter.error([...path, late.id], 'flood protection stands before all other tiers', null, 'key');
  return null;
}

function resolveCourse(
  chainId: string,
  tiers: readonly ResolvedTier[],
  { mix, chains }: ResolvedRequests,
  path: readonly string[],
  reporter: Reporter,
): ResolvedCourse | null {
  const chain = chains.find(({ id }) => id === chainId);
  if (chain === undefined) {
    const ids = chains.map(({ id }) => id);
    const known = ids.length === 0 ? 'there are none' : `there are ${listWords(ids, 'and')}`;
    reporter.error(path, `unknown chain "${chainId}"; ${known}`, nearest(chainId, ids));
    return null;
  }
  const serverTiers = tiers.filter(hasServers);
  const [wanted, found] = [serverTiers.length + 1, chain.hops.length];
  if (wanted !== found) {
    const names = `${serverTiers.map(({ id }) => id).join(', ')} and the members`;
    reporter.error(path, `chain ${chainId} has ${found} hops; it takes ${wanted}: ${names}`);
    return null;
  }
  warnOfForeignHops(serverTiers, chain.hops, path, reporter);
  if (mix.forms.length === 0) {
    reporter.error(path, 'there are no requests to send through it: "requests" is empty or missing');
    return null;
  }
  return { chainId, hops: chain.hops, forms: mix.forms };
}
