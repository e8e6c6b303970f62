/**
 * The machines of a design after units and defaults are resolved: those of a PoP, and the GFEs near the backends.
 */
import type { Duration } from '../kernel/time.ts';
import type { EcmpKind } from '../maglev/ecmp.ts';
import type { ResolvedEventServers } from './resolved-chain.ts';

/** Of an event-driven tier, what a GFE has of it. */
export type ResolvedFrontEndServer = Omit<
  ResolvedEventServers,
  'servers' | 'backlog' | 'acceptFilter' | 'abortOnOverflow' | 'synCookies' | 'keepAliveTimeout'
>;

/** The machines of one PoP: every PoP has the same. */
export interface ResolvedEdge {
  /** Maglev machines behind the PoP's router. */
  readonly maglevMachines: number;
  /** First-layer GFEs of a PoP. */
  readonly gfes: number;
  /** Slots of the Maglev lookup table; a prime. */
  readonly tableSize: number;
  readonly connectionTable: { readonly entries: number; readonly expiry: Duration };
  /** How the PoP's router spreads flows over the Maglev machines. */
  readonly ecmp: EcmpKind;
  /**
   * When a Maglev machine learns of a change among the GFEs: after `delay`, and up to
   * `spread` later, each in its own time.
   */
  readonly backendUpdate: { readonly delay: Duration; readonly spread: Duration };
  /**
   * A first-layer GFE as a server: its processors and connections; absent where it costs nothing and takes any number.
   */
  readonly server?: ResolvedFrontEndServer;
}

/** The second-layer GFEs: every region that has any has the same. */
export interface ResolvedSecondLayer {
  readonly gfesPerRegion: number;
  /**
   * Where a service that is served near the client has them; `null`: in all of the world's.
   * Others have them where backends are.
   */
  readonly regions: readonly string[] | null;
  /** Regions whose backends a GFE knows, its own included. */
  readonly knownRegions: number;
  /** Open connections at which a GFE no longer favours its own zone; 0: it never does. */
  readonly zonePreferenceEndsAt: number;
}
