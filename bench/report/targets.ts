/**
 * The project's targets for speed, as ratios within one run on one machine. A target that is missed is reported, not an
 * error: only a failed check makes the benchmark fail.
 */
import { BUCKET_QUEUE } from '../engines/peers.ts';
import type { BenchResult, ConnectionResult, QueueingResult, ReplicationResult } from './result.ts';

type Target = BenchResult['targets'][number];

/** Peers and how many times Spillway's time they must at least take, on the load-balancing model. */
const SLOWER_PEERS = [
  { name: 'C++ std::priority_queue', timesMin: 2 },
  { name: 'ns-3', timesMin: 4 },
  { name: 'SimPy', timesMin: 100 },
];
const BUCKET_QUEUE_TIMES_MAX = 1.6;
const CUSTOMERS_PER_CONNECTION_MAX = 5;
const CONNECTIONS_PER_SECOND_MIN = 1.5e6;
const FOUR_WORKERS_TIMES_MIN = 3.2;

export function targetsOf(
  loadBalancing: QueueingResult,
  connections: readonly ConnectionResult[],
  replications: readonly ReplicationResult[],
): readonly Target[] {
  return [
    ...peerTargets(loadBalancing),
    ...connections.flatMap(connectionTargets),
    ...replications.flatMap(replicationTargets),
  ];
}

function peerTargets({ title, engines }: QueueingResult): Target[] {
  const timesOf = (name: string): number | undefined =>
    engines.find((engine) => engine.name === name)?.timesSpillway.median;
  const targets: Target[] = [];
  const bucketQueue = timesOf(BUCKET_QUEUE);
  if (bucketQueue !== undefined) {
    targets.push({
      what: `${title}, against the ${BUCKET_QUEUE}`,
      target: `at most ${BUCKET_QUEUE_TIMES_MAX} times its time`,
      found: (1 / bucketQueue).toFixed(2),
      isMet: 1 / bucketQueue <= BUCKET_QUEUE_TIMES_MAX,
    });
  }
  for (const { name, timesMin } of SLOWER_PEERS) {
    const times = timesOf(name);
    if (times === undefined) continue;
    const what = `${title}, against ${name}`;
    targets.push({ what, target: `${timesMin} times faster`, found: times.toFixed(1), isMet: times >= timesMin });
  }
  return targets;
}

function connectionTargets({ design, customersPerConnection, nsPerConnection }: ConnectionResult): Target[] {
  const perSecond = 1e9 / nsPerConnection.median;
  return [
    {
      what: `${design}, cost of a connection`,
      target: `at most ${CUSTOMERS_PER_CONNECTION_MAX} customers of the bare model`,
      found: customersPerConnection.median.toFixed(2),
      isMet: customersPerConnection.median <= CUSTOMERS_PER_CONNECTION_MAX,
    },
    {
      what: `${design}, connections a second on one core`,
      target: `at least ${(CONNECTIONS_PER_SECOND_MIN / 1e6).toFixed(1)} M`,
      found: `${(perSecond / 1e6).toFixed(2)} M`,
      isMet: perSecond >= CONNECTIONS_PER_SECOND_MIN,
    },
  ];
}

function replicationTargets({ what, isOurs, workers, timesOneWorker }: ReplicationResult): Target[] {
  if (!isOurs || workers !== 4) return [];
  return [
    {
      what: `replications on four workers: ${what}`,
      target: `at least ${FOUR_WORKERS_TIMES_MIN} times one worker`,
      found: timesOneWorker.median.toFixed(2),
      isMet: timesOneWorker.median >= FOUR_WORKERS_TIMES_MIN,
    },
  ];
}
