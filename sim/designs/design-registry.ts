/**
 * Every kind of design by the name a scenario gives it.
 */
import { AnycastProxy } from './anycast-proxy/anycast-proxy.ts';
import type { DesignContext, DesignRun } from './design-run.ts';
import { NetworkPassthrough } from './network-passthrough/network-passthrough.ts';

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
} as const satisfies Record<string, DesignEntry>;

export type DesignKind = keyof typeof DESIGNS;
