/**
 * One chain of a design for a run: where its clients' connections end and the tiers in series, up to the members that all chains share.
 *
 * A design has one, or two while clients move from the old to the new (`rollout`). Both stand all the time, with servers of their own.
 */
import type { ResolvedChain, ResolvedChainSide } from '../../scenario/resolved-chain.ts';
import { hasServers } from '../../scenario/resolved-chain.ts';
import { FloodGate } from '../../tiers/flood-gate.ts';
import type { HeldListener } from '../../tiers/tcp-front.ts';
import { tlsRoundTrips } from '../anycast-proxy/round-trips.ts';
import type { DesignContext } from '../design-run.ts';
import type { ChainEntry, EndListener } from './chain-entry.ts';
import { type ChainTier, placeTiers } from './chain-tiers.ts';
import { DirectEntry } from './direct-entry.ts';
import { FormCourses } from './form-courses.ts';
import type { Journeys } from './journeys.ts';
import type { MemberHop } from './member-hop.ts';
import { ProtectedEntry } from './protected-entry.ts';
import type { Sites } from './sites.ts';

export interface WayPlan {
  /** OLD_SIDE or NEW_SIDE. */
  readonly number: number;
  readonly side: ResolvedChainSide;
  readonly namePrefix: string;
  readonly courses: FormCourses;
}

export interface ChainWay {
  readonly entry: ChainEntry;
  /** The same entry where clients connect to the first tier's servers themselves; `null` behind flood protection. */
  readonly direct: DirectEntry | null;
  readonly tiers: readonly ChainTier[];
  readonly courses: FormCourses;
}

export interface WayParts {
  readonly context: DesignContext;
  readonly plan: WayPlan;
  readonly journeys: Journeys;
  readonly sites: Sites;
  readonly members: MemberHop;
  readonly ended: EndListener;
  /** Told of slow clients whose connection a server has closed. */
  readonly held: HeldListener;
}

/** In the order of their numbers. */
export function waysOf({ streams }: DesignContext, chain: ResolvedChain): WayPlan[] {
  const sides = chain.rolloutTo === null ? [chain] : [chain, chain.rolloutTo];
  return sides.map((side, number) => ({
    number,
    side,
    namePrefix: number === 0 ? '' : 'new/',
    courses: new FormCourses(side.course, side.tiers.filter(hasServers).length, streams),
  }));
}

export function placeWay(parts: WayParts): ChainWay {
  const { context, plan, journeys, sites, members, ended, held } = parts;
  const { kernel, streams, design } = context;
  const protection = protectionOf(parts);
  const placed = placeTiers(
    {
      kernel,
      streams,
      chain: plan.side,
      namePrefix: plan.namePrefix,
      siteCount: sites.count,
      journeys,
      courses: plan.courses,
      tlsTrips: tlsRoundTrips(design.service.tls),
      synRetransmission: design.synRetransmission,
      responseTimeoutUs: design.responseTimeout!.after,
    },
    protection === null ? ended : protection.answered,
    held,
    (answered) => members.standBehind(plan.number, answered),
  );
  if (protection !== null) protection.onward = placed.pooled!;
  const direct = placed.tcp === null ? null : new DirectEntry(placed.tcp, placed.tiers[0]!.servers, journeys);
  return { entry: direct ?? protection!, direct, tiers: placed.tiers, courses: plan.courses };
}

/** `null` where clients connect to the first tier's servers themselves. */
function protectionOf({ context, plan, journeys, sites, ended }: WayParts): ProtectedEntry | null {
  const { kernel, design, population } = context;
  const flood = plan.side.tiers[0]!;
  if (flood.kind !== 'floodProtection') return null;
  const rateOf = (rate: typeof flood.rate) => (rate === null ? null : { perS: rate.perSecond, burst: rate.burst });
  const gates = Array.from(
    sites.regionOf,
    () =>
      new FloodGate({
        clientCount: population.clientCount,
        clientRate: rateOf(flood.clientRate),
        commonRate: rateOf(flood.rate),
        banUs: flood.ban,
      }),
  );
  return new ProtectedEntry({
    namePrefix: plan.namePrefix,
    kernel,
    journeys,
    gates,
    tlsTrips: tlsRoundTrips(design.service.tls),
    responseTimeout: design.responseTimeout!.after,
    ended,
  });
}
