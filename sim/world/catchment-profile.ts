/**
 * How a service is connected to the networks of its users, as four profiles.
 *
 * The numbers describe interconnection: who peers, where, and how often policy wins over distance. Those a paper gives
 * are its; the others are assumptions, set so that the catchment that follows from them has the measured shape
 * (docs/model/world.md, table of calibration).
 */

export type CatchmentProfileName = 'ideal' | 'cdn-2015' | 'cdn-2021' | 'root-dns';

/** Part of the PoPs at which a kind of route hands off: those at interconnection hubs, and those elsewhere; 0 .. 1. */
export interface Presence {
  readonly atHub: number;
  readonly elsewhere: number;
}

export interface CatchmentProfile {
  /** Share of client networks that peer with the service; the others reach it through a transit provider. */
  readonly peeringShare: number;
  /** Where a peering network exchanges traffic with the service, among the PoPs within its reach. */
  readonly peerPresence: Presence;
  /** How far a network carries its own traffic to a PoP where it peers, km. */
  readonly reachKm: number;
  /** Where transit providers hand off to the service; they reach the whole world. */
  readonly transitPresence: Presence;
  /**
   * Spread (sigma of a lognormal) of the route's metric against distance: hot potato picks the PoP
   * that the metric calls nearest.
   */
  readonly peerMetricSigma: number;
  readonly transitMetricSigma: number;
  /**
   * Share of networks whose route by policy (a customer's route before a peer's) leads by a far hub: the
   * service is polarised for them.
   */
  readonly polarisedShare: number;
  /** Share of the (client network, PoP) pairs reached by transit whose path goes by a far hub, whichever PoP it is. */
  readonly transitDetourShare: number;
}

const EVERYWHERE: Presence = { atHub: 1, elsewhere: 1 };

export const CATCHMENT_PROFILES: Readonly<Record<CatchmentProfileName, CatchmentProfile>> = {
  /** Everybody peers everywhere and distance decides: what the best possible BGP would do. */
  ideal: {
    peeringShare: 1,
    peerPresence: EVERYWHERE,
    reachKm: 40_000,
    transitPresence: EVERYWHERE,
    peerMetricSigma: 0,
    transitMetricSigma: 0,
    polarisedShare: 0,
    transitDetourShare: 0,
  },
  /**
   * A CDN of a few dozen sites in 2015: peers with half its users' networks, at most of its
   * sites (Calder et al., IMC 2015).
   */
  'cdn-2015': {
    peeringShare: 0.5,
    peerPresence: { atHub: 0.85, elsewhere: 0.75 },
    reachKm: 1_500,
    transitPresence: { atHub: 0.85, elsewhere: 0.5 },
    peerMetricSigma: 0.15,
    transitMetricSigma: 0.3,
    polarisedShare: 0.05,
    transitDetourShare: 0.07,
  },
  /**
   * A CDN in 2021: "69 % of paths cross only 2 ASes" is its share of peering; routes are engineered (Koch et
   * al., SIGCOMM 2021, section 7).
   */
  'cdn-2021': {
    peeringShare: 0.69,
    peerPresence: { atHub: 0.9, elsewhere: 0.7 },
    reachKm: 2_000,
    transitPresence: { atHub: 0.9, elsewhere: 0.6 },
    peerMetricSigma: 0.1,
    transitMetricSigma: 0.2,
    polarisedShare: 0.002,
    transitDetourShare: 0.015,
  },
  /**
   * A root letter of about 100 sites: few direct peers ("5-44 %" of paths cross 2 ASes, Koch et al., section 7.1),
   * hosts chosen for other reasons.
   */
  'root-dns': {
    peeringShare: 0.25,
    peerPresence: { atHub: 0.65, elsewhere: 0.5 },
    reachKm: 1_500,
    transitPresence: { atHub: 0.6, elsewhere: 0.45 },
    peerMetricSigma: 0.3,
    transitMetricSigma: 0.3,
    polarisedShare: 0.01,
    transitDetourShare: 0.07,
  },
};
