/**
 * The load-balancing model of the peers on Spillway's public kernel: S servers of K processors, FIFO, Poisson arrivals, exponential service,
 * a random server or the shorter of two random ones.
 *
 * The same model as `bench/peers/cpp-bucket-queue.cpp` and `cpp-priority-queue.cpp`; with S = 1, K = 50 it is M/M/50.
 */
import { type ArrivalSource, Kernel, UNATTENDED } from '../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { NEVER, type SimTime } from '../../sim/kernel/time.ts';
import { Histogram } from '../../sim/stats/histogram.ts';

export interface LoadBalancingResult {
  readonly customerCount: number;
  readonly meanInSystem: number;
  readonly p99InSystem: number;
}

const NONE = -1;
/** A service time of mean 1 is this many microseconds, so that whole microseconds are fine enough. */
const SERVICE_MEAN_US = 1_000_000;

/** @param ratePerService arrivals per mean service time, over all servers */
export function runLoadBalancing(
  serverCount: number,
  processors: number,
  ratePerService: number,
  picksShorterOfTwo: boolean,
  customerCount: number,
): LoadBalancingResult {
  const kernel = new Kernel();
  const streams = new RandomStreams('bench', 0);
  const arrivals = streams.stream('arrivals');
  const services = streams.stream('services');
  const choices = streams.stream('choices');
  const inSystem = new Int32Array(serverCount);
  const queueHead = new Int32Array(serverCount).fill(NONE);
  const queueTail = new Int32Array(serverCount).fill(NONE);
  const rowLimit = 1 << 16;
  const arrivedAt = new Float64Array(rowLimit);
  const serverOf = new Int32Array(rowLimit);
  const next = new Int32Array(rowLimit);
  const histogram = new Histogram();
  let freeHead = NONE;
  let usedCount = 0;
  let left = customerCount;

  const start = (row: number): void => {
    const service = Math.round(SERVICE_MEAN_US * services.exponential());
    kernel.schedule((kernel.now + service) as SimTime, departure, row);
  };
  const departure = kernel.register('departure', (row) => {
    const server = serverOf[row]!;
    histogram.record(kernel.now - arrivedAt[row]!);
    inSystem[server]!--;
    next[row] = freeHead;
    freeHead = row;
    const waiting = queueHead[server]!;
    if (waiting === NONE) return;
    queueHead[server] = next[waiting]!;
    start(waiting);
  });
  const gapUs = SERVICE_MEAN_US / ratePerService;
  const nextAt = Float64Array.of(Math.round(gapUs * arrivals.exponential()));
  const source: ArrivalSource = {
    get nextAt() {
      return nextAt[0] as SimTime;
    },
    arrive() {
      nextAt[0] = --left > 0 ? kernel.now + Math.round(gapUs * arrivals.exponential()) : NEVER;
      let server = choices.below(serverCount);
      if (picksShorterOfTwo) {
        const other = choices.below(serverCount);
        if (inSystem[other]! < inSystem[server]!) server = other;
      }
      let row = freeHead;
      if (row === NONE) row = usedCount++;
      else freeHead = next[row]!;
      arrivedAt[row] = kernel.now;
      serverOf[row] = server;
      if (inSystem[server]!++ < processors) {
        start(row);
        return;
      }
      next[row] = NONE;
      if (queueHead[server] === NONE) queueHead[server] = row;
      else next[queueTail[server]!] = row;
      queueTail[server] = row;
    },
  };
  kernel.run((NEVER / 2) as SimTime, source, UNATTENDED);
  return {
    customerCount: histogram.total,
    meanInSystem: histogram.mean()! / SERVICE_MEAN_US,
    p99InSystem: histogram.quantile(0.99)! / SERVICE_MEAN_US,
  };
}
