/**
 * A tier between callers and a backend, with the settings that a test does not care about filled in.
 */
import type { Distribution } from '../../../sim/kernel/distribution.ts';
import { Kernel, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { fromSeconds, NEVER, type SimTime, simTime } from '../../../sim/kernel/time.ts';
import { DelayTier } from '../../../sim/tiers/delay-tier.ts';
import { EventTier, type EventTierSettings } from '../../../sim/tiers/event-tier.ts';
import type { AnsweredListener, Caller } from '../../../sim/tiers/hop.ts';
import { PooledFront } from '../../../sim/tiers/pooled-front.ts';
import type { Front } from '../../../sim/tiers/server-end.ts';
import { TcpFront } from '../../../sim/tiers/tcp-front.ts';
import { LOOPBACK_PATH, type TcpPath } from '../../../sim/tiers/tcp-path.ts';
import { ThreadTier, type ThreadTierSettings } from '../../../sim/tiers/thread-tier.ts';

export const THREADS: ThreadTierSettings = {
  serverCount: 1,
  processesPerServer: 1,
  threadsPerProcess: 4,
  asyncFactor: 0,
  coresPerServer: 64,
  cpuUs: 0,
  handshakeCpuUs: 0,
  overheadIdleUs: 0,
  overheadBusyUs: 0,
  keepAliveTimeoutUs: 5_000_000,
  headerTimeoutUs: 20_000_000,
  lingeringTimeoutUs: 2_000_000,
  logLineBytes: 100,
  idleBytes: 0,
  connectionBytes: 0,
};

export const EVENTS: EventTierSettings = {
  serverCount: 1,
  connectionsMax: 1_000_000,
  ownConnections: 0,
  idleUpstreamMax: 1_000_000,
  idleUpstreamAtStart: 0,
  coresPerServer: 64,
  cpuUs: 0,
  handshakeCpuUs: 0,
  keepAliveTimeoutUs: 75_000_000,
  headerTimeoutUs: 60_000_000,
  logLineBytes: 100,
  idleBytes: 0,
  connectionBytes: 0,
};

/** Nothing takes time on the way, so that a test's instants are its own. */
export const INSTANT_PATH: TcpPath = { ...LOOPBACK_PATH, segmentUs: 0, clientUs: 0, clientTickUs: 0, timeoutUs: 0 };

export class TierBench {
  readonly kernel = new Kernel();
  readonly streams: RandomStreams;
  /** [ticket] outcome and instant (us) of each answer, in order of ticket. */
  readonly outcomes: number[] = [];
  readonly answeredAt: number[] = [];
  readonly closedHeld: number[] = [];
  answerCount = 0;

  constructor(seed = 'tiers') {
    this.streams = new RandomStreams(seed, 0);
  }

  readonly answered: AnsweredListener = (ticket, outcome) => {
    this.outcomes[ticket] = outcome;
    this.answeredAt[ticket] = this.kernel.now;
    this.answerCount++;
  };

  tcpFront(path: Partial<TcpPath> = {}, serverCount = 1): TcpFront {
    const held = (ticket: number): void => {
      this.closedHeld.push(ticket);
    };
    return new TcpFront(this.kernel, 'front', { ...INSTANT_PATH, ...path }, serverCount, this.answered, held);
  }

  pooledFront(waitingMax: number, serverCount = 1): PooledFront {
    return new PooledFront(this.kernel, 'front', serverCount, waitingMax, this);
  }

  threads(front: Front, settings: Partial<ThreadTierSettings>, delay: Distribution): ThreadTier {
    const all = { ...THREADS, ...settings };
    const tier = new ThreadTier(this.kernel, 'threads', all, front, this.streams.stream('processes'));
    tier.proxyTo(this.backend(delay, tier, all.serverCount));
    return tier;
  }

  events(front: Front, settings: Partial<EventTierSettings>, delay: Distribution): EventTier {
    const all = { ...EVENTS, ...settings };
    const tier = new EventTier(this.kernel, 'events', all, front);
    tier.proxyTo(this.backend(delay, tier, all.serverCount));
    return tier;
  }

  backend(delay: Distribution, caller: Caller, serverCount = 1): DelayTier {
    const settings = {
      serverCount,
      coresPerServer: 1,
      cpuUs: 0,
      handshakeCpuUs: 0,
      delay,
      delayOffsetUs: 0,
      logLineBytes: 0,
      idleBytes: 0,
      connectionBytes: 0,
    };
    return new DelayTier(this.kernel, 'backend', settings, this.streams.stream('delay'), caller);
  }

  /** Calls `send(ticket)` at each instant, and runs up to the end, us. */
  run(instants: ArrayLike<number>, send: (ticket: number) => void, endUs: number): void {
    let next = 0;
    const source = {
      nextAt: (instants[0] ?? NEVER) as SimTime,
      arrive(): void {
        send(next++);
        source.nextAt = (instants[next] ?? NEVER) as SimTime;
      },
    };
    this.kernel.run(simTime(endUs), source, UNATTENDED);
  }

  /** Poisson arrivals at a rate until an instant, s. */
  poisson(ratePerS: number, untilS: number): number[] {
    const stream = this.streams.stream('arrivals');
    const instants: number[] = [];
    for (let at = 0; ; ) {
      at += Math.round((stream.exponential() * 1e6) / ratePerS);
      if (at >= fromSeconds(untilS)) return instants;
      instants.push(at);
    }
  }
}

export const TEN_MS: Distribution = { kind: 'constant', valueUs: 10_000 };
export const TEN_MS_EXPONENTIAL: Distribution = { kind: 'exponential', meanUs: 10_000 };
