/** Everything a traffic source hands out, row by row, for tests that compare streams. */
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { NEVER } from '../../../sim/kernel/time.ts';
import type { Model } from '../../../sim/model.ts';
import type { ArrivalHandler, Arrivals } from '../../../sim/traffic/arrivals.ts';
import { offeredTraffic } from '../../../sim/traffic/offered-traffic.ts';

/** [at, network, hash of the client, flow, choice, hold, service, client, is a newcomer] */
export type Row = readonly number[];

export function rowsOf(make: (handler: ArrivalHandler) => Arrivals): { rows: Row[]; fingerprint: string } {
  const rows: Row[] = [];
  const arrivals = make((block, row) => {
    rows.push([
      block.at[row]!,
      block.networkIndex[row]!,
      block.clientHash[row]!,
      block.flowHash[row]!,
      block.choice[row]!,
      block.hold[row]!,
      block.service[row]!,
      block.client[row]!,
      block.isNewcomer[row]!,
    ]);
  });
  while (arrivals.nextAt !== NEVER) arrivals.arrive();
  if (arrivals.offeredCount !== rows.length) throw new Error('the source lost count');
  return { rows, fingerprint: arrivals.fingerprint };
}

/** The whole traffic of a model's first design in a replication. */
export function trafficOf(model: Model, replication = 0): { rows: Row[]; fingerprint: string } {
  const { scenario, world, population } = model;
  const streams = new RandomStreams(scenario.experiment.seed, replication);
  const service = scenario.designs[0]!.service.backends[0]!.member.serviceTime;
  return rowsOf((handler) => offeredTraffic(scenario, world, population, service, streams, handler));
}

/** The rows of one metro, in order. */
export function rowsOfMetro(model: Model, rows: readonly Row[], metroId: string): Row[] {
  return rows.filter(([, network]) => {
    const { metroIndex } = model.world.networks[network!]!;
    return model.world.metros[metroIndex]!.id === metroId;
  });
}
