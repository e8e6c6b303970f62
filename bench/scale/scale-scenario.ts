/**
 * The scenario of a point, as a user could write it. Members have room for whatever comes, so that a larger
 * world is no emptier or fuller one.
 */
import type { ScalePoint } from './axes.ts';

/** Assumption: of a customer. */
const LIFETIME = { exponential: { mean: '30d' } };
/** Intervals of a time series, whatever the run's length: a result's rows are as many as the user asks for. */
const INTERVALS = 10;

export function scaleScenario(point: ScalePoint): object {
  const { members, clients, remembersClients, rateRps, holdS, durationS } = point;
  const backend = (zone: string): object => ({ zone, members: members / 2, maxConnections: 100_000_000 });
  return {
    version: 1,
    name: 'scale',
    time: { duration: seconds(durationS), interval: seconds(durationS / INTERVALS) },
    world: { extends: 'gcp', clients: { weight: 'internetUsers', networksPerMetro: 2 }, catchment: 'cdn-2021' },
    service: {
      protocol: 'TCP',
      port: 443,
      backends: { east: backend('europe-west1-b'), west: backend('us-central1-a') },
      ...(remembersClients && { sessionAffinity: 'CLIENT_IP' }),
      member: { workers: 100_000_000, serviceTime: { lognormal: { mean: '20ms', p99: '120ms' } } },
    },
    traffic: {
      connections: { rate: `${rateRps}/s`, hold: seconds(holdS) },
      clients: remembersClients ? { count: clients, lifetime: LIFETIME } : clients,
    },
    designs: { waterfall: { kind: 'anycastProxy' } },
    experiment: { seed: 42 },
  };
}

function seconds(value: number): string {
  return `${Math.round(value * 1_000)}ms`;
}
