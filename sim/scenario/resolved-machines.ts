/**
 * The machines of a design after units and defaults are resolved: those of a PoP, and the GFEs near the backends.
 */
import type { Duration } from '../kernel/time.ts';
import type { EcmpKind } from '../maglev/ecmp.ts';

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
  /** When a Maglev machine learns of a change among the GFEs: after `delay`, and up to `spread` later, each in its own time. */
  readonly backendUpdate: { readonly delay: Duration; readonly spread: Duration };
}

/** The GFEs near the backends: every region with backends has the same. */
export interface ResolvedSecondLayer {
  readonly gfesPerRegion: number;
  /** Regions whose backends a GFE knows, its own included. */
  readonly knownRegions: number;
  /** Open connections at which a GFE no longer favours its own zone; 0: it never does. */
  readonly zonePreferenceEndsAt: number;
}
