/**
 * How a service is connected to the networks of its users, as four profiles.
 *
 * The numbers describe interconnection: who peers, where, and how often policy wins over distance. Those a paper gives are its; the others
 * are assumptions, set so that the catchment that follows from them has the measured shape (docs/model/world.md, table of calibration).
 */

export type CatchmentProfileName = 'ideal' | 'cdn-2015' | 'cdn-2021' | 'root-dns';

export interface CatchmentProfile {
  /** Share of client networks that peer with the service at all; the others reach it by transit. */
  readonly peeringShare: number;
  /** Share of a peering network's exchange points with the service, among PoPs within its reach: at interconnection hubs, and elsewhere. */
  readonly presenceAtHub: number;
  readonly presenceElsewhere: number;
  /** How far a network carries its own traffic to a PoP where it peers, km. */
  readonly reachKm: number;
  /** Spread (sigma of a lognormal) of a network's internal metric against distance: hot potato picks the PoP that the metric calls nearest. */
  readonly metricSigma: number;
  /** Share of transit networks whose provider hands off at the second nearest hub or beyond, and again of those the third, and so on. */
  readonly nextHubShare: number;
  /** Share of networks whose route by policy (a customer route before a peer's) leads by a far hub: the service's routes are polarised. */
  readonly polarisedShare: number;
}

export const CATCHMENT_PROFILES: Readonly<Record<CatchmentProfileName, CatchmentProfile>> = {
  /** Everybody peers everywhere and distance decides: what the best possible BGP would do. */
  ideal: {
    peeringShare: 1,
    presenceAtHub: 1,
    presenceElsewhere: 1,
    reachKm: 40_000,
    metricSigma: 0,
    nextHubShare: 0,
    polarisedShare: 0,
  },
  'cdn-2015': {
    peeringShare: 0.6,
    presenceAtHub: 0.85,
    presenceElsewhere: 0.7,
    reachKm: 2_000,
    metricSigma: 0.2,
    nextHubShare: 0.3,
    polarisedShare: 0.05,
  },
  'cdn-2021': {
    peeringShare: 0.69,
    presenceAtHub: 0.9,
    presenceElsewhere: 0.85,
    reachKm: 2_000,
    metricSigma: 0.1,
    nextHubShare: 0.2,
    polarisedShare: 0.01,
  },
  'root-dns': {
    peeringShare: 0.25,
    presenceAtHub: 0.5,
    presenceElsewhere: 0.4,
    reachKm: 2_000,
    metricSigma: 0.3,
    nextHubShare: 0.4,
    polarisedShare: 0.1,
  },
};
