/**
 * What queueing theory says: the closed forms that the simulator is measured against.
 *
 * Loads are offered loads in erlang (arrival rate x mean service time); times come in the unit of the mean service
 * time given, or as multiples of it. Sources: Kleinrock, "Queueing Systems", volume 1 (1975), sections 3.2, 3.5,
 * 3.6, 5.6; volume 2 (1976), section 4.4; Harchol-Balter, "Performance Modeling and Design of Computer Systems"
 * (2013), chapters 13 to 16 and 22.
 */

/** Mean time in an M/M/1 queue, waiting and service; `load` below 1. */
export function singleServerSojournMean(serviceMean: number, load: number): number {
  return serviceMean / (1 - stable(load, 1));
}

/**
 * The time in an M/M/1 queue with first come, first served that a share `p` of customers
 * stays below: it is exponential.
 */
export function singleServerSojournQuantile(serviceMean: number, load: number, p: number): number {
  return -Math.log(1 - p) * singleServerSojournMean(serviceMean, load);
}

/**
 * Erlang's loss formula B: the share of customers turned away by `servers` servers without a queue
 * (M/G/c/c). It depends on the service time by its mean only. By the recursion in the number of servers,
 * whose terms neither overflow nor cancel.
 */
export function erlangB(servers: number, offered: number): number {
  let blocking = 1;
  for (let server = 1; server <= servers; server++) blocking = (offered * blocking) / (server + offered * blocking);
  return blocking;
}

/** Erlang's delay formula C: the share of customers of an M/M/c queue that have to wait; `offered` below `servers`. */
export function erlangC(servers: number, offered: number): number {
  const blocking = erlangB(servers, stable(offered, servers));
  return (servers * blocking) / (servers - offered * (1 - blocking));
}

/** Mean wait in an M/M/c queue of all customers, in mean service times. */
export function erlangCWaitMean(servers: number, offered: number): number {
  return erlangC(servers, offered) / (servers - offered);
}

/** Share of customers of an M/M/c queue, first come first served, that wait longer than `wait` mean service times. */
export function erlangCWaitTail(servers: number, offered: number, wait: number): number {
  return erlangC(servers, offered) * Math.exp(-(servers - offered) * wait);
}

/**
 * Pollaczek-Khinchine: mean wait in an M/G/1 queue, first come first served.
 *
 * @param squaredVariation variance of the service time over its squared mean: 0 constant, 1 exponential
 */
export function pollaczekKhinchineWaitMean(serviceMean: number, load: number, squaredVariation: number): number {
  return (serviceMean * stable(load, 1) * (1 + squaredVariation)) / (2 * (1 - load));
}

/** Mean time in an M/G/1 queue with processor sharing: as in M/M/1, whatever the distribution of the work. */
export function processorSharingSojournMean(serviceMean: number, load: number): number {
  return singleServerSojournMean(serviceMean, load);
}

/**
 * Mean time of the customers whose work is `work` in an M/G/1 queue with processor sharing:
 * everyone is slowed down alike.
 */
export function processorSharingSojournOf(work: number, load: number): number {
  return work / (1 - stable(load, 1));
}

/** A queue at or beyond its capacity has no steady state. */
function stable(offered: number, servers: number): number {
  if (!(offered >= 0 && offered < servers))
    throw new RangeError(`${offered} erlang on ${servers} servers have no steady state`);
  return offered;
}
