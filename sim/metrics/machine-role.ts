/** What machines of a design are for; a provider's own (front ends, Maglev machines) are not the operator's, and are not listed. */
export const MACHINE_ROLES = {
  server: 'serves clients: a member of a backend',
  balancer: 'tells clients which server to use',
} as const satisfies Record<string, string>;

export type MachineRole = keyof typeof MACHINE_ROLES;
