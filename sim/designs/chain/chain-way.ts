/**
 * One chain of a design for a run: where its clients' connections end and the tiers in series, up to the
 * members that all chains share.
 *
 * A design has one, or two while clients move from the old to the new (`rollout`). Both stand all the
 * time, with servers of their own.
 */
import type { Journeys } from '../../fleet/tiers/journeys.ts';
import { PooledTier } from '../../fleet/tiers/pooled-tier.ts';
import { type PlacedTier, placeTiers } from '../../fleet/tiers/tiers-in-series.ts';
import type { ResolvedChain, ResolvedChainSide } from '../../scenario/resolved-chain.ts';
import { hasServers } from '../../scenario/resolved-chain.ts';
import { FloodGate } from '../../tiers/flood-gate.ts';
import { PooledFront } from '../../tiers/pooled-front.ts';
import type { StruckFront } from '../../tiers/server-end.ts';
import { type HeldListener, TcpFront } from '../../tiers/tcp-front.ts';
import { NO_ROW } from '../../tiers/wait-queues.ts';
import { tlsRoundTrips } from '../anycast-proxy/round-trips.ts';
import type { DesignContext } from '../design-run.ts';
import type { ChainEntry, EndListener } from './chain-entry.ts';
import { clientPath } from './client-path.ts';
import { DirectEntry } from './direct-entry.ts';
import { FormCourses } from './form-courses.ts';
import type { MemberHop } from './member-hop.ts';
import { ProtectedEntry } from './protected-entry.ts';
import type { Sites } from './sites.ts';
import { TierHealth } from './tier-health.ts';

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
  /** Flood protection, where there is any. */
  readonly protection: ProtectedEntry | null;
  readonly tiers: readonly PlacedTier<StruckFront>[];
  /** Of the servers of the first tier; further in, callers find out by themselves. */
  readonly health: TierHealth;
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

interface Protection {
  readonly entry: ProtectedEntry;
  /** Requests that wait for each server of the first tier. */
  readonly surgeQueue: number;
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
  const tiers = placeTiers(
    {
      kernel,
      streams,
      tiers: plan.side.tiers.filter(hasServers),
      namePrefix: plan.namePrefix,
      siteCount: sites.count,
      journeys,
      ownAnswersOf: (place) => plan.courses.ownAnswersOf(place),
      connectTimeout: design.connectTimeout,
    },
    (name, tier, serverCount) =>
      protection === null
        ? new TcpFront(kernel, name, clientPath(tier, design), serverCount, ended, held)
        : new PooledFront(kernel, name, serverCount, protection.surgeQueue, protection.entry, {
            connectTimeout: design.connectTimeout,
            // Flood protection leaves it to its health checks (AWS: 502 and 504 go to the client).
            passOn: () => NO_ROW,
            triesMax: 1,
          }),
    (last) => members.standBehind(plan.number, last),
  );
  const { name: firstName, front, servers } = tiers[0]!;
  const direct = front instanceof TcpFront ? new DirectEntry(front, servers, journeys) : null;
  if (front instanceof PooledFront) protection!.entry.onward = new PooledTier(kernel, front, servers, journeys);
  const health = new TierHealth(design.service.healthCheck, kernel, streams, firstName, servers);
  return {
    entry: direct ?? protection!.entry,
    direct,
    protection: protection?.entry ?? null,
    tiers,
    health,
    courses: plan.courses,
  };
}

/** `null` where clients connect to the first tier's servers themselves. */
function protectionOf({ context, plan, journeys, sites, ended }: WayParts): Protection | null {
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
  const entry = new ProtectedEntry({
    namePrefix: plan.namePrefix,
    kernel,
    journeys,
    gates,
    tlsTrips: tlsRoundTrips(design.service.tls),
    responseTimeout: design.responseTimeout!.after,
    ended,
  });
  return { entry, surgeQueue: flood.surgeQueue };
}
