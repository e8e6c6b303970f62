/**
 * Connections through the whole of a scenario's designs, in turns with customers of the bare model: what a connection
 * costs, and how much that is in customers. Every connection must end in exactly one outcome, and a replication run
 * twice must leave the same fingerprint.
 */
import type { LineEngine } from '../engines/line-engine.ts';
import type { QueueingCase } from '../models/queueing-case.ts';
import { askSlice } from './measure-queueing.ts';

export interface ConnectionSlices {
  readonly scenario: string;
  readonly design: string;
  readonly eventsPerConnection: number;
  readonly nsPerConnection: readonly number[];
  /** Cost of a connection in customers of the bare model, paired by round. */
  readonly customersPerConnection: readonly number[];
  readonly problems: readonly string[];
}

interface Answer {
  readonly design: string;
  readonly connections: number;
  readonly ended: number;
  readonly events: number;
  readonly fingerprint: string;
  readonly cpuSeconds: number;
}

const WARM_UP_RUNS = 2;

/** @param bare the bare model's engine, with the case and the customers of a slice */
export async function measureConnections(
  scenario: string,
  designIndex: number,
  engine: LineEngine,
  bare: { readonly engine: LineEngine; readonly queueingCase: QueueingCase; readonly customers: number },
  rounds: number,
): Promise<ConnectionSlices> {
  const ask = async (replication: number): Promise<Answer> =>
    (await engine.ask(`${designIndex} ${replication}`)) as Answer;
  const askBare = async (seed: number): Promise<number> =>
    (await askSlice(bare.engine, bare.queueingCase, bare.customers, seed)).nsPerCustomer;
  const first = await ask(0);
  for (let run = 1; run < WARM_UP_RUNS; run++) await ask(run);
  await askBare(0);
  const nsPerConnection: number[] = [];
  const customersPerConnection: number[] = [];
  const problems: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const { connections, ended, cpuSeconds, fingerprint } = await ask(round);
    const ns = (cpuSeconds / connections) * 1e9;
    nsPerConnection.push(ns);
    customersPerConnection.push(ns / (await askBare(round)));
    if (ended !== connections) problems.push(`${first.design}: ${connections} connections, ${ended} outcomes`);
    if (round === 0 && fingerprint !== first.fingerprint) problems.push(`${first.design}: two runs, two fingerprints`);
  }
  const eventsPerConnection = first.events / first.connections;
  return { scenario, design: first.design, eventsPerConnection, nsPerConnection, customersPerConnection, problems };
}
