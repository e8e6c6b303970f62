/** `traffic.clients` of a scenario, resolved: how many there are, how unlike one another, and how long one stays. */
import type { Distribution } from '../kernel/distribution.ts';

/** Each client's part of the connections of its network. */
export type ResolvedActivity =
  | { readonly kind: 'equal' }
  /** The k-th of a network has a part proportional to k^-exponent. */
  | { readonly kind: 'zipf'; readonly exponent: number }
  /** Parts proportional to exp(sigma Z), Z standard normal, drawn once for each client. */
  | { readonly kind: 'lognormal'; readonly sigma: number };

export interface ResolvedClients {
  /** In the whole world, spread over networks by their share; at least one per network. */
  readonly count: number;
  readonly activity: ResolvedActivity;
  /** How long somebody stays a client before another takes the place; `null`: for ever. */
  readonly lifetime: Distribution | null;
}
