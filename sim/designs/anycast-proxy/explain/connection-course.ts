/**
 * What became of a connection: its time line and the parts of its time to first byte.
 *
 * Instants and parts follow `round-trips`, whose sum they are; the time at the member is what is left.
 */

import { toMs } from '../../../kernel/time.ts';
import type { Trail } from '../../../metrics/trail/trail.ts';

/** Round trips of one connection, us; 0 for legs that it does not have. */
export interface Legs {
  /** Client to first-layer GFE. */
  readonly edgeUs: number;
  /** First-layer to second-layer GFE. */
  readonly backboneUs: number;
  /** On to the region that serves. */
  readonly spillUs: number;
  /** Inside that region. */
  readonly zoneUs: number;
}

/** Each leg's half was rounded to a microsecond on its own: what is left by that is no part, us. */
const ROUNDING_US = 4;

/** Instants of a connection as far as it came, us; `null` for what did not happen. */
export interface Instants {
  readonly offered: number;
  /** First-layer GFEs that are servers: when it has worked on the request; `null` where that takes no time. */
  readonly sentOn: number | null;
  /** At the second-layer GFE, which decides then. */
  readonly decided: number | null;
  readonly established: number | null;
  readonly ended: number;
  /** Time to first byte. */
  readonly latency: number | null;
}

export function timelineOf(instants: Instants, legs: Legs, tlsTrips: number, ending: string): Trail['timeline'] {
  const { offered, sentOn, decided, established, ended, latency } = instants;
  const line: [number | null, string][] = [
    [offered, 'SYN'],
    [decided === null ? null : offered + legs.edgeUs, 'TCP handshake with the first-layer GFE done'],
    [decided === null || tlsTrips === 0 ? null : offered + (1 + tlsTrips) * legs.edgeUs, 'TLS handshake done'],
    [decided === null ? null : offered + Math.round((1.5 + tlsTrips) * legs.edgeUs), 'request at the first-layer GFE'],
    [sentOn, 'the first-layer GFE has worked on it'],
    [decided, 'request at the second-layer GFE, which picks'],
    [established, 'request at the member'],
    [latency === null ? null : offered + latency, 'first byte at the client'],
    [ended, ending],
  ];
  return line
    .filter((entry): entry is [number, string] => entry[0] !== null)
    .map(([at, what]) => ({ atMs: toMs(at), what }));
}

/** Empty without a first byte. */
export function latencyParts(
  { offered, sentOn, latency }: Instants,
  legs: Legs,
  tlsTrips: number,
  workUs: number,
): Trail['latency'] {
  if (latency === null) return [];
  const { edgeUs, backboneUs, spillUs, zoneUs } = legs;
  const travel = (2 + tlsTrips) * edgeUs + backboneUs + spillUs + 2 * zoneUs;
  const atFrontEnd = sentOn === null ? 0 : sentOn - offered - Math.round((1.5 + tlsTrips) * edgeUs);
  const atMember = latency - travel - atFrontEnd;
  const parts: [string, number][] = [
    ['TCP handshake with the first-layer GFE', edgeUs],
    [`TLS handshake, ${tlsTrips} round trips`, tlsTrips * edgeUs],
    ['request and answer, client to first-layer GFE', edgeUs],
    ['waiting and work at the first-layer GFE', atFrontEnd],
    ['between the GFE layers', backboneUs],
    ['on to the region that serves', spillUs],
    ['within that region: handshake, request, answer', 2 * zoneUs],
    ['waiting at the member', atMember - Math.min(workUs, atMember)],
    ['work of the answer', Math.min(workUs, atMember)],
  ];
  return parts.filter(([, us]) => us > ROUNDING_US).map(([part, us]) => ({ part, ms: toMs(us) }));
}
