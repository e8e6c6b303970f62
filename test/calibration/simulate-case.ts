/**
 * A measured case, simulated: Poisson arrivals as the load generator made them, and the same
 * figures taken from the outcome.
 */
import { Kernel, UNATTENDED } from '../../sim/kernel/kernel.ts';
import type { RandomStream } from '../../sim/kernel/random-stream.ts';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { NEVER, type SimTime, simTime } from '../../sim/kernel/time.ts';
import { HeldClients } from '../../sim/tiers/held-clients.ts';
import { ANSWERED } from '../../sim/tiers/hop.ts';
import type { TcpPath } from '../../sim/tiers/tcp-path.ts';
import {
  ASKS_AGAIN,
  LEAVES_OPEN,
  NEVER_CLOSES,
  ONE_REQUEST,
  SILENT,
  SLOW_HEADERS,
} from '../../sim/tiers/tier-connection-states.ts';
import type { TierUsage } from '../../sim/tiers/tier-usage.ts';
import { type CaseFigures, caseFigures } from './case-figures.ts';
import { edgeChain } from './edge-chain.ts';
import type { MeasuredCase } from './measured-case.ts';

/** Slow clients connect so long before the load, us. */
const LEAD_US = 1_000_000;
/** From the scheduled instant to the SYN, us: the load generator's mean lag was 60 to 200 (measured). */
const LAUNCH_LAG_US = 150;
const HELD_KINDS = { hdr: SLOW_HEADERS, ka: ASKS_AGAIN, none: SILENT } as const;

export interface SimulatedCase extends CaseFigures {
  readonly eventCount: number;
  /** What the Apache tier did; null in the chain without it. */
  readonly apache: TierUsage | null;
  readonly nginx: TierUsage;
  readonly fingerprint: string;
}

export function simulateCase(measured: MeasuredCase, run: number, overrides: Partial<TcpPath> = {}): SimulatedCase {
  const kernel = new Kernel();
  const streams = new RandomStreams('edge-chain', run);
  const arrivals = poissonArrivals(measured, streams.stream('arrivals'));
  const doneAt = new Float64Array(arrivals.length);
  const outcomeOf = new Uint8Array(arrivals.length);
  const slow = measured.slowClients;
  const held = new HeldClients(kernel, 'held', slow === null ? SILENT : HELD_KINDS[slow.mode], 1);
  const chain = edgeChain(
    kernel,
    streams,
    measured,
    overrides,
    (ticket, outcome) => {
      doneAt[ticket] = kernel.now;
      outcomeOf[ticket] = outcome;
    },
    held.closed,
  );
  if (slow !== null) held.start(chain.front, slow.count, 0 as SimTime);
  const kind = !measured.leavesOpen ? ONE_REQUEST : measured.id.endsWith('-noFIN') ? NEVER_CLOSES : LEAVES_OPEN;
  let next = 0;
  const source = {
    nextAt: (arrivals[0] ?? NEVER) as SimTime,
    arrive(): void {
      chain.front.open(next, 0, kind);
      next++;
      source.nextAt = (arrivals[next] ?? NEVER) as SimTime;
    },
  };
  const lastAt = arrivals[arrivals.length - 1]!;
  kernel.run(simTime(lastAt + measured.clientTimeoutS * 1e6 + 500_000), source, UNATTENDED);
  const scheduledS = arrivals.map((at) => (at - LAUNCH_LAG_US - LEAD_US) / 1e6);
  const latencyMs = arrivals.map((at, ticket) =>
    outcomeOf[ticket] === ANSWERED && doneAt[ticket]! > 0 ? (doneAt[ticket]! - at + LAUNCH_LAG_US) / 1e3 : Number.NaN,
  );
  const { figures, completionsPerS } = caseFigures(measured, scheduledS, latencyMs);
  return {
    figures,
    completionsPerS,
    eventCount: kernel.eventCount,
    apache: chain.apache === null ? null : chain.apache.usage,
    nginx: chain.nginx.usage,
    fingerprint: kernel.fingerprint,
  };
}

function poissonArrivals(measured: MeasuredCase, stream: RandomStream): Float64Array {
  const at: number[] = [];
  // The load generator's seeds fell a little off the nominal rate; what it offered is an input of the measurement.
  const factor = measured.measured.offeredRps!.mean / nominalRps(measured);
  let from = LEAD_US;
  for (const { durationS, rateRps } of measured.phases) {
    const end = from + durationS * 1e6;
    for (let t = from; ; ) {
      t += (stream.exponential() * 1e6) / (rateRps * factor);
      if (t >= end) break;
      at.push(Math.round(t) + LAUNCH_LAG_US);
    }
    from = end;
  }
  return Float64Array.from(at);
}

/** Mean rate over the window, had the generator kept to its phases exactly. */
function nominalRps({ phases, windowS: [fromS, toS] }: MeasuredCase): number {
  let offered = 0;
  let startS = 0;
  for (const { durationS, rateRps } of phases) {
    offered += rateRps * Math.max(0, Math.min(toS, startS + durationS) - Math.max(fromS, startS));
    startS += durationS;
  }
  return offered / (toS - fromS);
}
