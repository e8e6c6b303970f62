/**
 * The load-balancing model of the peers on Spillway's public kernel: servers of several processors, first in first out, Poisson arrivals,
 * exponential service, a random server or the shorter of two random ones. With one server of 50 processors it is M/M/50.
 *
 * It is written as any model of Spillway is: a class with named handlers, rows of typed arrays, draws in batches, all events in the
 * fingerprint. It starts empty and runs until all customers have left. `bench/peers/bucket-queue.cpp` is the same model in C++.
 */
import type { Distribution } from '../../sim/kernel/distribution.ts';
import { type ArrivalSource, type Handler, type HandlerId, Kernel, UNATTENDED } from '../../sim/kernel/kernel.ts';
import type { RandomStream } from '../../sim/kernel/random-stream.ts';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { NEVER, type SimTime } from '../../sim/kernel/time.ts';
import { Histogram } from '../../sim/stats/histogram.ts';
import { CustomerStore, NONE } from './customer-store.ts';
import { DurationBatch } from './duration-batch.ts';

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
}

/** A mean service time is this many microseconds, so that whole microseconds are fine enough. */
const SERVICE_MEAN_US = 1_000_000;

export class LoadBalancingModel implements ArrivalSource {
  readonly #kernel = new Kernel();
  readonly #parameters: LoadBalancingParameters;
  readonly #gaps: DurationBatch;
  readonly #services: DurationBatch;
  readonly #choices: RandomStream;
  readonly #customers = new CustomerStore();
  /** [serverCount] */
  readonly #inSystem: Int32Array;
  readonly #queueHead: Int32Array;
  readonly #queueTail: Int32Array;
  readonly #timeInSystem = new Histogram();
  readonly #departureHandler: HandlerId;
  #arrivalsLeft: number;
  /** [0] instant of the next arrival, us. */
  readonly #nextAt = new Float64Array(1);

  constructor(parameters: LoadBalancingParameters, customerCount: number, seed: number) {
    const { serverCount, rate } = parameters;
    const streams = new RandomStreams('bench', seed);
    this.#parameters = parameters;
    this.#gaps = new DurationBatch(exponential(SERVICE_MEAN_US / rate), streams.stream('arrivals'));
    this.#services = new DurationBatch(exponential(SERVICE_MEAN_US), streams.stream('services'));
    this.#choices = streams.stream('choices');
    this.#inSystem = new Int32Array(serverCount);
    this.#queueHead = new Int32Array(serverCount).fill(NONE);
    this.#queueTail = new Int32Array(serverCount).fill(NONE);
    this.#departureHandler = this.#kernel.register('loadBalancing.departure', this.#departure);
    this.#arrivalsLeft = customerCount;
    this.#nextAt[0] = this.#gaps.next();
  }

  run(): LoadBalancingResult {
    this.#kernel.run((NEVER / 2) as SimTime, this, UNATTENDED);
    const histogram = this.#timeInSystem;
    return {
      customerCount: histogram.total,
      meanInSystem: histogram.mean()! / SERVICE_MEAN_US,
      p99InSystem: histogram.quantile(0.99)! / SERVICE_MEAN_US,
    };
  }

  get nextAt(): SimTime {
    return this.#nextAt[0] as SimTime;
  }

  arrive(): void {
    const now = this.#kernel.now;
    this.#arrivalsLeft--;
    this.#nextAt[0] = this.#arrivalsLeft > 0 ? now + this.#gaps.next() : NEVER;
    const server = this.#pickServer();
    const row = this.#customers.allocate(now, server);
    if (this.#inSystem[server]!++ < this.#parameters.processors) this.#start(row);
    else this.#enqueue(row, server);
  }

  #pickServer(): number {
    const { serverCount, picksShorterOfTwo } = this.#parameters;
    const server = this.#choices.below(serverCount);
    if (!picksShorterOfTwo) return server;
    const other = this.#choices.below(serverCount);
    return this.#inSystem[other]! < this.#inSystem[server]! ? other : server;
  }

  #start(row: number): void {
    this.#kernel.schedule((this.#kernel.now + this.#services.next()) as SimTime, this.#departureHandler, row);
  }

  #enqueue(row: number, server: number): void {
    const next = this.#customers.next;
    next[row] = NONE;
    if (this.#queueHead[server] === NONE) this.#queueHead[server] = row;
    else next[this.#queueTail[server]!] = row;
    this.#queueTail[server] = row;
  }

  readonly #departure: Handler = (row) => {
    const customers = this.#customers;
    const server = customers.server[row]!;
    this.#timeInSystem.record(this.#kernel.now - customers.arrivedAt[row]!);
    customers.free(row);
    this.#inSystem[server]!--;
    const waiting = this.#queueHead[server]!;
    if (waiting === NONE) return;
    this.#queueHead[server] = customers.next[waiting]!;
    this.#start(waiting);
  };
}

function exponential(meanUs: number): Distribution {
  return { kind: 'exponential', meanUs };
}
