/** `world` of a scenario, resolved: which places there are, and how BGP spreads the clients over the PoPs. */
import type { ResolvedModule } from '../custom/module-library.ts';
import type { CatchmentProfileName } from '../world/catchment-profile.ts';

export interface ResolvedWorld {
  /** Name of the shipped world (`gcp`). */
  readonly extends: string;
  /** Metros where clients live; `null` is all of the world's. */
  readonly metroIds: readonly string[] | null;
  /** Share of traffic by metro: by internet users, equal, or explicit (any positive numbers, by metro id). */
  readonly metroWeights: 'internetUsers' | 'equal' | Readonly<Record<string, number>>;
  readonly networksPerMetro: number;
  /** DNS resolvers through which the clients of a network ask; at least 1. */
  readonly resolversPerNetwork: number;
  readonly catchment: CatchmentProfileName | ResolvedCatchment;
  /**
   * Explicit catchment preferences: metro or client-network id -> PoPs, best first; what is not listed
   * follows as the profile orders it.
   */
  readonly preferences: Readonly<Record<string, readonly string[]>>;
  /** PoPs that announce the VIP; `null` is all of the world's. */
  readonly popIds: readonly string[] | null;
  /** Seed of the world's own chance (path stretch, catchment): the map stays the same from run to run. */
  readonly seed: string;
}

/**
 * A module of the user's own orders the PoPs of each network; the profile still says who peers
 * where, and so how far they are.
 */
export interface ResolvedCatchment {
  readonly profile: CatchmentProfileName;
  readonly own: ResolvedModule;
}
