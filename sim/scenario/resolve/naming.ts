/** `dns` of a design, with its defaults. */
import { type Duration, duration, MILLISECOND, MINUTE, SECOND } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedNaming } from '../resolved-naming.ts';
import type { DesignKind } from '../resolved-scenario.ts';
import type { NamingInput } from '../schema/naming.ts';
import { nearest } from '../suggest.ts';
import { parsePercent } from '../units.ts';
import { durationOf } from './time.ts';

/** Assumption: a common time to live of an A record that is meant to be moved. */
const DEFAULT_TTL = duration(60 * SECOND);
/** Assumption: names of servers that stay where they are. */
const DEFAULT_SERVER_TTL = duration(60 * MINUTE);
/** Assumption: a resolver at the client's provider. */
const DEFAULT_LOOKUP = duration(20 * MILLISECOND);
/** Google Public DNS, "Performance benefits": 130 ms on average for name servers that respond. */
const DEFAULT_AUTHORITATIVE = duration(130 * MILLISECOND);
/** Of demand, over 500 km from its resolver: 11 to 12 % (Calder et al., IMC 2015, section 3, quoting Akamai). */
const DEFAULT_MISLOCATED = 0.115;
/**
 * Fit to Flavel, Mani, Maltz (LANMAN 2014): 10 % of requests are stale 60 s after a record of 20 s is withdrawn, 2 %
 * after 15 min; docs/model/dns.md.
 */
const DEFAULT_VIOLATIONS = { share: 0.306, exponent: 0.594, at: 'resolvers' } as const;

export interface NamingScope {
  readonly kind: DesignKind;
  /** The name has one address, that others take over. */
  readonly hasOneAddress: boolean;
  /** Regions of addresses. */
  readonly regions: readonly string[];
  readonly connectTimeout: Duration;
}

/** `null` after a fault, which is reported. */
export function resolveNaming(
  input: NamingInput,
  { kind, hasOneAddress, regions, connectTimeout }: NamingScope,
  reporter: Reporter,
): ResolvedNaming | null {
  const answer = input.answer ?? 'roundRobin';
  const faults: [key: keyof NamingInput, what: string][] = [];
  if (kind !== 'redirect') faults.push(['serverTtl', 'only clients of kind redirect are told names of servers']);
  if (answer !== 'weighted') faults.push(['weights', `only an answer of kind weighted has weights; this is ${answer}`]);
  if (answer !== 'nearest') {
    faults.push(['mislocated', `only an answer of kind nearest depends on the place; this is ${answer}`]);
    faults.push(['clientSubnet', `only an answer of kind nearest depends on the place; this is ${answer}`]);
  }
  if (hasOneAddress) {
    for (const key of ['answer', 'addressesPerAnswer', 'withdrawAfter'] as const) {
      faults.push([key, 'with failover the name has one address']);
    }
  }
  const met = faults.filter(([key]) => input[key] !== undefined);
  for (const [key, what] of met) reporter.error(['dns', key], what, null, 'key');
  const mislocated = shareOf(input, 'mislocated', DEFAULT_MISLOCATED, reporter);
  const violations = resolveViolations(input, reporter);
  const weights = resolveWeights(input, answer === 'weighted' ? regions : [], reporter);
  if (met.length > 0 || mislocated === null || violations === 'faulty' || weights === null) return null;
  return {
    ttl: orDefault(input.ttl, DEFAULT_TTL),
    serverTtl: orDefault(input.serverTtl, DEFAULT_SERVER_TTL),
    lookup: orDefault(input.lookup, DEFAULT_LOOKUP),
    authoritative: orDefault(input.authoritative, DEFAULT_AUTHORITATIVE),
    answer: { kind: answer, weights, addresses: input.addressesPerAnswer ?? null },
    mislocated,
    clientSubnet: input.clientSubnet ?? false,
    withdrawAfter:
      input.withdrawAfter === undefined || input.withdrawAfter === 'never' ? null : durationOf(input.withdrawAfter),
    violations,
    resolverOrder: input.resolverOrder ?? 'kept',
    attemptTimeout: orDefault(input.attemptTimeout, connectTimeout),
    attemptDelay: input.attemptDelay === undefined ? null : durationOf(input.attemptDelay),
    atStart: input.atStart ?? 'warm',
  };
}

/** Whether a design that is found by no name has no `dns`; where it has, that is reported. */
export function checkNoNaming(input: NamingInput | undefined, reporter: Reporter): boolean {
  if (input !== undefined) reporter.error(['dns'], 'only designs of kinds redirect and dns have dns', null, 'key');
  return input === undefined;
}

function resolveViolations({ violations }: NamingInput, reporter: Reporter): ResolvedNaming['violations'] | 'faulty' {
  if (violations === 'none') return null;
  const share = violations?.share === undefined ? DEFAULT_VIOLATIONS.share : parsePercent(violations.share)!;
  if (share > 1) {
    reporter.error(['dns', 'violations', 'share'], `${violations?.share} of them is more than all of them`);
    return 'faulty';
  }
  const { exponent, at } = DEFAULT_VIOLATIONS;
  return { share, exponent: violations?.exponent ?? exponent, at: violations?.at ?? at };
}

function shareOf(input: NamingInput, key: 'mislocated', otherwise: number, reporter: Reporter): number | null {
  const text = input[key];
  if (text === undefined) return otherwise;
  const share = parsePercent(text)!;
  if (share <= 1) return share;
  reporter.error(['dns', key], `${text} of them is more than all of them`);
  return null;
}

function resolveWeights(
  { weights }: NamingInput,
  regions: readonly string[],
  reporter: Reporter,
): ResolvedNaming['answer']['weights'] | null {
  const given = weights ?? {};
  const unknown = Object.keys(given).filter((region) => regions.length > 0 && !regions.includes(region));
  for (const region of unknown) {
    reporter.error(['dns', 'weights', region], `no address is in region ${region}`, nearest(region, regions), 'key');
  }
  if (unknown.length > 0) return null;
  const all = regions.map((region) => ({ region, weight: given[region] ?? 1 }));
  if (all.length === 0 || all.some(({ weight }) => weight > 0)) return all;
  reporter.error(['dns', 'weights'], 'no region has a weight above 0');
  return null;
}

function orDefault(text: string | undefined, otherwise: Duration): Duration {
  return text === undefined ? otherwise : durationOf(text);
}
