/**
 * What the asks of clients cost the balancers, counted: by the design as a whole and by balancer.
 *
 * Bytes are counted where the scenario gives sizes, as all bytes here. Assumption: an ask over HTTP with its headers,
 * and an answer with a URI and a cookie, of 500 bytes each, whatever the answer is.
 */
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import type { MachineTally } from '../../metrics/machine-tally.ts';
import { balancerName } from '../../scenario/resolved-redirect.ts';
import type { DesignContext } from '../design-run.ts';
import type { Balancers } from './balancers.ts';

const ASK_BYTES = 500;
const ANSWER_BYTES = 500;

export class AskCount {
  readonly #collector: Collector;
  readonly #balancers: Balancers;
  readonly #tally: MachineTally;
  /** 0 where the scenario gives no sizes. */
  readonly #askBytes: number;
  readonly #answerBytes: number;

  constructor({ collector, traffic }: DesignContext, balancers: Balancers) {
    this.#collector = collector;
    this.#balancers = balancers;
    this.#tally = collector.declareMachines(
      Array.from({ length: balancers.count }, (_, balancer) => ({
        role: 'balancer' as const,
        name: balancerName(balancer),
        regionIndex: balancers.regionOf(balancer),
        isHosted: balancers.areOnServers,
      })),
    );
    this.#askBytes = traffic.payload === undefined ? 0 : ASK_BYTES;
    this.#answerBytes = traffic.payload === undefined ? 0 : ANSWER_BYTES;
  }

  /** A balancer has taken an ask, or turned it away. */
  asked(balancer: number, nowUs: number): void {
    const inHand = this.#balancers.inHandOf(balancer, nowUs);
    this.#tally.took(balancer, nowUs, this.#askBytes, this.#answerBytes, inHand);
    this.#collector.count(COUNTER.asks, nowUs);
    this.#collector.count(COUNTER.balancerBytesIn, nowUs, this.#askBytes);
    this.#collector.count(COUNTER.balancerBytesOut, nowUs, this.#answerBytes);
  }
}
