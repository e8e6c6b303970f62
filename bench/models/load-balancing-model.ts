/**
 * The load-balancing model of the peers on Spillway's public kernel: servers of several processors, first in first
 * out, Poisson arrivals, exponential service, a random server or the shorter of two random ones. With one server
 * of 50 processors it is M/M/50.
 *
 * Named handlers, rows of typed arrays, draws in batches, all events in the fingerprint. A run starts empty and ends
 * when all customers have left. Like the kernel, the model is made once and serves one run after another.
 * `bench/peers/bucket-queue.cpp` is the same model in C++.
 */
import { type ArrivalSource, Kernel, UNATTENDED } from '../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { NEVER, type SimTime } from '../../sim/kernel/time.ts';
import { Histogram } from '../../sim/stats/histogram.ts';
import { createCustomerStore } from './customer-store.ts';
import { createChoiceBatch, createDurationBatch } from './draw-batches.ts';
import {
  ARRIVALS_LEFT,
  CLOCK_SLOTS,
  NEXT_AT,
  NONE,
  NUMBER_SLOTS,
  PICKS_SHORTER_OF_TWO,
  PROCESSORS,
  SERVERS_MAX,
} from './model-layout.ts';

/** What the model is asked for; times are in mean service times. */
export interface LoadBalancingParameters {
  readonly serverCount: number;
  readonly processors: number;
  /** Arrivals per mean service time, over all servers. */
  readonly rate: number;
  readonly picksShorterOfTwo: boolean;
}

export interface LoadBalancingResult {
  readonly customerCount: number;
  readonly meanInSystem: number;
  readonly p99InSystem: number;
  readonly fingerprint: string;
}

export type LoadBalancingModel = (
  parameters: LoadBalancingParameters,
  customerCount: number,
  seed: number,
) => LoadBalancingResult;

/** A mean service time is this many microseconds, so that whole microseconds are fine enough. */
const SERVICE_MEAN_US = 1_000_000;

export function createLoadBalancingModel(): LoadBalancingModel {
  const kernel = new Kernel();
  const customers = createCustomerStore();
  const idle = new RandomStreams('bench', 0).stream('idle');
  const gaps = createDurationBatch(idle);
  const services = createDurationBatch(idle);
  const choices = createChoiceBatch(idle);
  /** [server] */
  const inSystem = new Int32Array(SERVERS_MAX);
  const queueHead = new Int32Array(SERVERS_MAX);
  const queueTail = new Int32Array(SERVERS_MAX);
  const clock = new Float64Array(CLOCK_SLOTS);
  const numbers = new Int32Array(NUMBER_SLOTS);
  let departureHandler = kernel.register('loadBalancing.departure', departure);
  let timeInSystem = new Histogram();

  class Customers implements ArrivalSource {
    get nextAt(): SimTime {
      return clock[NEXT_AT] as SimTime;
    }

    arrive(): void {
      const now = kernel.now;
      const arrivalsLeft = numbers[ARRIVALS_LEFT]! - 1;
      numbers[ARRIVALS_LEFT] = arrivalsLeft;
      clock[NEXT_AT] = arrivalsLeft > 0 ? now + gaps.next() : NEVER;
      const server = pickServer();
      const row = customers.allocate(now, server);
      const ahead = inSystem[server]!;
      inSystem[server] = ahead + 1;
      if (ahead < numbers[PROCESSORS]!) start(row);
      else enqueue(row, server);
    }
  }

  const arrivals = new Customers();

  function pickServer(): number {
    const server = choices.next();
    if (numbers[PICKS_SHORTER_OF_TWO] === 0) return server;
    const other = choices.next();
    return inSystem[other]! < inSystem[server]! ? other : server;
  }

  function start(row: number): void {
    kernel.schedule((kernel.now + services.next()) as SimTime, departureHandler, row);
  }

  function enqueue(row: number, server: number): void {
    customers.next[row] = NONE;
    if (queueHead[server] === NONE) queueHead[server] = row;
    else customers.next[queueTail[server]!] = row;
    queueTail[server] = row;
  }

  function departure(row: number): void {
    const server = customers.server[row]!;
    timeInSystem.record(kernel.now - customers.arrivedAt[row]!);
    customers.free(row);
    inSystem[server] = inSystem[server]! - 1;
    const waiting = queueHead[server]!;
    if (waiting === NONE) return;
    queueHead[server] = customers.next[waiting]!;
    start(waiting);
  }

  return (parameters, customerCount, seed) => {
    const streams = new RandomStreams('bench', seed);
    kernel.clear();
    customers.clear();
    gaps.restart(streams.stream('arrivals'), SERVICE_MEAN_US / parameters.rate);
    services.restart(streams.stream('services'), SERVICE_MEAN_US);
    choices.restart(streams.stream('choices'), parameters.serverCount);
    inSystem.fill(0);
    queueHead.fill(NONE);
    departureHandler = kernel.register('loadBalancing.departure', departure);
    timeInSystem = new Histogram();
    numbers[PROCESSORS] = parameters.processors;
    numbers[PICKS_SHORTER_OF_TWO] = parameters.picksShorterOfTwo ? 1 : 0;
    numbers[ARRIVALS_LEFT] = customerCount;
    clock[NEXT_AT] = gaps.next();
    kernel.run((NEVER / 2) as SimTime, arrivals, UNATTENDED);
    return {
      customerCount: timeInSystem.total,
      meanInSystem: timeInSystem.mean()! / SERVICE_MEAN_US,
      p99InSystem: timeInSystem.quantile(0.99)! / SERVICE_MEAN_US,
      fingerprint: kernel.fingerprint,
    };
  };
}
