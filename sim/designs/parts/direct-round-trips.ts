/**
 * Round trips of a connection that runs between the client and one machine, with nobody in between: the SYN takes
 * half of one, TCP's answer and TLS's t round trips come before the request, and the answer takes half of one back:
 * (2 + t) r in all, with r the RTT.
 */

/** From a client's SYN until the machine has it, us. */
export function untilSynUs(rttUs: number): number {
  return Math.round(rttUs / 2);
}

/** From there until the machine has the request, us. */
export function untilRequestUs(rttUs: number, tlsTrips: number): number {
  return Math.round((1 + tlsTrips) * rttUs);
}

/** From the machine's first byte until the client has it, us. */
export function untilClientUs(rttUs: number): number {
  return Math.round(rttUs / 2);
}
