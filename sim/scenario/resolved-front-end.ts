/** Events of the front end as a whole, in base units. */
import type { Duration } from '../kernel/time.ts';
import type { AsksHappening, FloodHappening } from './resolved-attack.ts';
import type { ResolvedRollout } from './resolved-rollout.ts';
import type { CertificateHappening, FirewallHappening, NameHappening } from './resolved-server-settings.ts';
import type { ServiceProtocol } from './service-protocol.ts';

export type FrontEndHappening =
  /** Absorbed by the front ends. */
  | { readonly kind: 'synFlood'; readonly perSecond: number }
  | FloodHappening
  | AsksHappening
  | FirewallHappening
  | CertificateHappening
  | NameHappening
  /** SYNs to ports that no forwarding rule names. */
  | { readonly kind: 'scan'; readonly connections: number }
  /** `dnsTtl`: how long clients go on using an address that they have looked up. */
  | { readonly kind: 'recreate'; readonly dnsTtl: Duration }
  /** `unreachable`: how long members are out of reach of a front end that has learnt of it. */
  | { readonly kind: 'push'; readonly protocol: ServiceProtocol; readonly unreachable: Duration }
  | { readonly kind: 'rollout'; readonly rollout: ResolvedRollout };
