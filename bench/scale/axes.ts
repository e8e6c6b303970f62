/**
 * What is made larger, one thing at a time, on one scenario: the waterfall over two
 * continents, with clients in all metros.
 */
export interface ScalePoint {
  readonly value: number;
  /** PoPs of the world. */
  readonly pops: number;
  readonly members: number;
  readonly clients: number;
  /**
   * People come and go, and session affinity is measured against whom each of them met last;
   * without, nothing is kept of a client.
   */
  readonly remembersClients: boolean;
  readonly rateRps: number;
  /** How long a connection stays open, s: the same for all. */
  readonly holdS: number;
  readonly durationS: number;
  /** From here on the run is steady, and measured, s. */
  readonly steadyFromS: number;
  /** Rounds in which it takes part. */
  readonly rounds: number;
}

export interface ScaleAxis {
  readonly id: string;
  /** "PoPs", "members": what is counted. */
  readonly unit: string;
  readonly title: string;
  readonly points: readonly ScalePoint[];
}

/** 120,000 connections, of which 6,000 are open at a time. */
const BASE: Omit<ScalePoint, 'value'> = {
  pops: 101,
  members: 200,
  clients: 100_000,
  remembersClients: false,
  rateRps: 3_000,
  holdS: 2,
  durationS: 40,
  steadyFromS: 10,
  rounds: 5,
};
/** A connection stays open so long where the number of open ones is the matter. */
const LONG_HOLD_S = 100;
/** At least so many connections where few are open at a time, or there are few clients. */
const CONNECTIONS_MIN = 120_000;
/** Beyond so many connections one run is long enough, and all there is time for. */
const CONNECTIONS_OF_ONE_RUN = 1_000_000;
/** Of the shortest run, s. */
const LENGTH_UNIT_S = 10;

/** @param isQuick leaves out what takes minutes */
export function scaleAxes(isQuick: boolean): readonly ScaleAxis[] {
  const axis = (
    id: string,
    unit: string,
    title: string,
    values: readonly number[],
    quickMax: number,
    pointOf: (value: number) => Partial<ScalePoint>,
  ): ScaleAxis => ({
    id,
    unit,
    title,
    points: values
      .filter((value) => !isQuick || value <= quickMax)
      .map((value) => ({ ...BASE, ...(isQuick ? { rounds: 2 } : {}), ...pointOf(value), value })),
  });
  return [
    axis('pops', 'PoPs', 'PoPs', [10, 30, 100, 300, 1_000], 300, (pops) => ({ pops })),
    axis('members', 'members', 'Members', [10, 100, 1_000, 10_000, 100_000], 10_000, (members) => ({ members })),
    axis('clients', 'clients', 'Clients', [1e3, 1e4, 1e5, 1e6, 1e7], 1e6, clientsPoint),
    axis('open', 'open', 'Connections open at a time', [1e3, 1e4, 1e5, 1e6, 1e7], 1e5, openPoint),
    axis('length', 'times 10 s', 'Length of the run', [1, 10, 100, 1_000], 100, (times) => ({
      durationS: LENGTH_UNIT_S * times,
      // As many connections as the base's at the second length; the first is too short for more than its set-up.
      steadyFromS: LENGTH_UNIT_S / 2,
      ...roundsOf(LENGTH_UNIT_S * times * BASE.rateRps),
    })),
  ];
}

/** As many connections as clients, so that most of them come (1 - 1/e where all are alike), however many there are. */
function clientsPoint(clients: number): Partial<ScalePoint> {
  const connections = Math.max(CONNECTIONS_MIN, clients);
  return { clients, remembersClients: true, durationS: connections / BASE.rateRps, ...roundsOf(connections) };
}

/** By Little's law: so many are open once the first ones have been closed. */
function openPoint(open: number): Partial<ScalePoint> {
  const rateRps = open / LONG_HOLD_S;
  const durationS = Math.max(1.3 * LONG_HOLD_S, CONNECTIONS_MIN / rateRps);
  return { rateRps, holdS: LONG_HOLD_S, durationS, steadyFromS: 1.05 * LONG_HOLD_S, ...roundsOf(rateRps * durationS) };
}

function roundsOf(connections: number): Partial<ScalePoint> {
  return connections > CONNECTIONS_OF_ONE_RUN ? { rounds: 1 } : {};
}
