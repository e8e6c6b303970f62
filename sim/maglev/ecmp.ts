/**
 * Equal-cost multi-path: how a router spreads flows over the Maglev machines that announce the VIP.
 *
 * Modulo-N over a hash of the 5-tuple, as plain ECMP does: a change of N moves nearly every flow (Eisenbud et al., NSDI 2016, section 3.3).
 */

/** Machine of a flow, 0 .. machineCount - 1. Hot. */
export function ecmpMachine(flowHash: number, machineCount: number): number {
  return flowHash % machineCount;
}
