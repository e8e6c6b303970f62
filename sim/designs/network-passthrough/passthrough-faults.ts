/**
 * What events do to a passthrough balancer where that differs from a proxy: a lost PoP holds no
 * connection, so none ends with it.
 *
 * Packets of its clients come in at another PoP once routes have converged, and its machines send them to the same
 * member as long as the pool is the same. Assumption: TCP outlives the time in between. GFEs it has none, so
 * events on them strike nothing.
 */
import { ProxyFaults, type StruckParts } from '../anycast-proxy/proxy-faults.ts';

export class PassthroughFaults extends ProxyFaults {
  readonly #maglevTier: StruckParts['maglevTier'];

  constructor(parts: StruckParts) {
    super(parts);
    this.#maglevTier = parts.maglevTier;
  }

  protected override popLost(pop: number): number {
    this.#maglevTier.forgetFlowsOf(pop);
    return this.#maglevTier.reviewUnremembered();
  }
}
