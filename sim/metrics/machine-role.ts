/**
 * What machines of a design are for. Of a provider's own, front ends are listed where they are
 * servers with processors of their own.
 */
export const MACHINE_ROLES = {
  server: 'serves clients: a member of a backend',
  balancer: 'tells clients which server to use',
  tier: 'stands before the servers: a server of a tier of a chain',
  frontEnd:
    'ends clients’ connections at a PoP: a first-layer GFE of the provider, with processors of its own (edge.server)',
} as const satisfies Record<string, string>;

export type MachineRole = keyof typeof MACHINE_ROLES;
