/**
 * Every kind of design by the name a scenario gives it.
 */
import { AnycastProxy } from './anycast-proxy/anycast-proxy.ts';
import { Chain } from './chain/chain.ts';
import type { DesignContext, DesignRun } from './design-run.ts';
import { Dns } from './dns/dns.ts';
import { NetworkPassthrough } from './network-passthrough/network-passthrough.ts';
import { Redirect } from './redirect/redirect.ts';

interface DesignEntry {
  readonly create: (context: DesignContext) => DesignRun;
  /** One sentence for a person choosing. */
  readonly summary: string;
}

export const DESIGNS = {
  anycastProxy: {
    create: (context) => new AnycastProxy(context),
    summary: 'global anycast TCP proxy: one VIP, Maglev, two tiers of front ends, capacity-aware regions',
  },
  networkPassthrough: {
    create: (context) => new NetworkPassthrough(context),
    summary:
      'regional passthrough balancer: Maglev sends packets straight to members of one region, whatever their load',
  },
  redirect: {
    create: (context) => new Redirect(context),
    summary:
      'redundant balancers that only tell each client which server to use; the client keeps it and connects directly',
  },
  dns: {
    create: (context) => new Dns(context),
    summary:
      "one DNS name with the servers' addresses: resolvers and clients keep copies, and clients connect directly",
  },
  chain: {
    create: (context) => new Chain(context),
    summary: 'tiers in series before the servers: flood protection, a thread for each connection, event driven',
  },
} as const satisfies Record<string, DesignEntry>;

export type DesignKind = keyof typeof DESIGNS;
