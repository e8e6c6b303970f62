/**
 * What the mean time in the system must be of so many customers that find their servers empty at first: exact,
 * where a random server is chosen.
 *
 * Erlang C holds for a system without a beginning; over the first 40,000 customers of 200 servers the mean is a fifth
 * lower. A random server's customers are a Poisson stream of its own, so one server tells of all: its number of
 * customers, as each arrival at any server finds it, is a Markov chain (Kleinrock, "Queueing Systems", volume 1,
 * chapter 3, at the instants of arrivals), and a customer waits for the service of those before it.
 */
import { erlangCWaitMean } from '../../test/oracle/closed-forms.ts';

/** States beyond which less than this of the probability lies are left out. */
const LEFT_OUT = 1e-12;
/** From here on the expected wait is taken for that without a beginning, as a share of it. */
const SETTLED = 1e-6;

/** The part of a queueing case that the mean depends on; times are in mean service times. */
export interface RandomServer {
  readonly serverCount: number;
  readonly processors: number;
  /** Arrivals over all servers. */
  readonly rate: number;
}

/**
 * Mean over the first `customers` arrivals, in mean service times. Cost: a step for each customer until
 * settled, and each state in it.
 */
export function meanFromEmpty({ serverCount, processors, rate }: RandomServer, customers: number): number {
  const load = rate / serverCount;
  const settledWait = erlangCWaitMean(processors, load);
  const stateCount = processors + Math.ceil(Math.log(LEFT_OUT) / Math.log(load / processors));
  const joins = 1 / serverCount;
  // [customers at the server]: before the next arrival anywhere; that this arrival comes before the next
  // departure; the wait if it joins.
  const probability = new Float64Array(stateCount + 1);
  const arrivalIsNext = probability.map((_, present) => rate / (rate + Math.min(present, processors)));
  const waitBehind = probability.map((_, present) => Math.max(0, present - processors + 1) / processors);
  probability[0] = 1;
  let waits = 0;
  for (let arrivals = 0; arrivals < customers; arrivals++) {
    let wait = 0;
    let departing = 0;
    let foundAbove = 0;
    for (let present = stateCount; present >= 0; present--) {
      const passing = probability[present]! + departing;
      const found = passing * arrivalIsNext[present]!;
      departing = passing - found;
      wait += found * waitBehind[present]!;
      if (present < stateCount) probability[present + 1] = foundAbove * (1 - joins) + found * joins;
      foundAbove = found;
    }
    probability[0] = foundAbove * (1 - joins);
    waits += wait;
    if (wait > (1 - SETTLED) * settledWait) return 1 + (waits + (customers - arrivals - 1) * settledWait) / customers;
  }
  return 1 + waits / customers;
}
